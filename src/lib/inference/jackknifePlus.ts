import {drain} from "../core/drain.js";
import {DomainError} from "../core/errors.js";
import type {Folds} from "./folds.js";
import type {HeldOut} from "./regressor.js";

/** Sums of 1/(G + 1) reach a level such as .9 only up to rounding. */
const rounding = 1e-12;

/** A prediction interval; ±Infinity where too few folds stand behind it. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export interface JackknifeOptions {
  /** nominal coverage 1 − α, in (0, 1); what is guaranteed is 1 − 2α */
  readonly level: number;
}

/**
 * Jackknife+ (Barber et al. 2021) intervals for models whose labels are unknown or set aside: for every
 * fold of the others, the model is predicted and that fold's errors are measured by a fit that has seen
 * neither, μ_{−F}; the interval lies between the α-quantile of μ_{−F}(x) − |y_j − μ_{−F}(x_j)| and the
 * (1 − α)-quantile of μ_{−F}(x) + |y_j − μ_{−F}(x_j)|.
 *
 * The fold is the unit: each of the G folds weighs 1/(G + 1), shared by its members, and the target
 * holds the remaining 1/(G + 1) at infinity, so an interval is finite only if G ≥ 1/α − 1. With
 * families as folds the interval is for a model of a new family, with single models as folds for a new
 * model of the same collection. Below that number nothing is fitted. Where the models outside the target and
 * some fold are too few for the method, nothing can be said either: the intervals are infinite too.
 *
 * @param fit a method that has seen the labels; those of `target` do not matter
 * @param labels n labels
 * @param target positions predicted together, e.g. one fold
 * @param options level; folds: all other models, in groups that are left out together
 * @returns an interval per member of `target`
 * @throws DomainError if the level is outside (0, 1)
 */
export function jackknifePlus(
  fit: HeldOut,
  labels: Float64Array,
  target: readonly number[],
  {level, folds}: JackknifeOptions & {readonly folds: Folds}
): Interval[] {
  checkLevel(level);
  const endless = target.map(() => ({lower: -Infinity, upper: Infinity}));
  if (folds.length / (folds.length + 1) < level - rounding) return endless;
  const ends = target.map(() => ({low: [] as number[], high: [] as number[]}));
  const weights: number[] = [];
  for (const fold of folds) {
    const predicted = predictedWithout(fit, [...target, ...fold]);
    if (predicted === null) return endless;
    fold.forEach((j, a) => {
      const error = Math.abs(labels[j]! - predicted[target.length + a]!);
      weights.push(1 / ((folds.length + 1) * fold.length));
      ends.forEach(({low, high}, t) => {
        low.push(error - predicted[t]!);
        high.push(error + predicted[t]!);
      });
    });
  }
  return ends.map(({low, high}) => ({
    lower: -upperQuantile(low, weights, level),
    upper: upperQuantile(high, weights, level)
  }));
}

/**
 * Nested jackknife+ intervals for every labelled model from the labels of the others only: each fold in
 * turn is the target of `jackknifePlus` on the remaining folds.
 *
 * @param fit a method that has seen the labels
 * @param labels n labels
 * @param folds groups that together hold every model once
 * @param options level
 * @returns n intervals
 *
 * O(folds²) predictions.
 */
export function nestedIntervals(
  fit: HeldOut,
  labels: Float64Array,
  folds: Folds,
  options: JackknifeOptions
): Interval[] {
  return drain(nestedIntervalSteps(fit, labels, folds, options));
}

/** `nestedIntervals` a fold at a time, for callers that must pause between folds. */
export function* nestedIntervalSteps(
  fit: HeldOut,
  labels: Float64Array,
  folds: Folds,
  {level}: JackknifeOptions
): Generator<number, Interval[]> {
  const out = new Array<Interval>(labels.length);
  for (const target of folds) {
    const others = folds.filter((fold) => fold !== target);
    const intervals = jackknifePlus(fit, labels, target, {level, folds: others});
    target.forEach((i, a) => {
      out[i] = intervals[a]!;
    });
    yield target.length;
  }
  return out;
}

/** The coverage jackknife+ guarantees at a nominal level: 1 − 2α, not below 0. */
export function guaranteedCoverage(level: number): number {
  return Math.max(0, 2 * level - 1);
}

/** The share of labels inside their intervals, ends included. */
export function observedCoverage(labels: Float64Array, intervals: readonly Interval[]): number {
  const inside = intervals.filter(
    ({lower, upper}, i) => labels[i]! >= lower && labels[i]! <= upper
  ).length;
  return inside / labels.length;
}

/** Predictions for a group, or null if its absence leaves the method too little to learn from. */
function predictedWithout(fit: HeldOut, group: readonly number[]): Float64Array | null {
  try {
    return fit.predict(group);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** The least value whose share of the weights reaches `level`; Infinity if none does. */
function upperQuantile(values: readonly number[], weights: readonly number[], level: number) {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let reached = 0;
  for (const i of order) {
    reached += weights[i]!;
    if (reached >= level - rounding) return values[i]!;
  }
  return Number.POSITIVE_INFINITY;
}

/** @throws DomainError if the level is outside (0, 1). */
function checkLevel(level: number): void {
  if (!(level > 0 && level < 1))
    throw new DomainError(`jackknifePlus: level must be in (0, 1); got ${level}`);
}
