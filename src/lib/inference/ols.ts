import {DomainError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {svd} from "../linalg/svd.js";
import {heldOutBySmoother} from "./heldOutBySmoother.js";
import type {Regressor} from "./regressor.js";

/** A straight fit y ≈ intercept + x·coefficients. */
export interface OlsFit {
  readonly intercept: number;
  /** d slopes; the shortest of equally good ones when the axes are dependent */
  readonly coefficients: Float64Array;
  /** n in-sample predictions */
  readonly fitted: Float64Array;
  /** n diagonal entries of the hat matrix, in [1/n, 1] */
  readonly leverage: Float64Array;
}

/**
 * Ordinary least squares with an intercept, by the SVD of the centred design, so that dependent axes
 * do no harm. Invariant to rigid motion of X.
 *
 * @param X n × d
 * @param y n labels
 * @returns `OlsFit`
 * @throws DomainError if n < d + 2 or the labels are constant or not finite
 */
export function ols(X: Matrix, y: Float64Array): OlsFit {
  checkLabels(y, "ols");
  const design = centredDesign(X);
  const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
  const {Q, toCoefficients, means} = design;
  const shares = axisShares(Q, y);
  const coefficients = toCoefficients(shares);
  const fitted = new Float64Array(y.length).fill(mean);
  for (let i = 0; i < y.length; i++)
    for (let k = 0; k < Q.cols; k++) fitted[i]! += Q.data[i * Q.cols + k]! * shares[k]!;
  const intercept = coefficients.reduce((sum, b, k) => sum - b * means[k]!, mean);
  return {intercept, coefficients, fitted, leverage: leverages(Q)};
}

/** intercept + x·coefficients for each row x of X. */
export function predictOls(fit: OlsFit, X: Matrix): Float64Array {
  return Float64Array.from({length: X.rows}, (_, i) =>
    fit.coefficients.reduce((sum, b, k) => sum + b * X.data[i * X.cols + k]!, fit.intercept)
  );
}

/**
 * Least squares as a regressor: predictions for a group left out come from the residuals of the whole
 * fit, y_G − (I − H_GG)⁻¹ e_G with H the hat matrix, exactly what refitting without the group gives.
 *
 * @param X n × d coordinates
 * @throws DomainError if n < d + 2; on predicting, if too few models are left to fit d axes
 */
export function olsRegressor(X: Matrix): Regressor {
  const {Q} = centredDesign(X);
  const smoother = {Q, shrink: new Float64Array(Q.cols).fill(1), factors: new WeakMap()};
  return (y) => heldOutBySmoother(smoother, y, axisShares(Q, y));
}

/** Σ of squared entries per row of [1/√n, Q]: how much each model decides its own prediction. */
function leverages(Q: Matrix): Float64Array {
  return Float64Array.from({length: Q.rows}, (_, i) =>
    Q.data.subarray(i * Q.cols, (i + 1) * Q.cols).reduce((sum, q) => sum + q * q, 1 / Q.rows)
  );
}

/** Leverages of the models in a fit on the coordinates X (n × d), without any label. */
export function leverage(X: Matrix): Float64Array {
  return leverages(centredDesign(X).Q);
}

/** Qᵀy. */
function axisShares(Q: Matrix, y: Float64Array): Float64Array {
  const shares = new Float64Array(Q.cols);
  for (let i = 0; i < Q.rows; i++)
    for (let k = 0; k < Q.cols; k++) shares[k]! += Q.data[i * Q.cols + k]! * y[i]!;
  return shares;
}

/** An orthonormal basis Q of the centred columns, and the way from shares on it to coefficients. */
function centredDesign(X: Matrix) {
  const {rows: n, cols: d} = X;
  if (n < d + 2)
    throw new DomainError(
      `ols: a fit on ${d} axes needs at least ${d + 2} labelled models; got ${n}`
    );
  const means = new Float64Array(d);
  for (let i = 0; i < X.data.length; i++) means[i % d]! += X.data[i]! / n;
  const {U, values, V} = svd(
    matrix(
      n,
      d,
      X.data.map((v, i) => v - means[i % d]!)
    )
  );
  const rank = values.filter((value) => value > 1e-10 * values[0]!).length;
  const Q = matrix(n, rank);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < rank; k++) Q.data[i * rank + k] = U.data[i * d + k]!;
  const toCoefficients = (shares: Float64Array) =>
    Float64Array.from({length: d}, (_, a) =>
      shares.reduce((sum, s, k) => sum + (V.data[a * d + k]! * s) / values[k]!, 0)
    );
  return {Q, toCoefficients, means};
}

/** @throws DomainError if labels are too few, not finite or all equal: there is nothing to predict. */
export function checkLabels(y: Float64Array, name: string): void {
  if (y.length < 3)
    throw new DomainError(`${name}: at least three labelled models are needed; got ${y.length}`);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new DomainError(`${name}: labels must be finite; got ${y[bad]} at ${bad}`);
  if (y.every((value) => value === y[0]))
    throw new DomainError(`${name}: labels must not all be equal; got ${y[0]} for every model`);
}
