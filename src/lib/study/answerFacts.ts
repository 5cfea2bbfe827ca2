import type {ResponseRow} from "../schema/tables.js";

/** What a study's description needs of an answer: a whole row will do, and so will its text's length. */
export type AnswerFacts = Pick<
  ResponseRow,
  "model_id" | "query_id" | "replicate" | "status" | "prompt_hash"
> & {readonly response_text: Pick<string, "length">};
