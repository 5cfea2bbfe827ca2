import {ShapeError} from "./errors.js";

/*
 * Condensed storage of a symmetric n × n table with a constant diagonal: the strict upper triangle
 * row by row, n(n − 1)/2 numbers, the order of SciPy's `pdist`.
 */

/** Length of the condensed form of an n × n table. */
export function condensedLength(n: number): number {
  return (n * (n - 1)) / 2;
}

/** Position of the pair (i, j), i ≠ j, in either order, among the n(n − 1)/2 entries. */
export function condensedIndex(n: number, i: number, j: number): number {
  return i < j ? i * n - (i * (i + 1)) / 2 + j - i - 1 : condensedIndex(n, j, i);
}

/** The n for which `length` = n(n − 1)/2. @throws ShapeError if there is none. */
export function condensedSize(length: number): number {
  const n = Math.round((1 + Math.sqrt(1 + 8 * length)) / 2);
  if (condensedLength(n) !== length)
    throw new ShapeError(`condensedSize: length must be n(n − 1)/2 for some n; got ${length}`);
  return n;
}

/** The condensed table of the items `kept` (positions in the full table, in the order wanted). */
export function condensedSubset(
  full: Float64Array,
  n: number,
  kept: readonly number[]
): Float64Array {
  const out = new Float64Array(condensedLength(kept.length));
  let k = 0;
  for (let a = 0; a < kept.length; a++)
    for (let b = a + 1; b < kept.length; b++)
      out[k++] = full[condensedIndex(n, kept[a] as number, kept[b] as number)] as number;
  return out;
}
