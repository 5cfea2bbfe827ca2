import {type AnswerGrid, gridOfAnswers} from "../../src/lib/study/gridOfAnswers.js";
import type {AnswerDigest} from "../study/digestAnswers.js";

export {type AnswerGrid, replicatePrefixes} from "../../src/lib/study/gridOfAnswers.js";

/** A study's answers in a grid by the store's names for their contents; see `gridOfAnswers`. */
export function answerGrid(
  responses: readonly AnswerDigest[],
  models: readonly string[],
  queries: readonly string[],
  replicates: number
): AnswerGrid {
  return gridOfAnswers(responses, models, queries, replicates, ({key}) => key);
}
