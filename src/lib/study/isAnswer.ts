import type {ResponseRow} from "../schema/tables.js";

/** Whether a response is an answer: an empty one is, an error is not. */
export function isAnswer({status}: Pick<ResponseRow, "status">): boolean {
  return status !== "error" && status !== "missing";
}
