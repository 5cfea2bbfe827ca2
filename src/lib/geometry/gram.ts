import {condensedLength, condensedSize} from "../core/condensed.js";
import {DomainError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";

/**
 * The doubly centred Gram matrix of squared distances, B = −½ H D² H with H = I − 11ᵀ/n, in one pass
 * for the row means and one to fill: B_ij = −½ (D²_ij − r_i − r_j + g), r row means of D², g their mean.
 *
 * @param squared n(n − 1)/2 squared distances, condensed; may be negative (debiased, U-statistics)
 * @param n number of points; checked against the length of `squared`
 * @returns n × n, symmetric, rows summing to zero; the Gram matrix of the centred points when the
 *   distances are Euclidean
 * @throws ShapeError if the length is not n(n − 1)/2
 * @throws DomainError if n < 2 or an entry is not finite
 */
export function centredGram(squared: Float64Array, n = condensedSize(squared.length)): Matrix {
  const B = upperGram(squared, n);
  mirrorInPlace(B.data, n);
  return B;
}

/**
 * `centredGram` with zeros below the diagonal: enough for products (`multiplySymmetric`), which read
 * the upper triangle only, and without the cost of writing against the grain of memory.
 */
export function upperGram(squared: Float64Array, n = condensedSize(squared.length)): Matrix {
  const means = rowMeans(squared, n);
  const B = matrix(n, n);
  let grand = 0;
  for (let i = 0; i < n; i++) grand += means[i]! / n;
  let k = 0;
  for (let i = 0; i < n; i++) {
    const shift = means[i]! - grand;
    B.data[i * n + i] = (means[i]! + shift) / 2;
    for (let j = i + 1; j < n; j++, k++) {
      B.data[i * n + j] = (shift + means[j]! - squared[k]!) / 2;
    }
  }
  return B;
}

/** Copies the upper triangle onto the lower, block by block: whole columns would miss every cache. */
function mirrorInPlace(a: Float64Array, n: number): void {
  const size = 32;
  for (let top = 0; top < n; top += size)
    for (let left = top; left < n; left += size)
      for (let i = top; i < Math.min(top + size, n); i++)
        for (let j = Math.max(left, i + 1); j < Math.min(left + size, n); j++)
          a[j * n + i] = a[i * n + j]!;
}

/**
 * Means of the rows of D², the zero diagonal included.
 *
 * @param squared n(n − 1)/2 squared distances, condensed
 * @param n number of points
 * @returns n means
 * @throws ShapeError if the length is not n(n − 1)/2
 * @throws DomainError if n < 2 or an entry is not finite
 */
export function rowMeans(squared: Float64Array, n: number): Float64Array {
  checkSquared(squared, n);
  const sums = new Float64Array(n);
  let k = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = i + 1; j < n; j++, k++) {
      const value = squared[k]!;
      sum += value;
      sums[j]! += value;
    }
    sums[i]! += sum;
  }
  for (let i = 0; i < n; i++) sums[i]! /= n;
  if (sums.some((sum) => !Number.isFinite(sum))) {
    const at = squared.findIndex((value) => !Number.isFinite(value));
    throw new DomainError(`centredGram: distances must be finite; got ${squared[at]} at ${at}`);
  }
  return sums;
}

/**
 * The squared distances of a Gram matrix, D²_ij = B_ii + B_jj − 2 B_ij; undoes `centredGram`.
 *
 * @param B n × n, symmetric
 * @returns n(n − 1)/2 entries, condensed, not clamped at zero
 */
export function squaredFromGram(B: Matrix): Float64Array {
  const n = B.rows;
  const squared = new Float64Array(condensedLength(n));
  let k = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      squared[k++] = B.data[i * n + i]! + B.data[j * n + j]! - 2 * B.data[i * n + j]!;
  return squared;
}

function checkSquared(squared: Float64Array, n: number): void {
  if (n < 2 || condensedSize(squared.length) < 2)
    throw new DomainError(`centredGram: a space needs at least two models; got ${n}`);
  if (squared.length !== condensedLength(n))
    throw new DomainError(
      `centredGram: ${n} models have ${condensedLength(n)} distances; got ${squared.length}`
    );
}
