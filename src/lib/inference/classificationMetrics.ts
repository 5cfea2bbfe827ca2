import {type Matrix, matrix} from "../core/matrix.js";

/** How often predicted classes are right. */
export interface ClassificationMetrics {
  readonly accuracy: number;
  /** mean over the classes that occur of the share of their members predicted right */
  readonly balancedAccuracy: number;
  /** share of the most frequent class among all models: what a constant answer would score */
  readonly chance: number;
  /** C × C counts, rows observed, columns predicted */
  readonly confusion: Matrix;
}

/**
 * Accuracy, balanced accuracy, chance and the table of confusions.
 *
 * @param observed n class numbers in [0, classes)
 * @param predicted n class numbers
 * @param classes C
 */
export function classificationMetrics(
  observed: Int32Array,
  predicted: Int32Array,
  classes: number
): ClassificationMetrics {
  const confusion = matrix(classes, classes);
  observed.forEach((label, i) => {
    confusion.data[label * classes + predicted[i]!]! += 1;
  });
  const rows = Array.from({length: classes}, (_, c) => ({
    right: confusion.data[c * classes + c]!,
    total: confusion.data.subarray(c * classes, (c + 1) * classes).reduce((sum, v) => sum + v, 0)
  }));
  const occurring = rows.filter(({total}) => total > 0);
  return {
    accuracy: rows.reduce((sum, {right}) => sum + right, 0) / observed.length,
    balancedAccuracy:
      occurring.reduce((sum, {right, total}) => sum + right / total, 0) / occurring.length,
    chance: Math.max(...rows.map(({total}) => total)) / observed.length,
    confusion
  };
}

/** The share of positions where two label sequences agree. */
export function accuracy(observed: Int32Array, predicted: Int32Array): number {
  let right = 0;
  for (let i = 0; i < observed.length; i++) if (observed[i] === predicted[i]) right++;
  return right / observed.length;
}
