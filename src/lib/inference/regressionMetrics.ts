import {kendall, spearman} from "./rankCorrelation.js";

/** How close predictions are to what was observed. */
export interface RegressionMetrics {
  readonly mae: number;
  readonly rmse: number;
  /** 1 − SSE/SST about the mean of all observed; null when they are all equal */
  readonly r2: number | null;
  /** 1 − SSE/SSE of the baseline's predictions; null when those are exact */
  readonly r2VsBaseline: number | null;
  readonly spearman: number | null;
  readonly kendall: number | null;
}

/**
 * Mean absolute error, root mean squared error, both kinds of R², Spearman's ρ and Kendall's τ-b.
 *
 * @param observed n labels
 * @param predicted n out-of-fold predictions
 * @param baseline n out-of-fold predictions of the training mean
 */
export function regressionMetrics(
  observed: Float64Array,
  predicted: Float64Array,
  baseline: Float64Array
): RegressionMetrics {
  const mean = observed.reduce((sum, v) => sum + v, 0) / observed.length;
  const squares = sumOfSquares(observed, predicted);
  const total = sumOfSquares(observed, new Float64Array(observed.length).fill(mean));
  const naive = sumOfSquares(observed, baseline);
  return {
    mae: meanAbsoluteError(observed, predicted),
    rmse: Math.sqrt(squares / observed.length),
    r2: total > 0 ? 1 - squares / total : null,
    r2VsBaseline: naive > 0 ? 1 - squares / naive : null,
    spearman: spearman(observed, predicted),
    kendall: kendall(observed, predicted)
  };
}

/** Mean of |observed − predicted|. */
export function meanAbsoluteError(observed: Float64Array, predicted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) sum += Math.abs(observed[i]! - predicted[i]!);
  return sum / observed.length;
}

/** Σ (observed − predicted)². */
export function sumOfSquares(observed: Float64Array, predicted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) sum += (observed[i]! - predicted[i]!) ** 2;
  return sum;
}
