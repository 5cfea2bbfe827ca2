import {type Matrix, matrix} from "../core/matrix.js";
import {solveCholesky} from "../linalg/cholesky.js";
import {groupFactor} from "./groupFactor.js";
import type {HeldOut} from "./regressor.js";

/** The hat matrix of a penalised least squares fit with free intercept: H = 11ᵀ/n + Q diag(s) Qᵀ. */
export interface Smoother {
  /** n × rank, orthonormal columns, each summing to zero */
  readonly Q: Matrix;
  /** rank numbers s_k in [0, 1] */
  readonly shrink: Float64Array;
  /** Cholesky factors of I − H_GG by group, kept for as long as H is the same */
  readonly factors: WeakMap<readonly number[], Matrix>;
}

/**
 * Held-out predictions of such a fit: without a group G it predicts y_G − (I − H_GG)⁻¹ (y − Hy)_G, exactly
 * what refitting without the group gives.
 *
 * @param smoother H; share it between labellings only if H does not depend on labels
 * @param y n labels
 * @param shares rank numbers, Qᵀy
 * @returns `HeldOut`, which throws DomainError where the models left cannot be fitted
 *
 * O(g rank + g²) for a group of g seen before, O(g² rank + g³) for a new one.
 */
export function heldOutBySmoother(
  smoother: Smoother,
  y: Float64Array,
  shares: Float64Array
): HeldOut {
  const {Q, shrink, factors} = smoother;
  const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
  const weights = shares.map((share, k) => share * shrink[k]!);
  const residual = (i: number) => {
    let sum = y[i]! - mean;
    for (let k = 0; k < weights.length; k++) sum -= Q.data[i * Q.cols + k]! * weights[k]!;
    return sum;
  };
  return {
    predict(group) {
      const factor = factors.get(group) ?? restFactor(smoother, group);
      factors.set(group, factor);
      const out = new Float64Array(group.length);
      if (group.length === 1) {
        const i = group[0]!;
        out[0] = y[i]! - residual(i) / factor.data[0]! ** 2;
        return out;
      }
      for (let a = 0; a < group.length; a++) out[a] = residual(group[a]!);
      const moved = solveCholesky(factor, matrix(group.length, 1, out)).data;
      for (let a = 0; a < group.length; a++) out[a] = y[group[a]!]! - moved[a]!;
      return out;
    }
  };
}

/** The Cholesky factor of I − H_GG. @throws DomainError if the rest does not determine a fit */
function restFactor({Q, shrink}: Smoother, group: readonly number[]): Matrix {
  const g = group.length;
  const rest = matrix(g, g);
  for (let a = 0; a < g; a++)
    for (let b = 0; b <= a; b++) {
      let value = (a === b ? 1 : 0) - 1 / Q.rows;
      for (let k = 0; k < Q.cols; k++)
        value -= shrink[k]! * Q.data[group[a]! * Q.cols + k]! * Q.data[group[b]! * Q.cols + k]!;
      rest.data[a * g + b] = value;
    }
  return groupFactor(rest, Q.rows, Q.cols);
}
