import {sha256} from "../core/sha256.js";
import {mostReplicates} from "../schema/study.js";
import {canonicalJson} from "./canonicalJson.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, type LocatedRecord} from "./readJson.js";
import type {IntakeNote, IntakeRow, QueryDraft, ResponseDraft} from "./types.js";

/** Which sample of which evaluation answers a model's query, and its answers so far. */
export type SeenSamples = Map<
  string,
  {readonly evaluation: string; readonly sample: string; replicates: number}
>;

/**
 * The answers and the score of a sample. A sample that comes again in its evaluation is a further
 * repeat; another sample, or another evaluation, with the same query is noted and left out.
 *
 * @throws DataError naming the field that is not as the schema says
 */
export function sampleRows({record, where}: LocatedRecord, seen: SeenSamples): IntakeRow[] {
  const model_id = textField(record, "model_id", where);
  const query = queryOf(record, where);
  const note = (code: string, detail: string): IntakeNote[] => [
    {kind: "note", code, model_id, detail}
  ];
  const detail = textField(record, "evaluation_name", where);
  if (record.interaction_type !== "single_turn") return note("CONVERSATION_LEFT_OUT", detail);
  const outputs = outputsOf(record, where);
  const evaluation = textField(record, "evaluation_id", where);
  const sample = jsonText(record.sample_id);
  const key = JSON.stringify([model_id, query.query_id]);
  const known = seen.get(key) ?? {evaluation, sample, replicates: 0};
  if (known.evaluation !== evaluation) return note("EVALUATION_REPEATED", detail);
  if (known.sample !== sample) return note("SAMPLE_REPEATED", detail);
  const first = known.replicates;
  if (first + outputs.length > mostReplicates)
    throw invalidFile(where, `repeats must be at most ${mostReplicates}`, "more");
  seen.set(key, {...known, replicates: first + Math.max(1, outputs.length)});
  const draft = responseOf(record, {model_id, query, where});
  const responses: IntakeRow[] = outputs.map((text, j) => draft(first + j, text));
  const none = outputs.length === 0 ? [draft(first, null)] : [];
  const replicate = outputs.length > 1 ? null : first;
  return [...responses, ...none, ...scoreOf(record, {model_id, query, replicate})];
}

function queryOf(record: JsonRecord, where: string): QueryDraft & {readonly query_id: string} {
  const input = asRecord(record.input, where);
  const query_text = textField(input, "raw", where);
  const name = textField(record, "evaluation_name", where);
  const {reference, choices = null} = input;
  const hash = sha256(canonicalJson([query_text, reference ?? null, choices], where));
  return {
    query_id: `${name}/${hash.slice(0, 12)}`,
    query_text,
    dataset: name,
    target: targetOf(reference)
  };
}

function targetOf(reference: unknown): string | null {
  const only = Array.isArray(reference) && reference.length === 1 ? reference[0] : reference;
  if (only === undefined || only === null || (Array.isArray(only) && only.length === 0))
    return null;
  return typeof only === "string" ? only : jsonText(only);
}

/** One text as of old, a list now; without output, none. */
function outputsOf({output}: JsonRecord, where: string): string[] {
  if (output === undefined || output === null) return [];
  const {raw} = asRecord(output, where);
  const all: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (all.every((text) => typeof text === "string")) return all;
  throw invalidFile(where, "output.raw must be text or a list of texts", jsonText(raw));
}

function responseOf(
  record: JsonRecord,
  {model_id, query, where}: {model_id: string; query: QueryDraft; where: string}
) {
  const {formatted, raw} = asRecord(record.input, where);
  const prompt_hash = sha256(typeof formatted === "string" ? formatted : String(raw));
  const metadata = typeof record.metadata === "object" ? (record.metadata as JsonRecord) : null;
  const stop = metadata?.stop_reason;
  const finish_reason = typeof stop === "string" ? stop : null;
  const isError = typeof record.error === "string" && record.error.trim() !== "";
  return (replicate: number, response_text: string | null): ResponseDraft => ({
    kind: "response",
    model_id,
    query,
    replicate,
    response_text,
    ...(isError ? {status: "error"} : {}),
    extra: {prompt_hash, finish_reason},
    source_ref: where
  });
}

function scoreOf(
  record: JsonRecord,
  of: {model_id: string; query: {query_id: string}; replicate: number | null}
): IntakeRow[] {
  const {model_id, query, replicate} = of;
  const evaluation = record.evaluation as JsonRecord | null | undefined;
  const value = evaluation?.score;
  if (typeof value !== "number")
    return [{kind: "note", code: "SCORE_NOT_A_NUMBER", model_id, detail: "evaluation.score"}];
  const {query_id} = query;
  const rest = {filter: null, value, higher_is_better: null};
  return [{kind: "score", model_id, query_id, replicate, metric: "score", ...rest}];
}

function textField(record: JsonRecord, field: string, where: string): string {
  const value = record[field];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalidFile(where, `${field} must be text`, jsonText(value).slice(0, 60));
}
