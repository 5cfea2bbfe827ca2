/**
 * What followed a context, and how often. `words` are the ids seen, ascending; `cumulative[k]` is
 * the count of the first k + 1 of them together, so the last entry is `total`. Never changed once
 * made: models share them.
 */
export interface Continuations {
  readonly total: number;
  readonly words: Int32Array;
  readonly cumulative: Float64Array;
}

/** Integer counts by word id. */
export type Counts = Map<number, number>;

/** The continuations of `before` (none if undefined) plus further counts. */
export function addCounts(before: Continuations | undefined, counts: Counts): Continuations {
  const all: Counts = new Map(counts);
  before?.words.forEach((word, k) => {
    all.set(word, (all.get(word) ?? 0) + countAt(before, k));
  });
  const words = Int32Array.from(all.keys()).sort();
  const cumulative = new Float64Array(words.length);
  let total = 0;
  words.forEach((word, k) => {
    total += all.get(word) as number;
    cumulative[k] = total;
  });
  return {total, words, cumulative};
}

/** Count of the word at position k of `words`. */
export function countAt({cumulative}: Continuations, k: number): number {
  return (cumulative[k] as number) - (k === 0 ? 0 : (cumulative[k - 1] as number));
}

/** Count of a word; 0 if it never followed. O(log types). */
export function countOf(continuations: Continuations, word: number): number {
  const k = firstReaching(continuations.words, word);
  return continuations.words[k] === word ? countAt(continuations, k) : 0;
}

/** The word whose share of [0, total) holds `position`. O(log types). */
export function wordAt({words, cumulative}: Continuations, position: number): number {
  return words[firstReaching(cumulative, Math.floor(position) + 1)] as number;
}

/** Position of the first entry ≥ `value` of an ascending array; its length if there is none. */
function firstReaching(ascending: Int32Array | Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
