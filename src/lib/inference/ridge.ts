import {type Matrix, matrix} from "../core/matrix.js";
import type {Warning} from "../core/warning.js";
import {symmetricEigen} from "../linalg/symmetricEigen.js";
import {multiplyVector, transpose} from "../linalg/vectors.js";
import {heldOutBySmoother} from "./heldOutBySmoother.js";
import type {HeldOut, Regressor} from "./regressor.js";

/** The penalty found by generalised cross-validation. */
export interface Penalty {
  readonly penalty: number;
  /** λ over the largest eigenvalue of B, in [1e-6, 1e3] */
  readonly relative: number;
  /** whether it lies at an end of the searched range */
  readonly boundary: "lower" | "upper" | null;
}

/** Eigenpairs of a Gram matrix that count, and its largest eigenvalue. */
export interface RidgeBasis {
  /** n × rank, orthonormal, each column summing to zero */
  readonly Q: Matrix;
  /** rank positive eigenvalues, descending */
  readonly values: Float64Array;
}

const least = 1e-6;
const most = 1e3;

/**
 * The positive part of a centred Gram matrix, B⁺ = Q Λ Qᵀ; negative and vanishing eigenvalues are
 * dropped.
 *
 * @param B n × n, symmetric, rows summing to zero (`centredGram`)
 */
export function ridgeBasis(B: Matrix): RidgeBasis {
  const {values, vectors} = symmetricEigen(B);
  const n = B.rows;
  const rank = values.filter((value) => value > values[0]! * 1e-10).length;
  const Q = matrix(n, rank);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < rank; k++) Q.data[i * rank + k] = vectors.data[i * n + k]!;
  return {Q, values: values.slice(0, rank)};
}

/**
 * Ridge regression on all of perspective space rather than d axes of it:
 * ŷ = ȳ + B (B + λI)⁻¹ (y − ȳ), λ by generalised cross-validation on the labels given, again for every
 * relabelling. Held-out predictions follow from the hat matrix at that λ, 1/n + Σ_k q_ik q_jk
 * λ_k/(λ_k + λ). Invariant to rigid motion of the space, not to its scale.
 *
 * @param basis from `ridgeBasis`
 * @param options penalty: a λ to keep for all labels, needed when some models in the space are unlabelled
 *   (chosen from the labels by default)
 */
export function ridgeRegressor(
  basis: RidgeBasis,
  options: {readonly penalty?: number} = {}
): Regressor {
  const across = transpose(basis.Q);
  return (y): HeldOut => {
    const shares = multiplyVector(across, y);
    const penalty = options.penalty ?? chooseFrom(basis.values, shares, y).penalty;
    const shrink = basis.values.map((value) => value / (value + penalty));
    return heldOutBySmoother({Q: basis.Q, shrink, factors: new WeakMap()}, y, shares);
  };
}

/**
 * The λ that minimises GCV(λ) = n RSS(λ) / (n − 1 − Σ λ_k/(λ_k + λ))² over [1e-6 λ_1, 1e3 λ_1]: a grid of
 * five values a decade, refined about the best by golden section.
 *
 * @param basis from `ridgeBasis`
 * @param y n labels
 */
export function choosePenalty(basis: RidgeBasis, y: Float64Array): Penalty {
  return chooseFrom(basis.values, multiplyVector(transpose(basis.Q), y), y);
}

/** The warning that cross-validation found no best penalty inside the searched range. */
export function penaltyWarnings({boundary, relative}: Penalty): Warning[] {
  if (boundary === null) return [];
  const message = `generalised cross-validation is best at the ${boundary} end of the penalties searched`;
  return [{code: "PENALTY_ON_BOUNDARY", message, value: relative}];
}

function chooseFrom(values: Float64Array, shares: Float64Array, y: Float64Array): Penalty {
  const score = scoreOf(values, shares, y);
  const largest = values[0]!;
  const steps = Math.round(5 * Math.log10(most / least));
  const at = (step: number) => Math.log10(least) + step / 5;
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= steps; step++) {
    const value = score(10 ** at(step) * largest);
    if (value < lowest) {
      lowest = value;
      best = step;
    }
  }
  if (best === 0) return {penalty: least * largest, relative: least, boundary: "lower"};
  if (best === steps) return {penalty: most * largest, relative: most, boundary: "upper"};
  const relative = 10 ** goldenSection((x) => score(10 ** x * largest), at(best - 1), at(best + 1));
  return {penalty: relative * largest, relative, boundary: null};
}

/** λ ↦ GCV(λ). */
function scoreOf(values: Float64Array, shares: Float64Array, y: Float64Array) {
  const n = y.length;
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const total = y.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const outside = Math.max(
    0,
    shares.reduce((sum, s) => sum - s * s, total)
  );
  return (penalty: number) => {
    let squares = outside;
    let freedom = n - 1;
    for (let k = 0; k < values.length; k++) {
      const kept = penalty / (values[k]! + penalty);
      squares += (kept * shares[k]!) ** 2;
      freedom -= 1 - kept;
    }
    return (n * squares) / (freedom * freedom);
  };
}

/** The argument of the minimum of a unimodal function on [lower, upper], to 1e-6 of the width. */
function goldenSection(f: (x: number) => number, lower: number, upper: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let a = lower;
  let b = upper;
  let c = b - ratio * (b - a);
  let d = a + ratio * (b - a);
  let fc = f(c);
  let fd = f(d);
  for (let step = 0; step < 30; step++)
    if (fc < fd) {
      [b, d, fd] = [d, c, fc];
      c = b - ratio * (b - a);
      fc = f(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + ratio * (b - a);
      fd = f(d);
    }
  return (a + b) / 2;
}
