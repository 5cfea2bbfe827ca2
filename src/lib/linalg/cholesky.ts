import {DomainError, ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";

/**
 * The lower triangular L with A = L Lᵀ.
 *
 * @param A n × n, symmetric positive definite (only the lower triangle is read)
 * @param least smallest pivot accepted, beside 1e-14 of the entry it comes from (0)
 * @returns n × n, zeros above the diagonal
 * @throws ShapeError if A is not square
 * @throws DomainError if A is not positive definite to working precision
 */
export function cholesky(A: Matrix, least = 0): Matrix {
  const n = A.rows;
  if (A.cols !== n)
    throw new ShapeError(`cholesky: matrix must be square; got ${A.rows} × ${A.cols}`);
  const L = matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = A.data[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L.data[i * n + k]! * L.data[j * n + k]!;
      if (i === j && !(sum > Math.max(least, A.data[i * n + i]! * 1e-14)))
        throw new DomainError(
          `cholesky: matrix must be positive definite; got pivot ${sum} at ${i}`
        );
      L.data[i * n + j] = i === j ? Math.sqrt(sum) : sum / L.data[j * n + j]!;
    }
  return L;
}

/**
 * Solves A X = B given A's Cholesky factor.
 *
 * @param L n × n, from `cholesky`
 * @param B n × k right-hand sides
 * @returns X, n × k
 */
export function solveCholesky(L: Matrix, B: Matrix): Matrix {
  const n = L.rows;
  const X = matrix(n, B.cols, Float64Array.from(B.data));
  for (let c = 0; c < B.cols; c++) {
    const at = (i: number) => i * B.cols + c;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) X.data[at(i)]! -= L.data[i * n + k]! * X.data[at(k)]!;
      X.data[at(i)]! /= L.data[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) X.data[at(i)]! -= L.data[k * n + i]! * X.data[at(k)]!;
      X.data[at(i)]! /= L.data[i * n + i]!;
    }
  }
  return X;
}
