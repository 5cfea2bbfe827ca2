import {sha256} from "../core/sha256.js";
import {mostReplicates} from "../schema/study.js";
import {canonicalJson} from "./canonicalJson.js";
import {isLikelihood, optionOf} from "./lmEvalOptions.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, type LocatedRecord} from "./readJson.js";
import type {IntakeNote, QueryDraft, ResponseDraft, ScoreDraft} from "./types.js";

const textFields = ["question", "query", "input", "sentence", "problem"];
/** Fields of a document that tell the answer, which a query's text must not. */
const answerFields = new Set(
  "target targets answer answers answerKey label labels gold solution".split(" ")
);

/** What was asked: the document, not the prompt made of it. Its id is the same in all runs. */
export function lmEvalQuery(
  record: JsonRecord,
  task: string,
  where: string
): QueryDraft & {readonly query_id: string} {
  const doc = asRecord(record.doc, where);
  const hash = record.doc_hash;
  const isHash = typeof hash === "string" && /^[0-9a-f]{12,}$/.test(hash);
  const shown = textFields.map((name) => doc[name]).find(isFilled);
  const {target} = record;
  return {
    query_id: `${task}/${(isHash ? hash : sha256(canonicalJson(doc, where))).slice(0, 12)}`,
    query_text: shown ?? canonicalJson(withoutAnswer(doc), where),
    dataset: task,
    target: target === undefined || typeof target === "string" ? target : jsonText(target)
  };
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function withoutAnswer(doc: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !answerFields.has(name)));
}

interface SampleOf {
  readonly model_id: string;
  readonly query: QueryDraft;
  readonly where: string;
}

/** The answers of a line, one per repeat, before any filter. @throws DataError if they are none */
export function lmEvalResponses(
  record: JsonRecord,
  {model_id, query, where}: SampleOf
): ResponseDraft[] {
  const asked = argumentsOf(record);
  const extra = {prompt_hash: promptHash(record, asked), params: paramsOf(asked, where)};
  const draft = (replicate: number, response_text: string | null, choices?: string) => ({
    kind: "response" as const,
    model_id,
    query,
    replicate,
    response_text,
    ...(response_text === null ? {status: "missing" as const} : {}),
    extra: choices === undefined ? extra : {...extra, choices},
    source_ref: where
  });
  const resps = repeatsOf(record, where);
  const repeats = resps[0]?.length ?? 0;
  if (repeats === 0) return [draft(0, null)];
  if (repeats > mostReplicates)
    throw invalidFile(where, `resps must hold at most ${mostReplicates} repeats`, `${repeats}`);
  return Array.from({length: repeats}, (_, j) => {
    if (isLikelihood(resps[0]?.[j])) {
      const {text, choices} = optionOf(resps, j, {doc: record.doc, asked, where});
      return draft(j, text, choices);
    }
    if (resps.length > 1)
      throw invalidFile(where, "resps must hold one request per document", `${resps.length}`);
    return draft(j, generated(resps[0]?.[j], where));
  });
}

/** Refuses a file whose first line holds likelihoods of given texts, which are no answers. */
export function requireAnswers({record, where}: LocatedRecord): void {
  const names = metricNames(record);
  const isRolling = names.some((name) => /perplexity$|^bits_per_byte$/.test(name));
  const [first, second]: unknown[] = Array.isArray(record.resps) ? record.resps : [];
  const isOne = second === undefined && Array.isArray(first) && isLikelihood(first[0]);
  if (isRolling || isOne)
    throw invalidFile(where, "resps must be answers or options", "the likelihood of a given text");
}

/** The scores of a line; those that are no numbers are noted. */
export function lmEvalSampleScores(
  record: JsonRecord,
  of: {readonly model_id: string; readonly query_id: string; readonly higherIsBetter: JsonRecord}
): (ScoreDraft | IntakeNote)[] {
  const {model_id, query_id, higherIsBetter} = of;
  const filter = typeof record.filter === "string" ? record.filter : null;
  return [...new Set(metricNames(record))].map((metric) => {
    const value = Object.hasOwn(record, metric) ? record[metric] : undefined;
    if (typeof value !== "number" && typeof value !== "boolean")
      return {kind: "note", code: "SCORE_NOT_A_NUMBER", model_id, detail: metric};
    const better = Object.hasOwn(higherIsBetter, metric) ? higherIsBetter[metric] : null;
    const higher_is_better = typeof better === "boolean" ? better : null;
    const score = {model_id, query_id, replicate: null, metric, filter, higher_is_better};
    return {kind: "score", ...score, value: Number(value)};
  });
}

/** As the line lists them, else every number beside the fields that all lines have. */
function metricNames(record: JsonRecord): string[] {
  if (Array.isArray(record.metrics))
    return record.metrics.filter((name) => typeof name === "string" && name !== "");
  return Object.keys(record).filter(
    (name) => name !== "doc_id" && ["number", "boolean"].includes(typeof record[name])
  );
}

function repeatsOf({resps}: JsonRecord, where: string): unknown[][] {
  if (Array.isArray(resps) && resps.every(Array.isArray)) return resps;
  throw invalidFile(where, "resps must be lists in a list", jsonText(resps).slice(0, 60));
}

function generated(value: unknown, where: string): string | null {
  if (value === null || typeof value === "string") return value;
  throw invalidFile(where, "resps must hold text or options", jsonText(value).slice(0, 60));
}

/** The arguments of each request: `gen_args_<i>.arg_<k>`, or lists in older files. */
function argumentsOf(record: JsonRecord): unknown[][] {
  const all = record.arguments;
  if (typeof all !== "object" || all === null) return [];
  if (Array.isArray(all)) return all.map((each) => (Array.isArray(each) ? each : [each]));
  const fields = all as JsonRecord;
  return Object.keys(fields).map((_, i) => {
    const each = fields[`gen_args_${i}`];
    const {arg_0, arg_1} = (typeof each === "object" && each !== null ? each : {}) as JsonRecord;
    return [arg_0, arg_1];
  });
}

function promptHash(record: JsonRecord, [first]: unknown[][]): string | null {
  if (isFilled(record.prompt_hash)) return record.prompt_hash;
  const prompt = Array.isArray(first?.[0]) && first[0].length === 1 ? first[0][0] : first?.[0];
  if (prompt === undefined || prompt === null) return null;
  return sha256(typeof prompt === "string" ? prompt : jsonText(prompt));
}

function paramsOf([first]: unknown[][], where: string): string {
  const asked = first?.[1];
  const isObject = typeof asked === "object" && asked !== null && !Array.isArray(asked);
  return isObject ? canonicalJson(asked, where) : "{}";
}
