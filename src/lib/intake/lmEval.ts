import {lmEvalScores, lmEvalSetups, readLmEvalResults} from "./lmEvalResults.js";
import {
  isResultsFile,
  isSamplesFile,
  type LmEvalRun,
  type LmEvalRuns,
  lmEvalRuns
} from "./lmEvalRuns.js";
import {lmEvalQuery, lmEvalResponses, lmEvalSampleScores, requireAnswers} from "./lmEvalSample.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeRow, SourceFile} from "./types.js";

/**
 * lm-evaluation-harness with `--log_samples`: `samples_<task>_<time>.jsonl`, one line per document
 * and filter, beside `results_<time>.json`, which names the model (the folder's name is lossy).
 * Queries are known by task and `doc_hash`, which does not change with the prompt. Of several runs
 * of a task with a model the newest is read. Answers are those before filters.
 */
export const lmEval: Importer = {
  name: "lm-evaluation-harness",
  detect: (path, head) => {
    if (!path.endsWith(".jsonl") || !head.includes('"doc_id"')) return undefined;
    // Behind a long prompt, resps lies beyond the head.
    if (isSamplesFile(path)) return "samples_….jsonl with doc_id";
    return head.includes('"resps"') ? "lines with doc_id and resps" : undefined;
  },
  companion: (path, head) =>
    isResultsFile(path) && head.includes('"results"') ? "model, setup and scores" : undefined,
  async *parse(file, context) {
    const runs = await lmEvalRuns(context);
    const run = runOf(file, runs);
    const newer = runs.newer(run);
    if (newer !== undefined) {
      const detail = `${file.path}: ${newer.path} is newer`;
      yield {kind: "note", code: "SUPERSEDED", model_id: run.model_id, detail};
      return;
    }
    const higherIsBetter = yield* aboutModel(run, runs);
    yield* answers(file, run, higherIsBetter);
  }
};

function runOf(file: SourceFile, runs: LmEvalRuns): LmEvalRun {
  const found = runs.of(file.path);
  const {model_id} = found;
  if (model_id === undefined || model_id.trim() === "")
    throw invalidFile(
      file.path,
      "model must be named by results_….json in its folder, or said with --model",
      found.problem ?? "no results file"
    );
  if (found.task === undefined)
    throw invalidFile(
      file.path,
      "name must be samples_<task>_<time>.jsonl, or end in a task of the results file",
      "another"
    );
  return {...found, task: found.task, model_id};
}

/** What results files say of a model; the first of its samples files tells of the tasks without. */
async function* aboutModel(
  run: LmEvalRun,
  runs: LmEvalRuns
): AsyncGenerator<IntakeRow, JsonRecord> {
  let higherIsBetter: JsonRecord = {};
  for (const {file, tasks, isOwn} of runs.told(run)) {
    const results = await readLmEvalResults(file);
    if (isOwn) yield* lmEvalSetups(results, run);
    if (isOwn) higherIsBetter = results.higherIsBetter(run.task);
    for (const task of tasks) yield* lmEvalScores(results, run.model_id, task);
  }
  return higherIsBetter;
}

async function* answers(
  file: SourceFile,
  run: LmEvalRun,
  higherIsBetter: JsonRecord
): AsyncGenerator<IntakeRow> {
  const seen = new Map<string, Seen>();
  let isFirst = true;
  for await (const found of jsonLines(file)) {
    if (isRefusal(found)) {
      yield found;
      continue;
    }
    if (isFirst) requireAnswers(found);
    isFirst = false;
    const rows = attempt(found.where, () => rowsOf(found, run, seen, higherIsBetter));
    if (Array.isArray(rows)) yield* rows;
    else yield rows;
  }
}

/** The document a query came from and the filters it was scored through. */
interface Seen {
  readonly doc: string;
  readonly filters: Set<string>;
}

function rowsOf(
  {record, where}: {readonly record: JsonRecord; readonly where: string},
  {task, model_id}: LmEvalRun,
  seen: Map<string, Seen>,
  higherIsBetter: JsonRecord
): IntakeRow[] {
  const query = lmEvalQuery(record, task, where);
  const doc = jsonText(record.doc_id);
  const filter = jsonText(record.filter);
  const earlier = seen.get(query.query_id);
  if (earlier !== undefined && (earlier.doc !== doc || earlier.filters.has(filter)))
    return [{kind: "note", code: "DOC_REPEATED", model_id, detail: `${task}: first line kept`}];
  const scores = lmEvalSampleScores(record, {model_id, query_id: query.query_id, higherIsBetter});
  const responses = earlier ? [] : lmEvalResponses(record, {model_id, query, where});
  if (earlier) earlier.filters.add(filter);
  else seen.set(query.query_id, {doc, filters: new Set([filter])});
  return [...responses, ...scores];
}
