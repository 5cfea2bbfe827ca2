import {ShapeError} from "../core/errors.js";

/**
 * Sums chosen rows of a per-query table: D²(S) = Σ_{j∈S} w_j D²_j, whatever the subset or weighting.
 *
 * @param table m × width, query-major
 * @param width entries per query, n(n − 1)/2
 * @param queries positions of the rows to add; one may come more than once (bootstrap)
 * @param weights one per entry of `queries` (all 1)
 * @returns width sums in double precision; NaN where a row has NaN
 * @throws ShapeError if weights and queries differ in length or a row is outside the table
 */
export function sumQueries(
  table: Float32Array,
  width: number,
  queries: ArrayLike<number>,
  weights?: ArrayLike<number>
): Float64Array {
  if (weights !== undefined && weights.length !== queries.length)
    throw new ShapeError(
      `sumQueries: one weight per query is needed, ${queries.length}; got ${weights.length}`
    );
  const sums = new Float64Array(width);
  addQueriesInPlace(sums, table, queries, weights);
  return sums;
}

/**
 * Adds rows of a per-query table to sums already made; a weight of −1 takes a row away, so that a step
 * of one query costs one row.
 *
 * @param sums width entries, changed
 * @param table m × width, query-major
 * @param queries positions of the rows
 * @param weights one per entry of `queries` (all 1)
 * @throws ShapeError if a row is outside the table
 */
export function addQueriesInPlace(
  sums: Float64Array,
  table: Float32Array,
  queries: ArrayLike<number>,
  weights?: ArrayLike<number>
): void {
  const width = sums.length;
  for (let at = 0; at < queries.length; at++)
    if ((queries[at]! + 1) * width > table.length || queries[at]! < 0)
      throw new ShapeError(
        `sumQueries: query must be in [0, ${table.length / width}); got ${queries[at]}`
      );
  const whole = queries.length - (queries.length % 4);
  for (let at = 0; at < whole; at += 4) addFourRows(sums, table, queries, weights, at);
  for (let at = whole; at < queries.length; at++) {
    const start = queries[at]! * width;
    const w = weights === undefined ? 1 : weights[at]!;
    for (let i = 0; i < width; i++) sums[i]! += w * table[start + i]!;
  }
}

/** Four rows in one pass over the sums: the pass is bound by memory. */
function addFourRows(
  sums: Float64Array,
  table: Float32Array,
  queries: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  at: number
): void {
  const width = sums.length;
  const a = queries[at]! * width;
  const b = queries[at + 1]! * width;
  const c = queries[at + 2]! * width;
  const d = queries[at + 3]! * width;
  if (weights === undefined) {
    for (let i = 0; i < width; i++)
      sums[i]! += table[a + i]! + table[b + i]! + (table[c + i]! + table[d + i]!);
    return;
  }
  const wa = weights[at]!;
  const wb = weights[at + 1]!;
  const wc = weights[at + 2]!;
  const wd = weights[at + 3]!;
  for (let i = 0; i < width; i++)
    sums[i]! += wa * table[a + i]! + wb * table[b + i]! + (wc * table[c + i]! + wd * table[d + i]!);
}
