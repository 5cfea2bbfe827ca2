import type {Matrix} from "../core/matrix.js";
import {dot} from "./vectors.js";

/** What Householder's reduction leaves: T = QᵀBQ, Q the product of the reflectors. */
export interface Tridiagonal {
  /** n entries */
  readonly diagonal: Float64Array;
  /** n entries, the i-th joining i and i + 1, the last zero */
  readonly offDiagonal: Float64Array;
  /** Householder vectors, the k-th on entries k + 1 … n − 1, scaled so that H = I − v vᵀ */
  readonly reflectors: readonly Float64Array[];
}

/**
 * QᵀBQ tridiagonal by Householder's reflections, a column at a time, for callers that must pause between
 * columns. Works on a copy of the lower triangle.
 *
 * @param B n × n, symmetric (only the lower triangle is read)
 * @returns `Tridiagonal`, after a yield per column
 *
 * O(n³), about ⅔ n³ multiplications; O(n²) a column.
 */
export function* tridiagonalSteps(B: Matrix): Generator<number, Tridiagonal> {
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
    yield k;
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
