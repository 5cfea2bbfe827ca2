import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";

/** Σ x_i y_i of two equally long vectors. */
export function dot(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const whole = n - (n % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < whole; i += 4) {
    s0 += x[i]! * y[i]!;
    s1 += x[i + 1]! * y[i + 1]!;
    s2 += x[i + 2]! * y[i + 2]!;
    s3 += x[i + 3]! * y[i + 3]!;
  }
  for (let i = whole; i < n; i++) s0 += x[i]! * y[i]!;
  return s0 + s1 + (s2 + s3);
}

/** Euclidean length of a vector. */
export function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}

/**
 * A x, four rows at a time so that x is read once for each four.
 *
 * @param A n × k
 * @param x k entries
 * @param out n entries, overwritten (a new vector by default)
 * @returns `out`
 */
export function multiplyVector(
  A: Matrix,
  x: Float64Array,
  out = new Float64Array(A.rows)
): Float64Array {
  const {rows, cols, data} = A;
  const whole = rows - (rows % 4);
  for (let i = 0; i < whole; i += 4) {
    const r0 = i * cols;
    const r1 = r0 + cols;
    const r2 = r1 + cols;
    const r3 = r2 + cols;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < cols; j++) {
      const xj = x[j]!;
      s0 += data[r0 + j]! * xj;
      s1 += data[r1 + j]! * xj;
      s2 += data[r2 + j]! * xj;
      s3 += data[r3 + j]! * xj;
    }
    out[i] = s0;
    out[i + 1] = s1;
    out[i + 2] = s2;
    out[i + 3] = s3;
  }
  for (let i = whole; i < rows; i++) out[i] = dot(data.subarray(i * cols, (i + 1) * cols), x);
  return out;
}

/**
 * B x for symmetric B, reading only the upper triangle: every entry serves its row and its column,
 * four rows at a time.
 *
 * @param B n × n, symmetric
 * @param x n entries
 * @param out n entries, overwritten
 */
export function multiplySymmetric(B: Matrix, x: Float64Array, out: Float64Array): void {
  const n = B.rows;
  const a = B.data;
  const whole = n - (n % 4);
  out.fill(0);
  for (let i = 0; i < whole; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    const x0 = x[i]!;
    const x1 = x[i + 1]!;
    const x2 = x[i + 2]!;
    const x3 = x[i + 3]!;
    // The 4 × 4 block on the diagonal, then everything to its right.
    let s0 = a[r0 + i]! * x0 + a[r0 + i + 1]! * x1 + a[r0 + i + 2]! * x2 + a[r0 + i + 3]! * x3;
    let s1 = a[r0 + i + 1]! * x0 + a[r1 + i + 1]! * x1 + a[r1 + i + 2]! * x2 + a[r1 + i + 3]! * x3;
    let s2 = a[r0 + i + 2]! * x0 + a[r1 + i + 2]! * x1 + a[r2 + i + 2]! * x2 + a[r2 + i + 3]! * x3;
    let s3 = a[r0 + i + 3]! * x0 + a[r1 + i + 3]! * x1 + a[r2 + i + 3]! * x2 + a[r3 + i + 3]! * x3;
    for (let j = i + 4; j < n; j++) {
      const a0 = a[r0 + j]!;
      const a1 = a[r1 + j]!;
      const a2 = a[r2 + j]!;
      const a3 = a[r3 + j]!;
      const xj = x[j]!;
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      out[j]! += a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
    }
    out[i]! += s0;
    out[i + 1]! += s1;
    out[i + 2]! += s2;
    out[i + 3]! += s3;
  }
  for (let i = whole; i < n; i++) {
    out[i]! += a[i * n + i]! * x[i]!;
    for (let j = i + 1; j < n; j++) {
      out[i]! += a[i * n + j]! * x[j]!;
      out[j]! += a[i * n + j]! * x[i]!;
    }
  }
}

/** The product A B. @throws ShapeError if the columns of A are not as many as the rows of B. */
export function multiply(A: Matrix, B: Matrix): Matrix {
  if (A.cols !== B.rows)
    throw new ShapeError(
      `multiply: columns of the first must equal rows of the second; got ${A.cols} and ${B.rows}`
    );
  const C = matrix(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++)
    for (let k = 0; k < A.cols; k++) {
      const a = A.data[i * A.cols + k]!;
      for (let j = 0; j < B.cols; j++) C.data[i * C.cols + j]! += a * B.data[k * B.cols + j]!;
    }
  return C;
}

/** The transpose Aᵀ. */
export function transpose(A: Matrix): Matrix {
  const T = matrix(A.cols, A.rows);
  for (let i = 0; i < A.rows; i++)
    for (let j = 0; j < A.cols; j++) T.data[j * A.rows + i] = A.data[i * A.cols + j]!;
  return T;
}

/** The rows of A at `positions`, in that order. */
export function selectRows(A: Matrix, positions: readonly number[]): Matrix {
  const out = matrix(positions.length, A.cols);
  positions.forEach((p, i) => {
    out.data.set(A.data.subarray(p * A.cols, (p + 1) * A.cols), i * A.cols);
  });
  return out;
}
