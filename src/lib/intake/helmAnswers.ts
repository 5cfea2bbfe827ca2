import type {ResponseStatus} from "../schema/tables.js";
import {extraOf, type HelmRequest, promptOf} from "./helmRequest.js";
import {inner} from "./inspectHeader.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, textOrJson} from "./readJson.js";
import type {IntakeNote, IntakeRow, ResponseDraft} from "./types.js";

/**
 * The answers to one request: one for each completion, its text as it is. Reasoning is noted and
 * left out; a request that failed is one answer of status `error`, one that was not made none.
 *
 * @throws DataError if the request was about one of several references, or has no completions
 */
export function helmAnswers(asked: HelmRequest, model_id: string): IntakeRow[] {
  if (asked.reference !== undefined) {
    const expected = "method must ask once for an instance, or be multiple_choice_separate";
    throw invalidFile(asked.where, expected, `reference_index ${asked.reference}`);
  }
  const completions = completionsOf(asked);
  const answers = completions.map((each, i) => answerOf(asked, each, model_id, i));
  const left = completions.flatMap((each) => [...leftOut(each, model_id)]);
  const whole = completions.length > 0 ? answers : [withoutAnswer(asked, model_id)];
  return [...whole, ...left, ...helmNotes(asked, model_id)];
}

/** The completions of a request; none if it failed or was not made. @throws DataError if there are none */
export function completionsOf({result, where}: HelmRequest): JsonRecord[] {
  if (result === undefined || result.success === false) return [];
  const {completions} = result;
  if (Array.isArray(completions) && completions.length > 0)
    return completions.map((each: unknown) => asRecord(each, where));
  throw invalidFile(where, "result.completions must hold answers", jsonText(completions));
}

/** The row of a request that failed, or was not made. */
export function withoutAnswer(asked: HelmRequest, model_id: string): ResponseDraft {
  const {query, first: replicate, where: source_ref} = asked;
  const base = {kind: "response", model_id, query, replicate, source_ref} as const;
  if (asked.result === undefined) return {...base, response_text: null};
  return {...base, response_text: "", status: "error", extra: extraOf(asked)};
}

/** What a reader should know of a request: why it failed, what was cut or is more than an answer. */
export function* helmNotes(asked: HelmRequest, model_id: string): Generator<IntakeNote> {
  const {state, request, result} = asked;
  if (result?.success === false) {
    const detail = textOrJson(result.error ?? "no reason given").slice(0, 120);
    yield {kind: "note", code: "REQUEST_FAILED", model_id, detail};
  }
  if (state.prompt_truncated === true)
    yield {kind: "note", code: "PROMPT_TRUNCATED", model_id, detail: "prompts cut to fit"};
  if (request.echo_prompt === true && asked.reference === undefined && promptOf(request) !== null)
    yield {kind: "note", code: "PROMPT_ECHOED", model_id, detail: "answers begin with the prompt"};
}

function answerOf(
  asked: HelmRequest,
  completion: JsonRecord,
  model_id: string,
  i: number
): ResponseDraft {
  const {query, where} = asked;
  const {text} = completion;
  if (typeof text !== "string")
    throw invalidFile(where, "completion must have a text", jsonText(text).slice(0, 60));
  const finish_reason = reasonOf(completion);
  return {
    kind: "response",
    model_id,
    query,
    replicate: asked.first + i,
    response_text: text,
    status: statuses.get(finish_reason ?? ""),
    extra: {...extraOf(asked), finish_reason},
    source_ref: where
  };
}

const statuses: ReadonlyMap<string, ResponseStatus> = new Map([
  ["length", "truncated"],
  ["content_filter", "refused"]
]);

function reasonOf({finish_reason}: JsonRecord): string | null {
  const reason = inner(finish_reason, "reason") ?? finish_reason;
  return typeof reason === "string" ? reason : null;
}

function* leftOut(completion: JsonRecord, model_id: string): Generator<IntakeNote> {
  for (const part of ["thinking", "multimodal_content"])
    if (completion[part] != null)
      yield {kind: "note", code: "ANSWER_PART_LEFT_OUT", model_id, detail: part};
}
