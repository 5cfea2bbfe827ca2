import {DataError} from "../core/errors.js";
import {readLmEvalResults} from "./lmEvalResults.js";
import type {IntakeContext, SourceFile} from "./types.js";

const time = String.raw`(\d{4}-\d\d-\d\dT\d\d[-:]\d\d[-:]\d\d(?:\.\d+)?)`;
const samplesName = new RegExp(`^samples_(.+)_${time}\\.jsonl$`);
const resultsName = new RegExp(`^results(?:_${time})?\\.json$`);

/** One samples file: a task asked of a model at a time. */
export interface LmEvalRun {
  readonly path: string;
  readonly task: string;
  readonly model_id: string;
  /** comparable as text; "" where the name has none */
  readonly time: string;
  /** the results file of the same run, else the newest of the folder */
  readonly results?: SourceFile;
}

/** A samples file as far as its folder and `--model` tell. */
export interface FoundRun extends Omit<LmEvalRun, "task" | "model_id"> {
  readonly task?: string;
  readonly model_id?: string;
  /** why the model is not known */
  readonly problem?: string;
}

/** What a samples file has to tell of a results file. */
export interface ToldResults {
  readonly file: SourceFile;
  /** whose scores to tell */
  readonly tasks: readonly string[];
  /** whether it is the samples file's own */
  readonly isOwn: boolean;
}

/** The samples files of an import, and which results belong to which. */
export interface LmEvalRuns {
  of(path: string): FoundRun;
  /** the run to read instead of this one, if any */
  newer(run: LmEvalRun): FoundRun | undefined;
  told(run: LmEvalRun): readonly ToldResults[];
}

interface Results {
  readonly file: SourceFile;
  readonly time: string;
  readonly model_id?: string;
  readonly tasks: readonly string[];
  readonly problem?: string;
  readonly isRead: boolean;
}

/** Whether a name is `samples_<task>_<time>.jsonl`. */
export function isSamplesFile(path: string): boolean {
  return samplesName.test(nameOf(path));
}

/** Whether a name is `results_<time>.json`, or `results.json` as of old. */
export function isResultsFile(path: string): boolean {
  return resultsName.test(nameOf(path));
}

// Every samples file of an import asks for the same index, so it is made once per import.
const made = new WeakMap<IntakeContext, Promise<LmEvalRuns>>();

/** The runs among the files of an import; reads all results files, once per import. */
export function lmEvalRuns(context: IntakeContext): Promise<LmEvalRuns> {
  const known = made.get(context) ?? index(context);
  made.set(context, known);
  return known;
}

async function index({files, model}: IntakeContext): Promise<LmEvalRuns> {
  const results: Results[] = [];
  for (const file of files) if (isResultsFile(file.path)) results.push(await outline(file));
  results.sort(newestFirst);
  const inFolder = grouped(results, ({file}) => folderOf(file.path));
  const find = (path: string) => found(path, inFolder.get(folderOf(path)) ?? [], model);
  const runs = files
    .filter(({path}) => path.endsWith(".jsonl"))
    .map(({path}) => find(path))
    .filter(({task}) => task !== undefined)
    .sort(newestFirst);
  const ofTask = grouped(runs, ({model_id, task}) => JSON.stringify([model_id, task]));
  const newest = ({model_id, task}: Pick<FoundRun, "model_id" | "task">) =>
    ofTask.get(JSON.stringify([model_id, task]))?.[0];
  return {
    of: find,
    newer: (run) => {
      const best = newest(run);
      return best === undefined || best.path === run.path ? undefined : best;
    },
    told: (run) => {
      const read = runs.filter((each) => each.model_id === run.model_id && newest(each) === each);
      return told(run, read, results);
    }
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

async function outline(file: SourceFile): Promise<Results> {
  const time = timeOf(resultsName.exec(nameOf(file.path))?.[1]);
  try {
    const {model_id, tasks} = await readLmEvalResults(file);
    const problem = model_id ? undefined : `no model_name in ${file.path}`;
    return {file, time, model_id, tasks, problem, isRead: true};
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return {file, time, tasks: [], problem: error.message, isRead: false};
  }
}

function found(path: string, beside: readonly Results[], model?: string): FoundRun {
  const [, named, at] = samplesName.exec(nameOf(path)) ?? [];
  const time = timeOf(at);
  const task = named ?? taskAtEnd(path, beside);
  const same = beside.find((results) => time !== "" && results.time === time);
  const models = new Set(beside.map(({model_id}) => model_id));
  const results = same ?? beside[0];
  if (same === undefined && models.size > 1)
    return {
      path,
      task,
      time,
      model_id: model,
      problem: "results files of several models, none of its time"
    };
  const {model_id = model, problem} = results ?? {};
  return {path, task, time, model_id, problem, results: results?.isRead ? results.file : undefined};
}

/** The longest task of the results that the name ends in: `<model>_<task>.jsonl` as of old. */
function taskAtEnd(path: string, beside: readonly Results[]): string | undefined {
  const stem = `_${nameOf(path).replace(/\.jsonl$/, "")}`;
  return beside
    .flatMap(({tasks}) => tasks)
    .filter((task) => stem.endsWith(`_${task}`))
    .sort((a, b) => b.length - a.length)[0];
}

/** @param read the runs of the model that are read, @param results newest first */
function told(
  run: LmEvalRun,
  read: readonly FoundRun[],
  results: readonly Results[]
): ToldResults[] {
  const own = run.results ? [{file: run.results, tasks: [run.task], isOwn: true}] : [];
  if (read.map(({path}) => path).sort()[0] !== run.path) return own;
  const done = new Set(read.map(({task}) => task));
  const others = results
    .filter(({model_id}) => model_id === run.model_id)
    .map(({file, tasks}) => {
      const left = tasks.filter((task) => !done.has(task));
      for (const task of left) done.add(task);
      return {file, tasks: left, isOwn: false};
    });
  return [...own, ...others.filter(({tasks}) => tasks.length > 0)];
}

type Dated = {readonly time: string} & ({readonly path: string} | {readonly file: SourceFile});

function newestFirst(a: Dated, b: Dated): number {
  if (a.time !== b.time) return a.time > b.time ? -1 : 1;
  return pathOf(a) < pathOf(b) ? -1 : 1;
}

function pathOf(dated: Dated): string {
  return "path" in dated ? dated.path : dated.file.path;
}

function timeOf(text: string | undefined): string {
  return (text ?? "").replaceAll(":", "-");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
