import {condensedLength} from "../core/condensed.js";
import {ShapeError} from "../core/errors.js";

/**
 * Squared Euclidean distances between the rows of X, condensed (see `core/condensed`), by
 * ‖x_i − x_j‖² = g_ii + g_jj − 2 g_ij with the Gram matrix G of the rows taken about their mean (the
 * shift changes nothing but the rounding). The plain twin of the loader's native kernel.
 *
 * @param rows X, n × p row-major; a row with a NaN has NaN distances
 * @returns n(n − 1)/2 numbers ≥ 0 in single precision; equal rows are at distance exactly 0
 * @throws ShapeError if the length is not n · p. O(n² p).
 */
export function squaredDistancesByGram(rows: Float32Array, n: number, p: number): Float32Array {
  if (rows.length !== n * p)
    throw new ShapeError(
      `squaredDistancesByGram: rows must have ${n} × ${p} entries; got ${rows.length}`
    );
  return distancesFromGram(gram(centered(rows, n, p), n, p), n);
}

/**
 * Condensed squared distances from a Gram matrix G (n × n, row-major); rounding below zero is
 * raised to 0, NaN stays.
 */
function distancesFromGram(
  G: Float64Array | Float32Array,
  n: number,
  out: Float32Array = new Float32Array(condensedLength(n))
): Float32Array {
  const own = new Float64Array(n);
  for (let i = 0; i < n; i++) own[i] = G[i * n + i] as number;
  let at = 0;
  for (let i = 0; i < n; i++) at = pairRow(own, i, G, i * n, out, at);
  return out;
}

/**
 * Row i of a condensed table from a row of a Gram matrix: max(0, own_i + own_j − 2 g_ij) for j > i.
 *
 * @param own the Gram matrix's diagonal
 * @param G holds g_ij at `row + j`
 * @param out written from `at` on
 * @returns where the next row begins
 */
export function pairRow(
  own: Float64Array,
  i: number,
  G: Float64Array | Float32Array,
  row: number,
  out: Float32Array,
  at: number
): number {
  const size = own[i] as number;
  const n = own.length;
  const shift = at - i - 1;
  for (let j = i + 1; j < n; j++)
    out[shift + j] = Math.max(0, size + (own[j] as number) - 2 * (G[row + j] as number));
  return at + n - i - 1;
}

function centered(rows: Float32Array, n: number, p: number): Float64Array {
  const mean = new Float64Array(p);
  const complete = Array.from({length: n}, (_, i) => i).filter((i) => isComplete(rows, i * p, p));
  for (const i of complete)
    for (let k = 0; k < p; k++)
      mean[k] = (mean[k] as number) + (rows[i * p + k] as number) / complete.length;
  const X = new Float64Array(rows.length);
  for (let from = 0; from < X.length; from += p)
    for (let k = 0; k < p; k++) X[from + k] = (rows[from + k] as number) - (mean[k] as number);
  return X;
}

function isComplete(rows: Float32Array, from: number, p: number): boolean {
  for (let at = from; at < from + p; at++) if (Number.isNaN(rows[at])) return false;
  return true;
}

/**
 * Upper triangle (and diagonal) of X Xᵀ. Four rows against four, so that each number loaded is used
 * four times and sixteen sums stay in registers.
 */
function gram(X: Float64Array, n: number, p: number): Float64Array {
  const G = new Float64Array(n * n);
  for (let i = 0; i < n; i += 4)
    for (let j = i; j < n; j += 4) {
      if (i + 4 <= n && j + 4 <= n) tile(X, n, p, i, j, G);
      else edge(X, n, p, i, j, G);
    }
  return G;
}

function edge(X: Float64Array, n: number, p: number, i0: number, j0: number, G: Float64Array) {
  for (let i = i0; i < Math.min(n, i0 + 4); i++)
    for (let j = j0; j < Math.min(n, j0 + 4); j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += (X[i * p + k] as number) * (X[j * p + k] as number);
      G[i * n + j] = sum;
    }
}

function tile(X: Float64Array, n: number, p: number, i: number, j: number, G: Float64Array) {
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [a, b, c, d] = [i * p, (i + 1) * p, (i + 2) * p, (i + 3) * p];
  const [e, f, g, h] = [j * p, (j + 1) * p, (j + 2) * p, (j + 3) * p];
  for (let k = 0; k < p; k++) {
    const y0 = X[e + k] as number;
    const y1 = X[f + k] as number;
    const y2 = X[g + k] as number;
    const y3 = X[h + k] as number;
    const x0 = X[a + k] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    const x1 = X[b + k] as number;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    const x2 = X[c + k] as number;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    const x3 = X[d + k] as number;
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
  }
  G.set([s00, s01, s02, s03], i * n + j);
  G.set([s10, s11, s12, s13], (i + 1) * n + j);
  G.set([s20, s21, s22, s23], (i + 2) * n + j);
  G.set([s30, s31, s32, s33], (i + 3) * n + j);
}
