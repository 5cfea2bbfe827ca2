import {sha256} from "../core/sha256.js";
import {asRecord, atRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {attempt} from "./refusal.js";
import type {IntakeRow, SetupDraft} from "./types.js";

/**
 * A model's scores and how it was asked, from a file of evaluation results. A metric of the model
 * that another file gave before is noted and left out.
 *
 * @param seen the file of each score read in this import, by model and metric; added to
 * @throws DataError if the model or the list of results is not there
 */
export function* aggregateRows(
  record: JsonRecord,
  path: string,
  seen: Map<string, string>
): Generator<IntakeRow> {
  const model_id = inner(record, "model_info").id;
  if (typeof model_id !== "string" || model_id.trim() === "")
    throw invalidFile(path, "model_info.id must be text", jsonText(model_id));
  const all = record.evaluation_results;
  if (!Array.isArray(all))
    throw invalidFile(path, "evaluation_results must be a list", jsonText(all).slice(0, 60));
  for (const [i, result] of all.entries()) {
    const where = atRecord(path, i);
    const rows = attempt(where, () => resultRows(asRecord(result, where), {model_id, where, seen}));
    if (Array.isArray(rows)) yield* rows;
    else yield rows;
  }
  yield* setups(record, all, model_id);
}

function resultRows(
  result: JsonRecord,
  {model_id, where, seen}: {model_id: string; where: string; seen: Map<string, string>}
): IntakeRow[] {
  const config = inner(result, "metric_config");
  const name = result.evaluation_name;
  const value = inner(result, "score_details").score;
  if (!isFilled(name)) throw invalidFile(where, "evaluation_name must be text", jsonText(name));
  if (typeof value !== "number")
    throw invalidFile(where, "score_details.score must be a number", jsonText(value));
  const part = [config.metric_name, config.metric_id].find(isFilled);
  const metric = part === undefined ? name : `${name}/${part}`;
  if (config.has_unknown_level === true && value === -1)
    return [{kind: "note", code: "SCORE_UNKNOWN", model_id, detail: metric}];
  const key = JSON.stringify([model_id, metric]);
  const first = seen.get(key);
  if (first !== undefined)
    return [
      {kind: "note", code: "SCORE_REPEATED", model_id, detail: `${metric}: first in ${first}`}
    ];
  seen.set(key, where);
  const lower = config.lower_is_better;
  const higher_is_better = typeof lower === "boolean" ? !lower : null;
  const rest = {replicate: null, filter: null, value, higher_is_better};
  return [{kind: "score", model_id, query_id: null, metric, ...rest}];
}

function* setups(
  record: JsonRecord,
  results: readonly unknown[],
  model_id: string
): Generator<SetupDraft> {
  const library = inner(record, "eval_library");
  const version = isFilled(library.version) && library.version !== "unknown" ? library.version : "";
  const harness = isFilled(library.name) ? `${library.name} ${version}`.trim() : undefined;
  for (const result of results) {
    const dataset = (result as JsonRecord | null)?.evaluation_name;
    if (!isFilled(dataset)) continue;
    const asked = inner(inner(result as JsonRecord, "generation_config"), "generation_args");
    const template = asked.prompt_template;
    const values: readonly [SetupDraft["name"], unknown][] = [
      ["harness", harness],
      ["prompt_template", isFilled(template) ? sha256(template) : undefined],
      ["max_tokens", asked.max_tokens],
      ["temperature", asked.temperature]
    ];
    for (const [name, value] of values)
      if (typeof value === "string" || typeof value === "number")
        yield {kind: "setup", model_id, dataset, name, value: String(value)};
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function inner(record: JsonRecord, name: string): JsonRecord {
  const value = record[name];
  return typeof value === "object" && value !== null ? (value as JsonRecord) : {};
}
