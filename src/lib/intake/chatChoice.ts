import type {ResponseStatus} from "../schema/tables.js";
import {contentText} from "./contentText.js";
import {asRecord, type JsonRecord} from "./readJson.js";

/** What a choice of an OpenAI chat completion says. */
export interface ChatChoice {
  /** null: there is no answer; a refusal counts as text */
  readonly text: string | null;
  /** undefined where nothing but the text decides */
  readonly status: ResponseStatus | undefined;
  readonly finish_reason: string | null;
  /** types of the parts that are no text */
  readonly ignored: readonly string[];
}

/**
 * Reads one of `choices`: its message's text or refusal, and whether it was cut off or filtered.
 *
 * @param where file, record and field, or an address, for the error
 * @throws DataError for a choice without a message, and as `contentText`
 */
export function chatChoice(choice: JsonRecord, where: string): ChatChoice {
  const message = asRecord(choice.message, where);
  const {text, ignored} = contentText(message.content, where, "message.content");
  const refusal =
    typeof message.refusal === "string" && message.refusal !== "" ? message.refusal : null;
  const finish_reason = typeof choice.finish_reason === "string" ? choice.finish_reason : null;
  const isFiltered = finish_reason === "content_filter";
  const status = statusOf(refusal, finish_reason);
  return {text: refusal ?? (isFiltered ? (text ?? "") : text), status, finish_reason, ignored};
}

function statusOf(refusal: string | null, finish_reason: string | null): ChatChoice["status"] {
  if (refusal !== null || finish_reason === "content_filter") return "refused";
  return finish_reason === "length" ? "truncated" : undefined;
}
