/** Width of the vectors `hash-ngram-512` gives. */
export const hashNgramWidth = 512;

const longest = 2000;
const slots = 8192;
const points = new Uint32Array(longest);

/**
 * The built-in embedder that needs no weights, `hash-ngram-512`: a lexical baseline.
 *
 * Runs of space, tab, CR and LF become one space; trimmed; the first 2000 code points; counts of the
 * distinct 1-, 2- and 3-grams of code points; each gram's FNV-1a (32 bits, over its UTF-8) h adds
 * ±√count at index h & 511, + when bit 16 of h is 0; L2-normalised in double precision. A lone
 * surrogate counts as U+FFFD, as it would in any UTF-8 file.
 *
 * @param text any text; an empty one gives the zero vector
 * @param out where the 512 numbers go; zeroed first
 * @returns `out`. O(min(|text|, 2000)).
 */
export function hashNgram(
  text: string,
  out: Float32Array = new Float32Array(hashNgramWidth)
): Float32Array {
  const count = normalizedPoints(text);
  const sums = new Float64Array(hashNgramWidth);
  const grams = new GramTable();
  countGrams(count, grams);
  grams.addTo(sums);
  let square = 0;
  for (const value of sums) square += value * value;
  const norm = Math.sqrt(square);
  for (let i = 0; i < hashNgramWidth; i++) out[i] = norm === 0 ? 0 : (sums[i] as number) / norm;
  return out;
}

/** Fills `points` with the normalised text's code points. @returns how many */
function normalizedPoints(text: string): number {
  let count = 0;
  let pendingSpace = false;
  for (let i = 0; i < text.length && count < longest; i++) {
    const code = text.codePointAt(i) as number;
    if (code > 0xffff) i++;
    if (code === 32 || code === 9 || code === 13 || code === 10) {
      pendingSpace = count > 0;
      continue;
    }
    if (pendingSpace) {
      points[count++] = 32;
      pendingSpace = false;
      if (count === longest) break;
    }
    points[count++] = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
  }
  return count;
}

/**
 * Each n-gram is found by the number of its (n − 1)-gram and its last code point, so that two grams
 * are one only when they are equal, whatever their hashes.
 */
function countGrams(count: number, grams: GramTable): void {
  let [pair, single] = [0, 0];
  for (let i = 0; i < count; i++) {
    const point = points[i] as number;
    if (i >= 2) grams.count(pair, point);
    if (i >= 1) pair = grams.count(single, point);
    single = grams.count(0, point);
  }
}

const parents = new Uint32Array(slots);
const lasts = new Uint32Array(slots);
const numbers = new Uint32Array(slots);
const stamps = new Uint32Array(slots);
const counts = new Uint32Array(3 * longest + 1);
const hashes = new Uint32Array(3 * longest + 1);
hashes[0] = 0x811c9dc5;
let generation = 0;

/** Open addressing over buffers shared by all calls; a generation stamp empties it at no cost. */
class GramTable {
  private size = 1;
  private readonly stamp: number;

  constructor() {
    generation = (generation + 1) >>> 0;
    if (generation === 0) {
      stamps.fill(0);
      generation = 1;
    }
    this.stamp = generation;
  }

  /** Counts the gram `parent` + `last` once more. @returns its number, from 1 */
  count(parent: number, last: number): number {
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b)) >>> 19;
    while (stamps[slot] === this.stamp) {
      if (parents[slot] === parent && lasts[slot] === last) {
        const found = numbers[slot] as number;
        counts[found] = (counts[found] as number) + 1;
        return found;
      }
      slot = (slot + 1) & (slots - 1);
    }
    return this.insert(slot, parent, last);
  }

  /** Adds ±√count of every gram at its index. */
  addTo(sums: Float64Array): void {
    for (let i = 1; i < this.size; i++) {
      const hash = hashes[i] as number;
      const size = Math.sqrt(counts[i] as number);
      const index = hash & (hashNgramWidth - 1);
      sums[index] = (sums[index] as number) + ((hash >>> 16) & 1 ? -size : size);
    }
  }

  private insert(slot: number, parent: number, last: number): number {
    const number = this.size++;
    stamps[slot] = this.stamp;
    parents[slot] = parent;
    lasts[slot] = last;
    numbers[slot] = number;
    counts[number] = 1;
    hashes[number] = hashPoint(hashes[parent] as number, last);
    return number;
  }
}

/** FNV-1a continued over the UTF-8 bytes of one code point. */
function hashPoint(hash: number, point: number): number {
  if (point < 0x80) return hashByte(hash, point);
  if (point < 0x800) return hashTail(hashByte(hash, 0xc0 | (point >> 6)), point);
  if (point < 0x10000)
    return hashTail(hashTail(hashByte(hash, 0xe0 | (point >> 12)), point >> 6), point);
  const first = hashTail(hashByte(hash, 0xf0 | (point >> 18)), point >> 12);
  return hashTail(hashTail(first, point >> 6), point);
}

/** A continuation byte: the lowest six bits. */
function hashTail(hash: number, bits: number): number {
  return hashByte(hash, 0x80 | (bits & 63));
}

function hashByte(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}
