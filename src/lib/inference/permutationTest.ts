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
  const draw = permutationDraw(statistic, options);
  return permutationResult(
    Float64Array.from({length: options.permutations}, (_, b) => draw(b)),
    {
      ...options
    }
  );
}

/**
 * One draw of `permutationTest` by its index: 1 if that rearrangement does as well as the labels, else
 * 0. Draws are independent of each other: they may be made in any order.
 */
export function permutationDraw(
  statistic: (arrangement: Int32Array) => number,
  {families, exchange, seed}: Pick<PermutationOptions, "families" | "exchange" | "seed">
): (draw: number) => number {
  const observed = statistic(Int32Array.from(families, (_, i) => i));
  return (draw) => {
    const arrangement = permuteLabels(families, exchange, stream(seed, "permutation", draw));
    return Number(isAsGood(statistic(arrangement), observed));
  };
}

/** The test's result from its draws, each 0 or 1: of as many shuffles as there are. */
export function permutationResult(
  draws: Float64Array,
  {exchange, arrangements, seed}: Pick<PermutationOptions, "exchange" | "arrangements" | "seed">
): PermutationResult {
  const asGood = draws.reduce((sum, one) => sum + one, 0);
  const permutations = draws.length;
  return {
    asGood,
    pValue: permutationP(asGood, permutations),
    minP: minP(arrangements, permutations),
    permutations,
    exchange,
    seed
  };
}

/** What the draws so far say: p with the standard error of finitely many shuffles, √(p(1 − p)/B). */
export interface PermutationEstimate {
  readonly asGood: number;
  readonly permutations: number;
  readonly pValue: number;
  readonly standardError: number;
}

/** The estimate from some draws, each 0 or 1. */
export function permutationEstimate(draws: Float64Array): PermutationEstimate {
  const asGood = draws.reduce((sum, one) => sum + one, 0);
  const permutations = draws.length;
  const pValue = permutationP(asGood, permutations);
  return {
    asGood,
    permutations,
    pValue,
    standardError: Math.sqrt((pValue * (1 - pValue)) / Math.max(1, permutations))
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
