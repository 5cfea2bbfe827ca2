/**
 * The mean of a model's answers to one query, written into `mean` (NaN of no answers).
 *
 * @param answers vectors of the same width as `mean`
 * @returns the trace of the answers' unbiased covariance, their dispersion; NaN of fewer than two
 */
export function meanAnswerInPlace(mean: Float32Array, answers: readonly Float32Array[]): number {
  const r = answers.length;
  if (r === 0) mean.fill(Number.NaN);
  if (r === 1) mean.set(answers[0] as Float32Array);
  if (r < 2) return Number.NaN;
  let spread = 0;
  for (let k = 0; k < mean.length; k++) {
    let sum = 0;
    for (const answer of answers) sum += answer[k] as number;
    const center = sum / r;
    mean[k] = center;
    for (const answer of answers) spread += ((answer[k] as number) - center) ** 2;
  }
  return spread / (r - 1);
}
