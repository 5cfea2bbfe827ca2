import {DomainError} from "../../src/lib/core/errors.js";
import type {StudyData} from "../../src/lib/schema/studyData.js";
import {studyDefaults} from "../../src/lib/schema/studyDefaults.js";
import {normalizeInputs} from "../../src/runtime/normalizeInputs.js";
import {resultOf} from "../../src/runtime/resultOf.js";
import type {GraphProxy, Session} from "../../src/runtime/session.js";
import type {Workflow} from "../../src/runtime/workflow.js";
import {contentKey} from "../store/contentKey.js";
import {storePath} from "../store/ledger.js";
import {scalarsOf} from "./scalarsOf.js";
import type {Settings} from "./sweepGrid.js";
import {keepSwept, readSwept, type SweptRun} from "./sweepLedger.js";

/** A sweep to be made. */
export interface Sweep {
  readonly study: StudyData;
  /** where the study's store is */
  readonly directory: string;
  readonly workflow: Workflow;
  /** inputs of every run */
  readonly fixed: Settings;
  /** inputs of each run, over the fixed ones */
  readonly runs: readonly Settings[];
  /** opens the graphs of one thread */
  readonly openSession: () => Session;
  readonly jobs: number;
  readonly progress: (done: number, total: number) => void;
}

/** One run as asked for, with its inputs as used and what it came to. */
export interface SweepRow {
  readonly asked: Settings;
  readonly swept: SweptRun;
}

/**
 * Runs an analysis on every combination, on several threads, keeping each as soon as it is made: what
 * an earlier sweep of the same study, code and inputs has made is not made again. A combination that
 * is refused or fails is a row that says so; the others are made all the same.
 *
 * @returns a row for each run, in the order asked, whatever the number of threads
 */
export async function runSweep(sweep: Sweep): Promise<SweepRow[]> {
  const {runs, jobs, progress} = sweep;
  const path = ledgerPath(sweep);
  const known = await readSwept(path);
  const keyed = runs.map((asked) => ({asked, ...prepared(sweep, asked)}));
  const open = keyed.filter(
    ({run, error}, i) =>
      error === null && !known.has(run) && keyed.findIndex((other) => other.run === run) === i
  );
  let done = runs.length - open.length;
  progress(done, runs.length);
  const queue = open.values();
  const work = async () => {
    const session = sweep.openSession();
    try {
      for (const {run, inputs} of queue) {
        const swept = await runOne(session, sweep.workflow.name, run, inputs);
        known.set(run, swept);
        if (swept.error === null) await keepSwept(path, swept);
        progress(++done, runs.length);
      }
    } finally {
      session.dispose();
    }
  };
  await Promise.all(Array.from({length: Math.min(jobs, open.length)}, work));
  return keyed.map(({asked, run, error}) => ({
    asked,
    swept: known.get(run) ?? {run, values: {}, warnings: [], error}
  }));
}

/**
 * Where a sweep keeps what it has made: another study's bytes, or other code, is another file. All that an
 * analysis could read is in the key (`missing` decides numbers as much as tables do); left out is only
 * what is for people, and `defaults`, which are in each run's inputs.
 */
function ledgerPath({study, directory, workflow}: Sweep): string {
  const stages = [...workflow.cells.values()].map(({name, version}) => [name, version]);
  const {title: _, description: __, license: ___, defaults: ____, answers: _____, ...facts} = study;
  const key = contentKey(workflow.name, stages, facts);
  return storePath(directory, "sweeps", `${workflow.name}-${key.slice(0, 16)}.jsonl`);
}

function prepared({study, workflow, fixed}: Sweep, asked: Settings) {
  try {
    const defaults = studyDefaults(study.defaults, workflow.name);
    const inputs: Settings = {...normalizeInputs(workflow, defaults, {...fixed, ...asked})};
    return {run: contentKey(inputs), inputs, error: null};
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {run: contentKey(fixed, asked), inputs: {}, error: error.message};
  }
}

async function runOne(
  session: Session,
  workflow: string,
  run: string,
  inputs: Settings
): Promise<SweptRun> {
  const graph = session.graph(workflow, inputs);
  const made = resultOf(graph).then(
    (value) => ({values: scalarsOf(value), error: null}),
    ({message}: Error) => ({values: {}, error: message})
  );
  try {
    const warnings = await warningsOf(graph);
    return {run, warnings, ...(await made)};
  } finally {
    graph.dispose();
  }
}

/** The codes of a run's warnings, once it has settled. */
function warningsOf(graph: GraphProxy): Promise<readonly string[]> {
  return new Promise((resolve) => {
    graph.onSettled((_, __, ___, told) => resolve([...new Set(told.map(({code}) => code))]));
  });
}
