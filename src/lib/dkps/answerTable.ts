import {condensedLength} from "../core/condensed.js";
import {squaredDistancesByGram} from "../geometry/squaredDistancesByGram.js";
import type {DistanceTable} from "../schema/studyData.js";

/** The shape of a full grid of answers. */
export interface AnswersShape {
  readonly queries: number;
  readonly models: number;
  readonly replicates: number;
  readonly width: number;
}

/**
 * The distance table of a full grid of answer vectors: per query squared distances between the
 * models' mean answers, and each model's dispersion, the trace of its answers' unbiased covariance.
 *
 * @param vectors row-major by query, model, replicate
 * @returns `squared` and `dispersion` (NaN of a single replicate). O(queries · models² · width).
 */
export function answerTable(
  vectors: Float32Array,
  {queries, models, replicates, width}: AnswersShape
): Pick<DistanceTable, "squared" | "dispersion"> {
  const squared = new Float32Array(queries * condensedLength(models));
  const dispersion = new Float32Array(queries * models);
  const means = new Float32Array(models * width);
  for (let j = 0; j < queries; j++) {
    for (let i = 0; i < models; i++) {
      const start = (j * models + i) * replicates * width;
      const answers = vectors.subarray(start, start + replicates * width);
      const mean = means.subarray(i * width, (i + 1) * width);
      dispersion[j * models + i] = meanInPlace(mean, answers, replicates);
    }
    squared.set(squaredDistancesByGram(means, models, width), j * condensedLength(models));
  }
  return {squared, dispersion};
}

/** @returns the trace of the answers' unbiased covariance */
function meanInPlace(mean: Float32Array, answers: Float32Array, replicates: number): number {
  const width = mean.length;
  let spread = 0;
  for (let k = 0; k < width; k++) {
    let sum = 0;
    for (let r = 0; r < replicates; r++) sum += answers[r * width + k] as number;
    const center = sum / replicates;
    mean[k] = center;
    for (let r = 0; r < replicates; r++)
      spread += ((answers[r * width + k] as number) - center) ** 2;
  }
  return replicates > 1 ? spread / (replicates - 1) : Number.NaN;
}
