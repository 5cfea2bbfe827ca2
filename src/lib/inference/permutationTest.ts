import {drain} from "../core/drain.js";
import {stream} from "../random/stream.js";
import {type Exchange, minP, permuteLabels} from "./exchange.js";

export interface PermutationOptions {
  /** n names, null where unknown */
  readonly families: readonly (string | null)[];
  readonly exchange: Exchange;
  /** distinct arrangements (`resolveExchange`) */
  readonly arrangements: number;
  /** B */
  readonly permutations: number;
  readonly seed: number;
}

export interface PermutationResult {
  /** rearrangements that did at least as well, of B */
  readonly asGood: number;
  readonly pValue: number;
  readonly minP: number;
  readonly permutations: number;
  readonly exchange: Exchange;
  readonly seed: number;
}

/**
 * Permutation test: how often a rearrangement of the labels does as well as the labels themselves.
 * p = (1 + asGood)/(B + 1), valid when the labels are exchangeable under the scheme. Values within
 * rounding of the observed one count as equal to it.
 *
 * @param statistic from an arrangement (position i gets the label of arrangement[i]) to a number that is
 *   larger the better; must repeat every label-dependent choice
 * @param options see `PermutationOptions`
 * @returns `PermutationResult`
 */
export function permutationTest(
  statistic: (arrangement: Int32Array) => number,
  options: PermutationOptions
): PermutationResult {
  return drain(permutationDraws(statistic, options));
}

/** `permutationTest` a draw at a time, for callers that must pause between draws. */
export function* permutationDraws(
  statistic: (arrangement: Int32Array) => number,
  {families, exchange, arrangements, permutations, seed}: PermutationOptions
): Generator<number, PermutationResult> {
  const observed = statistic(Int32Array.from(families, (_, i) => i));
  let asGood = 0;
  for (let draw = 0; draw < permutations; draw++) {
    const arrangement = permuteLabels(families, exchange, stream(seed, "permutation", draw));
    if (isAsGood(statistic(arrangement), observed)) asGood++;
    yield draw;
  }
  return {
    asGood,
    pValue: permutationP(asGood, permutations),
    minP: minP(arrangements, permutations),
    permutations,
    exchange,
    seed
  };
}

/** (1 + asGood)/(B + 1): the observed arrangement counts as one of the draws. */
export function permutationP(asGood: number, permutations: number): number {
  return (1 + asGood) / (permutations + 1);
}

/** Whether a value is at least as large as the observed one, up to rounding. */
export function isAsGood(value: number, observed: number): boolean {
  return value >= observed - 1e-10 * Math.max(1e-300, Math.abs(observed));
}
