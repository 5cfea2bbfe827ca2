import {condensedLength} from "../../src/lib/core/condensed.js";
import {LoaderError} from "../../src/lib/core/errors.js";
import {meanAnswerInPlace} from "../../src/lib/study/meanAnswerInPlace.js";
import {contentKey} from "../store/contentKey.js";
import type {VectorPack} from "../store/vectorPack.js";
import type {AnswerGrid} from "./answerGrid.js";
import type {DistanceKernel} from "./distanceKernel.js";

/** Bumped when the same answers should give other distances. */
export const distancesVersion = 1;

const batchFloats = 1 << 24;

/** The content keys of a table's rows, one a query: the answers the row is made from, in order. */
export function distanceRowKeys(grid: AnswerGrid, prefix: number): string[] {
  const {models, replicates, keys} = grid;
  return grid.queries.map((_, j) => {
    const answers = models.map((_, i) => {
      const at = (j * models.length + i) * replicates;
      return keys.slice(at, at + prefix);
    });
    return contentKey("distances", distancesVersion, "euclidean", prefix, answers);
  });
}

/**
 * Computes the rows a pack does not hold: per query the squared distances between the models' mean
 * answers, condensed, then each model's dispersion, n(n − 1)/2 + n numbers.
 *
 * A model's mean is over its first `prefix` answers; lacking one, its distances are NaN.
 *
 * @param pack of rows, of width n(n − 1)/2 + n
 * @param embeddings the vector of every key in the grid
 * @returns how many rows were computed
 */
export async function computeDistanceRows(
  grid: AnswerGrid,
  prefix: number,
  rowKeys: readonly string[],
  {pack, embeddings, kernel}: {pack: VectorPack; embeddings: VectorPack; kernel: DistanceKernel},
  progress: (done: number, total: number) => void = () => {}
): Promise<number> {
  const stale = rowKeys.map((_, j) => j).filter((j) => !pack.has(rowKeys[j] as string));
  const [n, p] = [grid.models.length, embeddings.width];
  const step = Math.max(1, Math.floor(batchFloats / (n * p)));
  for (let from = 0; from < stale.length; from += step) {
    const part = stale.slice(from, from + step);
    const rows = await rowsOf(grid, prefix, part, embeddings, kernel);
    await pack.append(
      part.map((j, b) => ({key: rowKeys[j] as string, vector: rows[b] as Float32Array}))
    );
    progress(from + part.length, stale.length);
  }
  return stale.length;
}

async function rowsOf(
  grid: AnswerGrid,
  prefix: number,
  queries: readonly number[],
  embeddings: VectorPack,
  kernel: DistanceKernel
): Promise<Float32Array[]> {
  const [n, p] = [grid.models.length, embeddings.width];
  const pairs = condensedLength(n);
  const means = new Float32Array(queries.length * n * p);
  const squared = new Float32Array(queries.length * pairs);
  const rows = queries.map((j, b) => {
    const row = new Float32Array(pairs + n);
    for (let i = 0; i < n; i++) {
      const mean = means.subarray((b * n + i) * p, (b * n + i + 1) * p);
      const answers = answersOf(grid, j, i, prefix, embeddings);
      row[pairs + i] = meanAnswerInPlace(mean, answers);
    }
    return row;
  });
  await kernel.squared(means, {blocks: queries.length, n, p}, squared);
  rows.forEach((row, b) => {
    row.set(squared.subarray(b * pairs, (b + 1) * pairs));
  });
  return rows;
}

/** The first `prefix` answers' vectors; none unless all were given. */
function answersOf(grid: AnswerGrid, j: number, i: number, prefix: number, embeddings: VectorPack) {
  const at = (j * grid.models.length + i) * grid.replicates;
  const keys = grid.keys.slice(at, at + prefix);
  return keys.includes("") ? [] : keys.map((key) => vectorOf(embeddings, key));
}

function vectorOf(embeddings: VectorPack, key: string): Float32Array {
  const vector = embeddings.get(key);
  if (vector) return vector;
  throw new LoaderError(`distances: every answer must be embedded; got none for text ${key}`);
}
