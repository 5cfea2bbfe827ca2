import {DomainError} from "../core/errors.js";
import {type Matrix, matrix, row} from "../core/matrix.js";
import {symmetricEigen} from "../linalg/symmetricEigen.js";
import {dot, multiplyVector, selectRows} from "../linalg/vectors.js";
import {outsideOf} from "./folds.js";

/** Fisher's linear discriminant of C ≥ 2 classes. */
export interface FisherFit {
  /** C × d: S_w⁺ μ_c; the class of x is the c of largest x·weights_c + offsets_c */
  readonly weights: Matrix;
  /** C: −½ μ_cᵀ S_w⁺ μ_c + log(n_c/n); −∞ for a class without members */
  readonly offsets: Float64Array;
}

/**
 * Fisher's linear discriminant: class means μ_c, pooled within-class covariance
 * S_w = Σ_c Σ_{i∈c} (x_i − μ_c)(x_i − μ_c)ᵀ / (n − C) inverted by its pseudo-inverse, class shares as
 * priors. Invariant to rigid motion of X.
 *
 * @param X n × d
 * @param labels n class numbers in [0, classes)
 * @param classes C
 * @returns `FisherFit`
 * @throws DomainError if fewer than two classes have members, or no model is left to vary within them
 */
export function fisher(X: Matrix, labels: Int32Array, classes: number): FisherFit {
  const {means, counts} = classMeans(X, labels, classes);
  const present = counts.filter((count) => count > 0).length;
  if (present < 2)
    throw new DomainError(`fisher: at least two classes must have models; got ${present}`);
  if (X.rows <= present)
    throw new DomainError(
      `fisher: more models than classes are needed; got ${X.rows} models of ${present} classes`
    );
  const inverse = pseudoInverse(withinCovariance(X, labels, means, X.rows - present));
  const weights = matrix(classes, X.cols);
  const offsets = new Float64Array(classes);
  for (let c = 0; c < classes; c++) {
    const mean = row(means, c);
    const w = multiplyVector(inverse, mean);
    weights.data.set(w, c * X.cols);
    offsets[c] = Math.log(counts[c]! / X.rows) - dot(mean, w) / 2;
  }
  return {weights, offsets};
}

/** The class of each row of X. */
export function classifyFisher(fit: FisherFit, X: Matrix): Int32Array {
  return Int32Array.from({length: X.rows}, (_, i) => {
    const x = row(X, i);
    let best = Number.NEGATIVE_INFINITY;
    let winner = 0;
    fit.offsets.forEach((offset, c) => {
      const score = dot(x, row(fit.weights, c)) + offset;
      if (score > best) {
        best = score;
        winner = c;
      }
    });
    return winner;
  });
}

/**
 * Where each row of X falls between two classes, x·(weights_1 − weights_0): the projection S_w⁺(μ1 − μ0)
 * of Fisher's two-class discriminant, growing towards class 1, zero nowhere in particular.
 *
 * @throws DomainError if the fit has not exactly two classes
 */
export function projectFisher(fit: FisherFit, X: Matrix): Float64Array {
  if (fit.weights.rows !== 2)
    throw new DomainError(`projectFisher: fit must have two classes; got ${fit.weights.rows}`);
  const axis = row(fit.weights, 1).map((w, k) => w - fit.weights.data[k]!);
  return multiplyVector(X, axis);
}

/**
 * Out-of-fold projections on the axis between two classes, so that nothing is circular when they are
 * compared with another covariate. Each fold's axis is centred and scaled by its training models (mean
 * 0, within-class variance 1), which makes folds comparable.
 *
 * @param X n × d
 * @param labels n class numbers 0 or 1
 * @param folds groups left out in turn
 * @returns n projections; NaN for a model in no fold
 */
export function fisherProjections(
  X: Matrix,
  labels: Int32Array,
  folds: readonly (readonly number[])[]
): Float64Array {
  const out = new Float64Array(X.rows).fill(Number.NaN);
  for (const group of folds) {
    const rest = outsideOf(group, X.rows);
    const trained = selectRows(X, rest);
    const fit = fisher(
      trained,
      Int32Array.from(rest, (i) => labels[i]!),
      2
    );
    const own = projectFisher(fit, trained);
    const {centre, spread} = withinSpread(
      own,
      rest.map((i) => labels[i]!)
    );
    const values = projectFisher(fit, selectRows(X, group));
    group.forEach((i, a) => {
      out[i] = (values[a]! - centre) / spread;
    });
  }
  return out;
}

/** Midpoint of the two class means and the within-class standard deviation of projections. */
function withinSpread(values: Float64Array, labels: readonly number[]) {
  const sums = [0, 0];
  const counts = [0, 0];
  labels.forEach((c, i) => {
    sums[c]! += values[i]!;
    counts[c]! += 1;
  });
  const means = sums.map((sum, c) => sum / counts[c]!);
  const squares = labels.reduce((sum, c, i) => sum + (values[i]! - means[c]!) ** 2, 0);
  const spread = Math.sqrt(squares / Math.max(1, labels.length - 2));
  return {centre: (means[0]! + means[1]!) / 2, spread: spread > 0 ? spread : 1};
}

function classMeans(X: Matrix, labels: Int32Array, classes: number) {
  const means = matrix(classes, X.cols);
  const counts = new Float64Array(classes);
  for (let i = 0; i < X.rows; i++) {
    const c = labels[i]!;
    counts[c]! += 1;
    for (let k = 0; k < X.cols; k++) means.data[c * X.cols + k]! += X.data[i * X.cols + k]!;
  }
  for (let c = 0; c < classes; c++)
    if (counts[c]! > 0) for (let k = 0; k < X.cols; k++) means.data[c * X.cols + k]! /= counts[c]!;
  return {means, counts};
}

function withinCovariance(X: Matrix, labels: Int32Array, means: Matrix, freedom: number): Matrix {
  const d = X.cols;
  const S = matrix(d, d);
  const gap = new Float64Array(d);
  for (let i = 0; i < X.rows; i++) {
    for (let k = 0; k < d; k++) gap[k] = X.data[i * d + k]! - means.data[labels[i]! * d + k]!;
    for (let a = 0; a < d; a++)
      for (let b = 0; b <= a; b++) S.data[a * d + b]! += (gap[a]! * gap[b]!) / freedom;
  }
  for (let a = 0; a < d; a++) for (let b = 0; b < a; b++) S.data[b * d + a] = S.data[a * d + b]!;
  return S;
}

/** S⁺ of a symmetric positive semidefinite matrix. */
function pseudoInverse(S: Matrix): Matrix {
  const {values, vectors} = symmetricEigen(S);
  const d = S.rows;
  const P = matrix(d, d);
  values.forEach((value, k) => {
    if (!(value > values[0]! * 1e-10)) return;
    for (let a = 0; a < d; a++) {
      const left = vectors.data[a * d + k]! / value;
      for (let b = 0; b < d; b++) P.data[a * d + b]! += left * vectors.data[b * d + k]!;
    }
  });
  return P;
}
