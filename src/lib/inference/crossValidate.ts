import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import type {Folds} from "./folds.js";
import type {Classifier, Regressor} from "./regressor.js";

/**
 * Out-of-fold predictions: each model's from a fit that has not seen its fold.
 *
 * Bind the method to the space once (`olsRegressor(X)`, …) and call this for every relabelling: only
 * what depends on labels is repeated. Use the same `folds` object throughout, since methods keep what
 * they worked out for a fold by its identity.
 *
 * @param regressor a method bound to the models' places
 * @param labels n numbers
 * @param folds groups that together hold every model once
 * @returns n predictions
 * @throws ShapeError if the folds do not hold every model once
 */
export function crossValidate(
  regressor: Regressor,
  labels: Float64Array,
  folds: Folds
): Float64Array {
  checkFolds(folds, labels.length);
  const fit = regressor(labels);
  const out = new Float64Array(labels.length);
  for (const fold of folds) {
    const predicted = fit.predict(fold);
    for (let a = 0; a < fold.length; a++) out[fold[a]!] = predicted[a]!;
  }
  return out;
}

/**
 * Out-of-fold classes; `crossValidate` for classifiers.
 *
 * @param classifier a method bound to the models' places
 * @param labels n class numbers
 * @param folds groups that together hold every model once
 * @returns n class numbers
 * @throws ShapeError if the folds do not hold every model once
 */
export function crossClassify(
  classifier: Classifier,
  labels: Int32Array,
  folds: Folds
): Int32Array {
  checkFolds(folds, labels.length);
  const fit = classifier(labels);
  const out = new Int32Array(labels.length);
  for (const fold of folds) {
    const predicted = fit.predict(fold);
    for (let a = 0; a < fold.length; a++) out[fold[a]!] = predicted[a]!;
  }
  return out;
}

/**
 * The matrix S that turns labels into out-of-fold predictions, ŷ = S y, of a method whose predictions
 * are linear in the labels (`ols`, `knn`, `mean`, ridge at a fixed penalty). Entries within a fold are
 * exactly zero.
 *
 * @param regressor a linear method bound to n places
 * @param n number of models
 * @param folds groups that together hold every model once
 * @returns n × n
 */
export function linearSmoother(regressor: Regressor, n: number, folds: Folds): Matrix {
  const S = matrix(n, n);
  for (let j = 0; j < n; j++) {
    const column = crossValidate(regressor, new Float64Array(n).fill(1, j, j + 1), folds);
    column.forEach((value, i) => {
      S.data[i * n + j] = value;
    });
  }
  for (const fold of folds) for (const i of fold) for (const j of fold) S.data[i * n + j] = 0;
  return S;
}

function checkFolds(folds: Folds, n: number): void {
  const seen = new Uint8Array(n);
  for (const fold of folds) for (const i of fold) seen[i]! += 1;
  const wrong = seen.findIndex((count) => count !== 1);
  if (wrong >= 0)
    throw new ShapeError(
      `crossValidate: folds must hold every model once; got ${seen[wrong]} times model ${wrong}`
    );
}
