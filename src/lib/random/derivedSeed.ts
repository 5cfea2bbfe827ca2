import {stream} from "./stream.js";

/**
 * A seed of one's own below a root seed: another for every name, the same in every run.
 *
 * @param seed any safe integer
 * @returns an integer in [0, 2³²)
 */
export function derivedSeed(seed: number, ...names: readonly (string | number)[]): number {
  return stream(seed, "seed", ...names).integer(2 ** 32);
}
