import {DomainError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {cholesky, solveCholesky} from "../linalg/cholesky.js";
import type {HeldOut} from "./regressor.js";

/**
 * Held-out predictions of a penalised least squares fit with free intercept, whose hat matrix is
 * H = 11ᵀ/n + Q diag(s) Qᵀ: without a group G the fit predicts y_G − (I − H_GG)⁻¹ (y − Hy)_G.
 *
 * @param y n labels
 * @param Q n × rank, orthonormal columns, each summing to zero
 * @param share k ↦ (Qᵀy)_k
 * @param shrink k ↦ s_k in [0, 1]
 * @returns `HeldOut`, which throws DomainError where the models left cannot be fitted
 *
 * O(n rank) at once, O(g² rank + g³) for a group of g.
 */
export function heldOutBySmoother(
  y: Float64Array,
  Q: Matrix,
  share: (k: number) => number,
  shrink: (k: number) => number
): HeldOut {
  const n = y.length;
  const shares = Float64Array.from({length: Q.cols}, (_, k) => shrink(k) * share(k));
  const factors = Float64Array.from({length: Q.cols}, (_, k) => shrink(k));
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const fitted = (i: number) => {
    let sum = mean;
    for (let k = 0; k < Q.cols; k++) sum += Q.data[i * Q.cols + k]! * shares[k]!;
    return sum;
  };
  const hat = (i: number, j: number) => {
    let sum = 1 / n;
    for (let k = 0; k < Q.cols; k++)
      sum += factors[k]! * Q.data[i * Q.cols + k]! * Q.data[j * Q.cols + k]!;
    return sum;
  };
  return {
    predict(group) {
      if (group.length === 1) {
        const i = group[0]!;
        const rest = 1 - hat(i, i);
        checkRest(rest, i);
        return Float64Array.of(y[i]! - (y[i]! - fitted(i)) / rest);
      }
      const residuals = Float64Array.from(group, (i) => y[i]! - fitted(i));
      const moved = divideByRest(group, hat, residuals);
      return Float64Array.from(group, (i, a) => y[i]! - moved[a]!);
    }
  };
}

/** (I − H_GG)⁻¹ e_G. @throws DomainError if the models outside the group do not determine a fit */
function divideByRest(
  group: readonly number[],
  hat: (i: number, j: number) => number,
  residuals: Float64Array
): Float64Array {
  const g = group.length;
  const rest = matrix(g, g);
  for (let a = 0; a < g; a++)
    for (let b = 0; b <= a; b++) {
      const value = (a === b ? 1 : 0) - hat(group[a]!, group[b]!);
      rest.data[a * g + b] = value;
      rest.data[b * g + a] = value;
    }
  for (let a = 0; a < g; a++) checkRest(rest.data[a * g + a]!, group[a]!);
  return solveCholesky(cholesky(rest), matrix(g, 1, residuals)).data;
}

function checkRest(rest: number, model: number): void {
  if (rest < 1e-10)
    throw new DomainError(
      `crossValidate: a fit without model ${model} must be possible; got leverage 1 (use fewer axes)`
    );
}
