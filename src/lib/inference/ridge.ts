import {type Matrix, matrix} from "../core/matrix.js";
import type {Warning} from "../core/warning.js";
import {symmetricEigen} from "../linalg/symmetricEigen.js";
import {multiplyVector, transpose} from "../linalg/vectors.js";
import {heldOutBySmoother} from "./heldOutBySmoother.js";
import type {Penalty} from "./penaltySearch.js";
import type {Regressor} from "./regressor.js";
import {ridgeGiven} from "./ridgeGiven.js";
import type {RidgeBasis} from "./ridgeWithout.js";

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
 * ŷ = ȳ + B (B + λI)⁻¹ (y − ȳ), λ by generalised cross-validation on the labels outside the group that is
 * predicted (`ridgeGiven`), again for every group and every relabelling. Held-out predictions follow from the
 * hat matrix of all models at that λ, 1/n + Σ_k q_ik q_jk λ_k/(λ_k + λ). Invariant to rigid motion of the
 * space, not to its scale.
 *
 * @param basis from `ridgeBasis`
 * @param options penalty: a λ to keep for all labels and groups (chosen by default)
 */
export function ridgeRegressor(
  basis: RidgeBasis,
  options: {readonly penalty?: number} = {}
): Regressor {
  const {penalty} = options;
  if (penalty === undefined) return ridgeGiven(basis);
  const across = transpose(basis.Q);
  const shrink = basis.values.map((value) => value / (value + penalty));
  const smoother = {Q: basis.Q, shrink, factors: new WeakMap()};
  return (y) => heldOutBySmoother(smoother, y, multiplyVector(across, y));
}

/**
 * The λ that minimises GCV(λ) = n RSS(λ) / (n − 1 − Σ λ_k/(λ_k + λ))² over [1e-6 λ_1, 1e3 λ_1]: a grid of
 * five values a decade, refined about the best by parabolas.
 *
 * @param basis from `ridgeBasis`
 * @param y n labels
 */
export function choosePenalty(basis: RidgeBasis, y: Float64Array): Penalty {
  return ridgeGiven(basis)(y).penaltyWithout([]);
}

/** The warning that cross-validation found no best penalty inside the searched range. */
export function penaltyWarnings({boundary, relative}: Penalty): Warning[] {
  if (boundary === null) return [];
  const message = `generalised cross-validation is best at the ${boundary} end of the penalties searched`;
  return [{code: "PENALTY_ON_BOUNDARY", message, value: relative}];
}
