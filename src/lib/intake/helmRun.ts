import {DataError} from "../core/errors.js";
import {sha256} from "../core/sha256.js";
import {lenientJson} from "./lenientJson.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, readText} from "./readJson.js";
import type {SetupDraft, SourceFile} from "./types.js";

/** What a run's requests have in common: who was asked what, and how. */
export interface HelmRun {
  /** of its `scenario_state.json` */
  readonly path: string;
  /** with its last `/` */
  readonly folder: string;
  readonly model: string;
  readonly dataset: string;
  /** how the instances became prompts; fields that are none are left out of the file */
  readonly spec: JsonRecord;
}

/** A run is written as JSON texts, which are read as a whole. */
const largestJson = 2 ** 28;

/** The name of the file that holds a run's answers. */
export const stateName = "scenario_state.json";

/** Reads one of HELM's files, as Python wrote it. @throws DataError over 256 MiB, or if it is no JSON */
export async function helmJson(file: SourceFile): Promise<unknown> {
  if (file.size > largestJson)
    throw invalidFile(file.path, "file must be at most 256 MiB", `${file.size} bytes`);
  return lenientJson(await readText(file), file.path);
}

/** A file of the run's own folder. */
export function besideRun({folder}: Pick<HelmRun, "folder">, name: string, files: Files) {
  return files.find(({path}) => path === `${folder}${name}`);
}

type Files = readonly SourceFile[];

/**
 * The run of a `scenario_state.json`: its model and how it was asked are those of `run_spec.json`
 * beside, else those of the file itself; its dataset is the run's name, else its folder's, without
 * the arguments `model`, `model_deployment` and `stop`, which say who was asked and how.
 *
 * @param state what the file holds, if it was read already
 * @throws DataError if no model or name is known, or the two files name different models
 */
export async function helmRun(file: SourceFile, files: Files, state?: JsonRecord) {
  const folder = file.path.slice(0, file.path.length - stateName.length);
  const specFile = besideRun({folder}, "run_spec.json", files);
  const runSpec = specFile ? asRecord(await helmJson(specFile), specFile.path) : {};
  const own = state ?? (runSpec.adapter_spec ? {} : asRecord(await helmJson(file), file.path));
  const spec = asRecord(runSpec.adapter_spec ?? own.adapter_spec ?? {}, file.path);
  const model = textOf(spec.model, "adapter_spec.model", file.path);
  const ownModel = asRecord(own.adapter_spec ?? {}, file.path).model ?? model;
  if (ownModel !== model)
    throw invalidFile(file.path, `model must be ${model}, as in run_spec.json`, jsonText(ownModel));
  const name = runSpec.name ?? folder.split("/").at(-2);
  const dataset = datasetOf(textOf(name, "run", file.path));
  return {path: file.path, folder, model, spec, dataset: textOf(dataset, "dataset", file.path)};
}

/** @throws DataError if an earlier run asked the same model the same dataset in another way */
export async function requireOneWay(run: HelmRun, files: Files): Promise<void> {
  const first = (await firstRuns(files)).get(keyOf(run)) ?? run;
  const fields = [...new Set([...Object.keys(first.spec), ...Object.keys(run.spec)])];
  const field = (spec: JsonRecord, name: string) => jsonText(spec[name] ?? null);
  const other = fields.filter((name) => field(first.spec, name) !== field(run.spec, name));
  if (other.length === 0) return;
  const expected = `${run.model} must be asked ${run.dataset} in one way, here that of ${first.path}`;
  throw invalidFile(run.path, expected, `a run that differs in ${other.join(", ")}`);
}

/** How the model of a run was asked. */
export function* helmSetups({model, dataset, spec}: HelmRun): Generator<SetupDraft> {
  const facts = [
    ["harness", "helm"],
    ["few_shot", spec.max_train_instances],
    ["prompt_template", templateOf(spec)],
    ["max_tokens", spec.max_tokens],
    ["temperature", spec.temperature],
    ["stop", spec.stop_sequences]
  ] as const;
  for (const [name, fact] of facts) {
    if (fact === undefined || fact === null) continue;
    const value = typeof fact === "string" ? fact : jsonText(fact);
    yield {kind: "setup", model_id: model, dataset, name, value};
  }
}

const parts = ["global", "instance", "input", "reference", "chain_of_thought", "output"];
/** Where HELM says something else than nothing by default, and older versions nothing at all. */
const defaults: ReadonlyMap<string, string> = new Map([["chain_of_thought_suffix", "\n"]]);

function templateOf(spec: JsonRecord): string {
  const affixes = parts.flatMap((part) => [`${part}_prefix`, `${part}_suffix`]);
  const names = ["method", "instructions", ...affixes];
  return sha256(JSON.stringify(names.map((name) => spec[name] ?? defaults.get(name) ?? "")));
}

/** The first run of each model and dataset, read once for all runs of an import. */
const known = new WeakMap<Files, Promise<ReadonlyMap<string, HelmRun>>>();

function firstRuns(files: Files): Promise<ReadonlyMap<string, HelmRun>> {
  const found = known.get(files) ?? readFirstRuns(files);
  known.set(files, found);
  return found;
}

async function readFirstRuns(files: Files) {
  const runs = new Map<string, HelmRun>();
  for (const file of files) {
    if (!/(?:^|\/)scenario_state\.json$/.test(file.path) || file.size > largestJson) continue;
    const run = await readable(file, files);
    if (run && !runs.has(keyOf(run))) runs.set(keyOf(run), run);
  }
  return runs;
}

/** A run that cannot be read is refused where it is imported. */
async function readable(file: SourceFile, files: Files): Promise<HelmRun | undefined> {
  try {
    return await helmRun(file, files);
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

function keyOf({model, dataset}: HelmRun): string {
  return JSON.stringify([model, dataset]);
}

const asking = /^(?:model|model_deployment|stop)=/;

function datasetOf(name: string): string {
  const colon = name.indexOf(":");
  const scenario = colon < 0 ? [] : [name.slice(0, colon)];
  const rest = name
    .slice(colon + 1)
    .split(",")
    .filter((each) => !asking.test(each));
  return [...scenario, ...(rest.length > 0 ? [rest.join(",")] : [])].join(":");
}

function textOf(value: unknown, field: string, where: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalidFile(where, `${field} must be named`, jsonText(value));
}
