import {condensedLength} from "../core/condensed.js";
import type {Matrix} from "../core/matrix.js";

/**
 * Squared Euclidean distances between the rows of X.
 *
 * @param X n × d
 * @returns n(n − 1)/2 entries, condensed
 */
export function squaredDistances(X: Matrix): Float64Array {
  const out = new Float64Array(condensedLength(X.rows));
  let k = 0;
  for (let i = 0; i < X.rows; i++) for (let j = i + 1; j < X.rows; j++) out[k++] = apart(X, i, j);
  return out;
}

/** ‖x_i − x_j‖² of two rows. */
function apart(X: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < X.cols; k++) {
    const gap = X.data[i * X.cols + k]! - X.data[j * X.cols + k]!;
    sum += gap * gap;
  }
  return sum;
}

/**
 * The symmetric n × n table of a condensed one, zeros on the diagonal, row by row.
 *
 * @param condensed n(n − 1)/2 entries
 * @param n number of points
 */
export function squareForm(condensed: Float64Array, n: number): Matrix {
  const data = new Float64Array(n * n);
  let k = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, k++) {
      data[i * n + j] = condensed[k]!;
      data[j * n + i] = condensed[k]!;
    }
  return {rows: n, cols: n, data};
}
