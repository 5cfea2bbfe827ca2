import {condensedLength} from "../core/condensed.js";
import {DomainError, ShapeError} from "../core/errors.js";

/**
 * How much of each model's summed squared distances is noise of averaging finitely many answers:
 * Σ_{j∈S} w_j γ_ij / r, γ_ij the trace of the covariance of one answer's embedding.
 *
 * @param dispersion m × n, query-major, γ_ij
 * @param n number of models
 * @param queries positions of the queries summed
 * @param options replicates: answers averaged, r ≥ 2; weights: one per query (all 1)
 * @returns n numbers, in the unit of the sums over queries; NaN where a dispersion is unknown
 * @throws DomainError if r < 2
 */
export function meanNoise(
  dispersion: Float32Array,
  n: number,
  queries: ArrayLike<number>,
  {replicates, weights}: {readonly replicates: number; readonly weights?: ArrayLike<number>}
): Float64Array {
  if (!(replicates >= 2))
    throw new DomainError(
      `debias: at least two answers per question are needed; got ${replicates}`
    );
  const noise = new Float64Array(n);
  for (let at = 0; at < queries.length; at++) {
    const w = (weights === undefined ? 1 : weights[at]!) / replicates;
    for (let i = 0; i < n; i++) noise[i]! += w * dispersion[queries[at]! * n + i]!;
  }
  return noise;
}

/**
 * Removes from squared distances what finitely many answers add on average:
 * D²_deb = D² − (c_i + c_j), i ≠ j; in Gram form B − H diag(c) H. Nothing is clamped: entries may turn
 * negative, and only the eigenvalues of the resulting space are.
 *
 * @param squared n(n − 1)/2 squared distances or sums of them, condensed
 * @param noise n numbers c_i in the same unit (`meanNoise`)
 * @returns n(n − 1)/2 entries
 * @throws ShapeError if the lengths do not fit
 * @throws DomainError if a noise is not finite
 */
export function debias(squared: Float64Array, noise: Float64Array): Float64Array {
  const n = noise.length;
  if (squared.length !== condensedLength(n))
    throw new ShapeError(
      `debias: ${n} models have ${condensedLength(n)} distances; got ${squared.length}`
    );
  const unknown = noise.findIndex((value) => !Number.isFinite(value));
  if (unknown >= 0)
    throw new DomainError(`debias: noise must be finite; got ${noise[unknown]} at ${unknown}`);
  const out = new Float64Array(squared.length);
  let k = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, k++) out[k] = squared[k]! - (noise[i]! + noise[j]!);
  return out;
}

/**
 * The same for the distances from a new model to references.
 *
 * @param squared n squared distances or sums of them
 * @param noise n numbers c_i of the references
 * @param ownNoise c of the new model
 * @returns n entries, not clamped
 */
export function debiasPlaced(
  squared: Float64Array,
  noise: Float64Array,
  ownNoise: number
): Float64Array {
  return squared.map((value, i) => value - (noise[i]! + ownNoise));
}
