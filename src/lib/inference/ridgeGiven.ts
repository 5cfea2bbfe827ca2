import {matrix, row} from "../core/matrix.js";
import {solveCholesky} from "../linalg/cholesky.js";
import {dot, multiplyVector, transpose} from "../linalg/vectors.js";
import {type Penalty, penaltySearch} from "./penaltySearch.js";
import type {HeldOut} from "./regressor.js";
import {type FitWithout, type RidgeBasis, ridgeWithout} from "./ridgeWithout.js";

/** Ridge regression that has seen the labels. */
export interface RidgeGiven extends HeldOut {
  /** the λ of least generalised cross-validation on the labels outside the group */
  penaltyWithout(group: readonly number[]): Penalty;
}

/** What the labels alone decide, shared by all groups. */
interface Shares {
  /** rank numbers Qᵀy */
  readonly onAxes: Float64Array;
  /** n numbers: what neither Q nor the mean reaches */
  readonly beyond: Float64Array;
  /** the sum of squares of `beyond` */
  readonly squares: number;
  /** n rows of Q */
  readonly rows: readonly Float64Array[];
}

/**
 * Ridge regression whose penalty is chosen for each group from the labels outside it, by
 * GCV(λ) = n RSS(λ)/(tr(I − H))² with n, RSS and H of the fit without the group. The residuals of that fit
 * are those of the fit on all models, M ỹ with M = I − H, when ỹ holds the group's predictions in place of
 * its labels, ỹ_G = y_G − M_GG⁻¹ (M y)_G.
 *
 * @param basis from `ridgeBasis`
 * @returns a regressor; predicting throws DomainError where nothing is left to learn from
 *
 * About 50 penalties a group: O(g² rank + g³) each, O(g rank) where the group was seen before.
 */
export function ridgeGiven(basis: RidgeBasis): (y: Float64Array) => RidgeGiven {
  const {Q, values} = basis;
  const across = transpose(Q);
  const rows = Array.from({length: Q.rows}, (_, i) => row(Q, i));
  const without = ridgeWithout(basis);
  return (y) => {
    const onAxes = multiplyVector(across, y);
    const beyond = beyondAxes(basis, onAxes, y);
    const shares = {onAxes, beyond, squares: dot(beyond, beyond), rows};
    const score = scorer(shares);
    const onGrid = without.gridKept.map((kept) => weigh(kept, onAxes));
    const penaltyWithout = (group: readonly number[]) => {
      const fits = without.fits(group);
      return penaltySearch(
        values[0]!,
        (step) => score(fits.grid[step]!, onGrid[step]!),
        (penalty) => {
          const fit = fits.at(penalty);
          return score(fit, weigh(fit.kept, onAxes));
        }
      );
    };
    const predict = (group: readonly number[]) => {
      const fit = without.fits(group).at(penaltyWithout(group).penalty);
      const moved = correction(fit, weigh(fit.kept, onAxes), shares);
      return moved.map((delta, a) => y[group[a]!]! + delta);
    };
    return {penaltyWithout, predict};
  };
}

/** y less its mean and its part in the span of Q; exactly zero where these are everything. */
function beyondAxes({Q}: RidgeBasis, onAxes: Float64Array, y: Float64Array): Float64Array {
  if (Q.cols === Q.rows - 1) return new Float64Array(y.length);
  const reached = multiplyVector(Q, onAxes);
  const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
  return y.map((v, i) => v - mean - reached[i]!);
}

function weigh(kept: Float64Array, onAxes: Float64Array): Float64Array {
  const out = new Float64Array(kept.length);
  for (let k = 0; k < out.length; k++) out[k] = kept[k]! * onAxes[k]!;
  return out;
}

/** GCV of a fit without a group, from QᵀMy (`weighted`). */
function scorer(shares: Shares): (fit: FitWithout, weighted: Float64Array) => number {
  const {rows, beyond, squares} = shares;
  const residuals = new Float64Array(shares.onAxes.length);
  return (fit, weighted) => {
    const {group, kept, unreached, freedom} = fit;
    const g = group.length;
    const moved = correction(fit, weighted, shares);
    residuals.set(weighted);
    let outside = squares;
    for (let a = 0; a < g; a++) {
      const delta = moved[a]!;
      const own = rows[group[a]!]!;
      for (let k = 0; k < own.length; k++) residuals[k]! += delta * kept[k]! * own[k]!;
      let pull = 2 * beyond[group[a]!]!;
      for (let b = 0; b < g; b++) pull += unreached.data[a * g + b]! * moved[b]!;
      outside += pull * delta;
    }
    const total = Math.max(0, outside) + dot(residuals, residuals);
    return ((rows.length - g) * total) / (freedom * freedom);
  };
}

/** −M_GG⁻¹ (M y)_G: what leads from a group's labels to its predictions. */
function correction(
  {group, factor}: FitWithout,
  weighted: Float64Array,
  {rows, beyond}: Shares
): Float64Array {
  const out = new Float64Array(group.length);
  for (let a = 0; a < out.length; a++)
    out[a] = -beyond[group[a]!]! - dot(rows[group[a]!]!, weighted);
  if (out.length !== 1) return solveCholesky(factor, matrix(out.length, 1, out)).data;
  out[0]! /= factor.data[0]! ** 2;
  return out;
}
