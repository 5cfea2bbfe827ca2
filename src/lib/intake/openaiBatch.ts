import {mostReplicates} from "../schema/study.js";
import {chatChoice} from "./chatChoice.js";
import {FirstSeen} from "./firstSeen.js";
import {isoOfSeconds} from "./isoOfSeconds.js";
import {type BatchRequests, isBatchInput, readBatchRequests} from "./openaiBatchRequests.js";
import {
  asRecord,
  invalidFile,
  type JsonRecord,
  jsonText,
  type LocatedRecord,
  textOrJson
} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {
  Importer,
  IntakeContext,
  IntakeNote,
  IntakeRow,
  QueryDraft,
  ResponseDraft
} from "./types.js";

/**
 * The output (and error) file of an OpenAI batch of chat completions: JSON Lines of `custom_id`,
 * `response.body` and `error`. `custom_id` is the query's id, a choice's index the replicate. A
 * query's text is that of `--queries`, else of the batch's input file in the same folder (which also
 * gives the sampling parameters), else the `custom_id` itself, with a note. A request that failed
 * is an answer of status `error`, of the model the import names, since the line does not.
 */
export const openaiBatch: Importer = {
  name: "openai-batch",
  detect: (_path, head) =>
    /^\ufeff?\s*\{/.test(head) &&
    /"custom_id"\s*:/.test(head) &&
    /"response"\s*:/.test(head) &&
    !isBatchInput(head)
      ? "custom_id with response"
      : undefined,
  companion: (_path, head) => (isBatchInput(head) ? "requests of an OpenAI batch" : undefined),
  async *parse(file, context) {
    const asked = await readBatchRequests(file, context.files);
    yield* asked.refused;
    const seen = new FirstSeen("(model, custom_id, index)");
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) {
        yield found;
        continue;
      }
      const rows = attempt(found.where, () => intake(found, {asked, context, seen}));
      if (isRefusal(rows)) yield rows;
      else yield* rows;
    }
  }
};

interface Known {
  readonly asked: BatchRequests;
  readonly context: IntakeContext;
  readonly seen: FirstSeen;
}

/** What the answers of a line have in common. */
interface Reply {
  readonly model_id: string;
  readonly query: QueryDraft & {readonly query_id: string};
  readonly params: string;
  readonly where: string;
}

function intake({record, where}: LocatedRecord, known: Known): IntakeRow[] {
  const query_id = textOf(record.custom_id, "custom_id", where);
  const response = record.response === null ? {} : asRecord(record.response ?? {}, where);
  const hasFailed = (record.error ?? null) !== null || response.status_code !== 200;
  const model_id = hasFailed
    ? modelOfFailure(response, known.context, where)
    : textOf(asRecord(response.body, where).model, "response.body.model", where);
  const {query, notes} = queryOf(query_id, model_id, known, where);
  const params = known.asked.requests.get(query_id)?.params ?? "{}";
  const reply = {model_id, query, params, where};
  const rows = hasFailed
    ? failure(reply, record, response)
    : choicesOf(reply, asRecord(response.body, where));
  requireNew(rows, known.seen, where);
  return [...rows, ...notes];
}

function modelOfFailure(response: JsonRecord, context: IntakeContext, where: string): string {
  if (context.model !== undefined) return context.model;
  const got = `a failed request (status ${jsonText(response.status_code)}), whose line names none`;
  throw invalidFile(where, "model must be known: say which with --model", got);
}

function queryOf(query_id: string, model_id: string, {asked, context}: Known, where: string) {
  const given = context.queries?.get(query_id);
  const request = asked.requests.get(query_id);
  const several = asked.ambiguous.get(query_id);
  if (several !== undefined)
    throw invalidFile(where, `custom_id ${query_id} must name one request`, several);
  const query_text = given ?? request?.query_text ?? query_id;
  const isAbsent = (given ?? request?.query_text ?? null) === null;
  const ignored = given === undefined ? (request?.ignored ?? []) : [];
  return {
    query: {query_id, query_text},
    notes: [
      ...(isAbsent ? [note("QUERY_TEXT_ABSENT", model_id, "custom_id stands for the text")] : []),
      ...ignored.map((type) => note("QUERY_PART_IGNORED", model_id, `parts of type ${type}`))
    ]
  };
}

function failure(reply: Reply, record: JsonRecord, response: JsonRecord): IntakeRow[] {
  const {where, model_id} = reply;
  const body = response.body as JsonRecord | null | undefined;
  const {code, message} = (record.error ?? body?.error ?? {}) as JsonRecord;
  const reason = [code ?? response.status_code, message].filter((part) => part !== undefined);
  const detail = reason.map(textOrJson).join(": ").slice(0, 120) || "no reason given";
  return [
    {...draft(reply, 0, ""), status: "error", source_ref: where},
    note("REQUEST_FAILED", model_id, detail)
  ];
}

function choicesOf(reply: Reply, body: JsonRecord): IntakeRow[] {
  const {where, model_id} = reply;
  const {choices} = body;
  if (!Array.isArray(choices) || choices.length === 0)
    throw invalidFile(where, "response.body.choices must hold answers", jsonText(choices));
  const created = typeof body.created === "number" ? isoOfSeconds(body.created) : null;
  const print = body.system_fingerprint;
  return [
    ...choices.flatMap((choice: unknown) => answer(reply, asRecord(choice, where), created)),
    ...(created === null ? [note("CREATED_ABSENT", model_id, "no time in whole seconds")] : []),
    ...(typeof print === "string" ? [note("SYSTEM_FINGERPRINT", model_id, print)] : [])
  ];
}

function answer(reply: Reply, choice: JsonRecord, created_at: string | null): IntakeRow[] {
  const {where, model_id} = reply;
  const {text, status, finish_reason, ignored} = chatChoice(choice, where);
  const base = draft(reply, indexOf(choice, where), text);
  return [
    {...base, status, extra: {...base.extra, finish_reason, created_at}},
    ...ignored.map((type) => note("PART_IGNORED", model_id, `parts of type ${type}`))
  ];
}

function draft(
  {model_id, query, params, where}: Reply,
  replicate: number,
  response_text: string | null
): ResponseDraft {
  const extra = {params};
  return {kind: "response", model_id, query, replicate, response_text, extra, source_ref: where};
}

function indexOf({index}: JsonRecord, where: string): number {
  if (Number.isInteger(index) && Number(index) >= 0 && Number(index) < mostReplicates)
    return Number(index);
  const expected = `choice index must be an integer from 0 to ${mostReplicates - 1}`;
  throw invalidFile(where, expected, jsonText(index));
}

/** @throws DataError if the line or one before has an answer of the same place */
function requireNew(rows: readonly IntakeRow[], seen: FirstSeen, where: string): void {
  const answers = rows.filter((row) => row.kind === "response");
  const keys = answers.map((row) => [row.model_id, row.query.query_id, row.replicate]);
  seen.add(
    keys.map((key) => JSON.stringify(key)),
    where
  );
}

function note(code: string, model_id: string, detail: string): IntakeNote {
  return {kind: "note", code, model_id, detail};
}

function textOf(value: unknown, field: string, where: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalidFile(where, `${field} must be text`, jsonText(value));
}
