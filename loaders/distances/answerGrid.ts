import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {type AnswerGrid, gridOfAnswers} from "../../src/lib/study/gridOfAnswers.js";
import {answerKey} from "../embed/embedResponses.js";

export {type AnswerGrid, replicatePrefixes} from "../../src/lib/study/gridOfAnswers.js";

/** A study's answers in a grid by the store's names for their contents; see `gridOfAnswers`. */
export function answerGrid(
  responses: readonly ResponseRow[],
  models: readonly string[],
  queries: readonly string[],
  replicates: number,
  embedder: Pick<Embedder, "id" | "content">
): AnswerGrid {
  return gridOfAnswers(responses, models, queries, replicates, (row) => answerKey(embedder, row));
}
