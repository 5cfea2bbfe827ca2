import {addQueriesInPlace} from "./aggregate.js";

/** How much the sums kept may take, in bytes. */
const budget = 64 * 2 ** 20;

/**
 * Sums of a per-query table over growing and shrinking lists of queries, the sums of every few first ones
 * kept: a list with one query more or less costs a few rows, whatever its length.
 *
 * What is kept changes nothing but the time: rows are added in the order of the list and in the same
 * fours as by `sumQueries`, so that the sums are those of `sumQueries` to the last bit.
 */
export class RunningSums {
  /** sums of the first k · stride queries of `known` */
  private kept: Float64Array[] = [];
  private known: number[] = [];
  private readonly stride: number;

  /**
   * @param table m × width, query-major
   * @param width entries per query
   */
  constructor(
    private readonly table: Float32Array,
    private readonly width: number
  ) {
    const all = (table.length / Math.max(1, width)) * width * Float64Array.BYTES_PER_ELEMENT;
    // A multiple of four, by which rows are added.
    this.stride = 4 * Math.max(2, Math.ceil(all / budget / 4));
  }

  /**
   * @param queries positions of rows, in the order they are added
   * @returns width sums, the caller's own; O(width · stride) when the list begins as an earlier one did
   */
  sum(queries: readonly number[]): Float64Array {
    this.forgetFrom(this.agreement(queries));
    const whole = Math.floor(queries.length / this.stride);
    for (let k = this.kept.length; k <= whole; k++) this.keep(k, queries);
    const sums = (this.kept[whole] as Float64Array).slice();
    addQueriesInPlace(sums, this.table, queries.slice(whole * this.stride));
    return sums;
  }

  private keep(k: number, queries: readonly number[]): void {
    const sums = this.kept[k - 1]?.slice() ?? new Float64Array(this.width);
    const added = k === 0 ? [] : queries.slice((k - 1) * this.stride, k * this.stride);
    addQueriesInPlace(sums, this.table, added);
    this.kept.push(sums);
    this.known = queries.slice(0, k * this.stride);
  }

  /** How many first queries two lists share, as far as sums are kept. */
  private agreement(queries: readonly number[]): number {
    const most = Math.min(this.known.length, queries.length);
    for (let at = 0; at < most; at++) if (this.known[at] !== queries[at]) return at;
    // A list that only ends earlier leaves the later sums right.
    return this.known.length;
  }

  private forgetFrom(count: number): void {
    if (count === this.known.length) return;
    this.kept.length = Math.floor(count / this.stride) + 1;
    this.known.length = Math.floor(count / this.stride) * this.stride;
  }
}
