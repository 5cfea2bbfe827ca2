import {sha256} from "../core/sha256.js";
import {asRecord, type JsonRecord, jsonText, readJson} from "./readJson.js";
import type {IntakeNote, ScoreDraft, SetupDraft, SourceFile} from "./types.js";

/** A results file of lm-evaluation-harness. */
export interface LmEvalResults {
  readonly model_id?: string;
  /** tasks and groups with scores */
  readonly tasks: readonly string[];
  readonly record: JsonRecord;
  /** by metric */
  higherIsBetter(task: string): JsonRecord;
}

/** Reads a results file. @throws DataError if it is no JSON object */
export async function readLmEvalResults(file: SourceFile): Promise<LmEvalResults> {
  const record = asRecord(await readJson(file), file.path);
  return {
    model_id: modelOf(record),
    tasks: Object.keys(inner(record, "results")),
    record,
    higherIsBetter: (task) => inner(inner(record, "higher_is_better"), task)
  };
}

/** How the harness asked the run's model its task. */
export function* lmEvalSetups(
  {record}: LmEvalResults,
  {model_id, task}: {readonly model_id: string; readonly task: string}
): Generator<SetupDraft> {
  const config = inner(inner(record, "configs"), task);
  const asked = inner(config, "generation_kwargs");
  const values: readonly [SetupDraft["name"], unknown][] = [
    ["harness", "lm-evaluation-harness"],
    ["harness_commit", record.git_hash],
    ["prompt_template", hashOf(config.doc_to_text)],
    ["system_prompt", record.system_instruction_sha ?? hashOf(record.system_instruction)],
    ["few_shot", own(inner(record, "n-shot"), task) ?? config.num_fewshot],
    ["max_tokens", asked.max_gen_toks ?? asked.max_new_tokens ?? asked.max_tokens],
    ["temperature", asked.temperature],
    ["stop", asked.until ?? asked.stop],
    ["dataset_revision", inner(config, "dataset_kwargs").revision]
  ];
  for (const [name, value] of values) {
    if (value === undefined || value === null || value === "") continue;
    const text = typeof value === "string" ? value : jsonText(value);
    yield {kind: "setup", model_id, dataset: task, name, value: text};
  }
}

/** A model's scores of a task: keys `metric,filter`, without standard errors and the alias. */
export function* lmEvalScores(
  results: LmEvalResults,
  model_id: string,
  task: string
): Generator<ScoreDraft | IntakeNote> {
  const higher = results.higherIsBetter(task);
  for (const [key, value] of Object.entries(inner(inner(results.record, "results"), task))) {
    const [name = "", filter = null] = key.split(/,(.*)/s);
    if (isNoScore(name)) continue;
    if (typeof value !== "number") {
      yield {kind: "note", code: "SCORE_NOT_A_NUMBER", model_id, detail: `${task}/${key}`};
      continue;
    }
    const better = own(higher, name);
    yield {
      kind: "score",
      model_id,
      query_id: null,
      replicate: null,
      metric: `${task}/${name}`,
      filter,
      value,
      higher_is_better: typeof better === "boolean" ? better : null
    };
  }
}

function isNoScore(name: string): boolean {
  return name === "alias" || name === "samples" || name === "name" || name.endsWith("_stderr");
}

/** The harness's own order: an adapter stands before what it adapts. */
const modelKeys = ["peft", "delta", "pretrained", "model", "path", "engine"];

function modelOf(record: JsonRecord): string | undefined {
  if (filled(record.model_name)) return record.model_name;
  const args = modelArgs(inner(record, "config").model_args);
  return modelKeys.map((key) => args.get(key)).find(filled);
}

/** `pretrained=a/b,dtype=auto`, or an object in newer files. */
function modelArgs(args: unknown): Map<string, unknown> {
  if (typeof args !== "string") return new Map(Object.entries(args ?? {}));
  const pairs = args.split(",").map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
  });
  return new Map(pairs);
}

function filled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function hashOf(value: unknown): string | undefined {
  return filled(value) ? sha256(value) : undefined;
}

/** A field of a record's own, whatever its name. */
function own(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function inner(record: JsonRecord, name: string): JsonRecord {
  const value = own(record, name);
  return typeof value === "object" && value !== null ? (value as JsonRecord) : {};
}
