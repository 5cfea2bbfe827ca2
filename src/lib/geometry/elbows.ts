import {DomainError} from "../core/errors.js";

/**
 * Elbows of a falling sequence by the profile likelihood of Zhu & Ghodsi (2006).
 *
 * For q = 1 … k the first q values and the rest get their own means μ1, μ2 and one pooled variance
 * v_q = [Σ(s − μ1)² + Σ(s − μ2)²] / (k − 1 − [q < k]); the elbow is the q of largest Gaussian
 * likelihood. Further elbows repeat this on what follows. A split into two constant halves has v = 0:
 * it is perfect and wins at once (the formula itself yields NaN). Two values split one to one have
 * likelihood −∞. Stops when at most one value is left.
 *
 * @param values non-increasing
 * @param count elbows wanted, at least 1
 * @returns up to `count` positions, ascending, each the number of values up to and including it
 */
export function profileElbows(values: ArrayLike<number>, count: number): number[] {
  const all = Array.from(values);
  const elbows: number[] = [];
  let offset = 0;
  while (elbows.length < count && all.length - offset > 1) {
    offset += firstElbow(all.slice(offset));
    elbows.push(offset);
  }
  return elbows;
}

export interface DimensionRule {
  /** which elbow, from 1 */
  readonly elbow: number;
  /** `leading`: among the ⌈log2 n⌉ values largest in size; `positive`: among all positive ones */
  readonly elbowRule: "leading" | "positive";
  /**
   * relative rounding of the numbers behind the eigenvalues: those of at most n · precision times the largest
   * are nothing else and count under neither rule; 2⁻⁵² by default, 2⁻²⁴ for distances kept as float32. A deviation: the rule as published counts rounding too
   */
  readonly precision?: number;
}

/**
 * The dimension of a space: the asked elbow of its eigenvalues, the last one if there are fewer.
 *
 * @param eigenvalues of the Gram matrix, in any order; for `positive` all n, for `leading` at least the
 *   ⌈log2 n⌉ largest in size
 * @param n number of models
 * @param rule see `DimensionRule`
 * @returns `dimension` in [1, n − 1] and all `elbows` up to the third
 * @throws DomainError if no eigenvalue is positive (all models coincide)
 */
export function chooseDimension(
  eigenvalues: ArrayLike<number>,
  n: number,
  {elbow, elbowRule, precision = Number.EPSILON}: DimensionRule
): {dimension: number; elbows: number[]} {
  const all = Array.from(eigenvalues);
  const largest = Math.max(0, ...all);
  if (!(largest > 0))
    throw new DomainError(
      `chooseDimension: models must not all coincide; got largest eigenvalue ${largest}`
    );
  const found = profileElbows(candidates(all, n, elbowRule, largest * n * precision), 3);
  // One value alone has nothing to bend from.
  const elbows = found.length > 0 ? found : [1];
  const chosen = elbows[Math.min(elbow, elbows.length) - 1] as number;
  return {dimension: Math.min(chosen, n - 1), elbows};
}

/** The descending values an elbow is looked for in; those up to `rounding` are none. */
function candidates(
  all: readonly number[],
  n: number,
  rule: "leading" | "positive",
  rounding: number
): number[] {
  const sizes = rule === "leading" ? all.map(Math.abs) : all;
  const falling = sizes.filter((value) => value > rounding).sort((a, b) => b - a);
  return rule === "leading" ? falling.slice(0, Math.ceil(Math.log2(n))) : falling;
}

/** The q of largest profile likelihood, the first of equals. */
function firstElbow(values: readonly number[]): number {
  let best = Number.NEGATIVE_INFINITY;
  let elbow = 1;
  for (let q = 1; q <= values.length; q++) {
    const likelihood = profileLikelihood(values, q);
    if (likelihood > best) {
      best = likelihood;
      elbow = q;
    }
  }
  return elbow;
}

function profileLikelihood(values: readonly number[], q: number): number {
  const k = values.length;
  const freedom = k - 1 - (q < k ? 1 : 0);
  if (freedom === 0) return Number.NEGATIVE_INFINITY;
  const squares = spread(values.slice(0, q)) + spread(values.slice(q));
  const variance = squares / freedom;
  if (variance === 0) return Number.POSITIVE_INFINITY;
  return -0.5 * (k * Math.log(2 * Math.PI * variance) + squares / variance);
}

/** Sum of squares about the mean. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
}
