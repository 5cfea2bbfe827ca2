import {DataError} from "../core/errors.js";
import type {ResponseRow} from "../schema/tables.js";
import {isAnswer} from "./isAnswer.js";

/**
 * The text keys of a study's answers in a grid: query-major, then model, then replicate; "" where
 * there is no answer.
 */
export interface AnswerGrid {
  readonly models: readonly string[];
  readonly queries: readonly string[];
  readonly replicates: number;
  readonly keys: readonly string[];
}

type GridRow = Pick<ResponseRow, "model_id" | "query_id" | "replicate" | "status" | "source_ref">;

/**
 * Arranges responses in the order of a study's models and queries. Responses of models or queries
 * the study does not list are left out, replicates from `replicates` on too.
 *
 * @param keyOf a name of an answer's content, not empty; equal contents share a vector
 * @throws DataError if a (model, query, replicate) comes twice, or a model answers nothing
 */
export function gridOfAnswers<Row extends GridRow>(
  responses: readonly Row[],
  models: readonly string[],
  queries: readonly string[],
  replicates: number,
  keyOf: (row: Row) => string
): AnswerGrid {
  const modelAt = new Map(models.map((id, i) => [id, i]));
  const queryAt = new Map(queries.map((id, j) => [id, j]));
  const keys = new Array<string>(models.length * queries.length * replicates).fill("");
  const seen = new Uint8Array(keys.length);
  const answering = new Set<string>();
  for (const row of responses) {
    const [i, j] = [modelAt.get(row.model_id), queryAt.get(row.query_id)];
    if (i === undefined || j === undefined || row.replicate >= replicates) continue;
    const at = (j * models.length + i) * replicates + row.replicate;
    if (seen[at] === 1) throw repeated(row);
    seen[at] = 1;
    if (!isAnswer(row)) continue;
    keys[at] = keyOf(row);
    answering.add(row.model_id);
  }
  const silent = models.find((id) => !answering.has(id));
  if (silent !== undefined)
    throw new DataError(`responses: every model must answer something; got nothing from ${silent}`);
  return {models, queries, replicates, keys};
}

/** 1, 2, 4, … below r, and r. */
export function replicatePrefixes(replicates: number): number[] {
  const prefixes: number[] = [];
  for (let k = 1; k < replicates; k *= 2) prefixes.push(k);
  return [...prefixes, replicates];
}

function repeated({model_id, query_id, replicate, source_ref}: GridRow): DataError {
  const got = `${JSON.stringify({model_id, query_id, replicate})} again at ${source_ref}`;
  return new DataError(`responses: (model, query, replicate) must be unique; got ${got}`);
}
