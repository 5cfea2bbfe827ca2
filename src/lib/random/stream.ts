import {uniformFloat64} from "pure-rand/distribution/uniformFloat64";
import {xoroshiro128plusFromState} from "pure-rand/generator/xoroshiro128plus";

/**
 * A seeded sequence of random numbers. Streams are split by name, so that adding a draw in one place
 * never shifts the numbers drawn in another.
 */
export interface Stream {
  /** A double in [0, 1). */
  uniform(): number;
  /** An integer in [0, bound). */
  integer(bound: number): number;
  /** A standard normal deviate (Box–Muller). */
  normal(): number;
  /** The integers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array;
  /** `count` distinct integers out of 0 … n − 1, in random order. */
  sample(n: number, count: number): Int32Array;
  /** An independent stream named below this one. */
  split(...names: readonly (string | number)[]): Stream;
}

/**
 * The stream of a root seed and a path of names: the 128-bit state of xoroshiro128+ is a hash of
 * both, so different names give unrelated sequences.
 *
 * @param seed any safe integer
 * @param names what the numbers are for, e.g. `stream(1, "permutation", 17)`
 */
export function stream(seed: number, ...names: readonly (string | number)[]): Stream {
  const path = [seed, ...names].map(String).join("\u0000");
  const generator = xoroshiro128plusFromState([1, 2, 3, 4].map((salt) => hash32(path, salt)));
  for (let i = 0; i < 8; i++) generator.next();
  const uniform = () => uniformFloat64(generator);
  const integer = (bound: number) => Math.floor(uniform() * bound);
  const sample = (n: number, count: number) => {
    const pool = Int32Array.from({length: n}, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const j = i + integer(n - i);
      const kept = pool[j] as number;
      pool[j] = pool[i] as number;
      pool[i] = kept;
    }
    return pool.slice(0, count);
  };
  return {
    uniform,
    integer,
    sample,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: (n) => sample(n, n),
    split: (...more) => stream(seed, ...names, ...more)
  };
}

/** FNV-1a over UTF-16 units with a salt, finished by MurmurHash3's mixer. */
function hash32(text: string, salt: number): number {
  let h = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
