import {sha256} from "../core/sha256.js";
import type {QueryTableRow, ResponseRow, ResponseStatus} from "../schema/tables.js";
import type {ResponseDraft} from "./types.js";
import {wellFormed, wellFormedRow} from "./wellFormed.js";

/** The id of a query whose log gives none: the beginning of its text's hash. */
export function idOfText(query_text: string): string {
  return sha256(wellFormed(query_text)).slice(0, 16);
}

/** The row of an answer, its key the hash of what it answers. */
export function responseOf(
  draft: ResponseDraft,
  model_id: string,
  query: QueryTableRow
): ResponseRow {
  const response_text = wellFormed(draft.response_text ?? "");
  const {extra} = draft;
  const params = extra?.params ?? "{}";
  const key = [model_id, query.query_id, query.query_hash, draft.replicate, params];
  return wellFormedRow({
    response_key: sha256(JSON.stringify(key)),
    model_id,
    query_id: query.query_id,
    replicate: draft.replicate,
    response_text,
    choices: extra?.choices ?? null,
    status: statusOf(draft.status, response_text),
    finish_reason: extra?.finish_reason ?? null,
    prompt_hash: extra?.prompt_hash ?? null,
    created_at: extra?.created_at ?? null,
    time: extra?.time ?? null,
    params,
    source_ref: draft.source_ref
  });
}

function statusOf(status: ResponseStatus | undefined, text: string): ResponseStatus {
  return (status ?? "ok") === "ok" && text.trim() === "" ? "empty" : (status ?? "ok");
}
