import type {AnswerGrid} from "../distances/answerGrid.js";
import {contentKey} from "../store/contentKey.js";

/** The content key of a whole distance table: its rows, and what they are rows and columns of. */
export function tableKey(
  {models, queries}: AnswerGrid,
  embedderId: string,
  rowKeys: readonly string[]
): string {
  return contentKey("table", models, queries, embedderId, rowKeys);
}
