import {drain} from "../core/drain.js";
import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {tridiagonalEigenInPlace} from "./tridiagonalEigen.js";
import {tridiagonalSteps} from "./tridiagonalSteps.js";
import {dot} from "./vectors.js";

/** Eigenvalues, descending, and unit eigenvectors as the columns of `vectors` (n × count). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
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
  const {diagonal, offDiagonal, reflectors} = drain(tridiagonalSteps(B));
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
  return drain(fullSpectrumSteps(B));
}

/** `fullSpectrum` with a yield per Householder column, for callers that must pause between columns. */
export function* fullSpectrumSteps(B: Matrix): Generator<number, Float64Array> {
  squareSize(B);
  const {diagonal, offDiagonal} = yield* tridiagonalSteps(B);
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
