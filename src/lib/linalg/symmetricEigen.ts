import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {tridiagonalEigenInPlace} from "./tridiagonalEigen.js";
import {dot} from "./vectors.js";

/** Eigenvalues, descending, and unit eigenvectors as the columns of `vectors` (n × count). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  /** Householder vectors, the k-th on entries k + 1 … n − 1, scaled so that H = I − v vᵀ */
  readonly reflectors: readonly Float64Array[];
}

/**
 * All n eigenpairs of a symmetric matrix: Householder reduction to tridiagonal form, implicit QL,
 * back-transformation. For a few leading pairs of a large matrix use `lanczos`.
 *
 * @param B n × n, symmetric (only the lower triangle is read)
 * @returns values descending; vectors n × n, orthonormal columns, signs arbitrary
 * @throws ShapeError if B is not square
 *
 * O(n³), about 5 n³ multiplications.
 */
export function symmetricEigen(B: Matrix): Eigen {
  const n = squareSize(B);
  const {diagonal, offDiagonal, reflectors} = tridiagonalize(B);
  const Z = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Z[i * n + i] = 1;
  tridiagonalEigenInPlace(diagonal, offDiagonal, (i, c, s) => rotateRows(Z, i * n, n, c, s));
  const order = descendingOrder(diagonal);
  const vectors = matrix(n, n);
  order.forEach((from, k) => {
    const z = Z.subarray(from * n, (from + 1) * n);
    for (let r = reflectors.length - 1; r >= 0; r--) reflect(reflectors[r]!, z.subarray(r + 1));
    for (let i = 0; i < n; i++) vectors.data[i * n + k] = z[i]!;
  });
  return {values: Float64Array.from(order, (k) => diagonal[k]!), vectors};
}

/**
 * All n eigenvalues of a symmetric matrix, descending, without vectors.
 *
 * @param B n × n, symmetric (only the lower triangle is read)
 * @throws ShapeError if B is not square
 *
 * O(n³), about ⅔ n³ multiplications.
 */
export function fullSpectrum(B: Matrix): Float64Array {
  squareSize(B);
  const {diagonal, offDiagonal} = tridiagonalize(B);
  tridiagonalEigenInPlace(diagonal, offDiagonal);
  return diagonal.sort().reverse();
}

/** Positions of `values` from the largest to the smallest; equal values keep their order. */
export function descendingOrder(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]!);
}

function squareSize(B: Matrix): number {
  if (B.rows !== B.cols)
    throw new ShapeError(`symmetricEigen: matrix must be square; got ${B.rows} × ${B.cols}`);
  return B.rows;
}

/** Rotates the row of Z at `start` and the one after it by the angle of cosine c and sine s. */
function rotateRows(Z: Float64Array, start: number, width: number, c: number, s: number): void {
  for (let k = start; k < start + width; k++) {
    const lower = Z[k]!;
    const upper = Z[k + width]!;
    Z[k + width] = s * lower + c * upper;
    Z[k] = c * lower - s * upper;
  }
}

/** z ← (I − v vᵀ) z. */
function reflect(v: Float64Array, z: Float64Array): void {
  const share = dot(v, z);
  for (let i = 0; i < v.length; i++) z[i]! -= share * v[i]!;
}

/** QᵀBQ tridiagonal, Q a product of reflectors; works on a copy of the lower triangle. */
function tridiagonalize(B: Matrix): Tridiagonal {
  const n = B.rows;
  const A = B.data.slice();
  const offDiagonal = new Float64Array(n);
  const reflectors: Float64Array[] = [];
  for (let k = 0; k < n - 2; k++) {
    const v = new Float64Array(n - k - 1);
    for (let i = 0; i < v.length; i++) v[i] = A[(k + 1 + i) * n + k]!;
    offDiagonal[k] = toReflectorInPlace(v);
    reflectors.push(v);
    conjugateInPlace(A, n, k + 1, v);
  }
  if (n > 1) offDiagonal[n - 2] = A[(n - 1) * n + n - 2]!;
  return {
    diagonal: Float64Array.from({length: n}, (_, i) => A[i * n + i]!),
    offDiagonal,
    reflectors
  };
}

/** Turns x into v with (I − v vᵀ) x = (α, 0, …), and returns α. */
function toReflectorInPlace(x: Float64Array): number {
  let scale = 0;
  for (let i = 1; i < x.length; i++) scale = Math.max(scale, Math.abs(x[i]!));
  if (scale === 0) {
    const alone = x[0]!;
    x.fill(0);
    return alone;
  }
  scale = Math.max(scale, Math.abs(x[0]!));
  for (let i = 0; i < x.length; i++) x[i]! /= scale;
  const length = Math.sqrt(dot(x, x));
  const alpha = x[0]! > 0 ? -length : length;
  x[0]! -= alpha;
  const unit = Math.sqrt(2 / dot(x, x));
  for (let i = 0; i < x.length; i++) x[i]! *= unit;
  return alpha * scale;
}

/** A ← (I − v vᵀ) A (I − v vᵀ) on the lower triangle from row and column `start` on. */
function conjugateInPlace(A: Float64Array, n: number, start: number, v: Float64Array): void {
  const size = v.length;
  const p = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const row = (start + i) * n + start;
    const vi = v[i]!;
    let sum = A[row + i]! * vi;
    for (let j = 0; j < i; j++) {
      const a = A[row + j]!;
      sum += a * v[j]!;
      p[j]! += a * vi;
    }
    p[i]! += sum;
  }
  const half = dot(p, v) / 2;
  for (let i = 0; i < size; i++) p[i]! -= half * v[i]!;
  for (let i = 0; i < size; i++) {
    const row = (start + i) * n + start;
    const vi = v[i]!;
    const pi = p[i]!;
    for (let j = 0; j <= i; j++) A[row + j]! -= vi * p[j]! + pi * v[j]!;
  }
}
