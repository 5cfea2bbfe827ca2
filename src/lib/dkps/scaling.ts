/** How raw distances are scaled; see `scaleSquared`. */
export type Scaling = "code" | "paper" | "raw" | "sqrt";

/**
 * Scaled squared distances between models from sums over queries, S_ii' = ‖X̄_i − X̄_i'‖²_F.
 *
 * `code` D² = S/m (root mean square per query, comparable across m; used by public code), `paper`
 * D² = S/m² (Helm et al., 2410.01106, eq. 1), `raw` D² = S, `sqrt` D² = √S/m (2511.08307). The first
 * three give one configuration up to its size; `sqrt` is another geometry and not additive over
 * queries. Negative sums (debiased or U-statistics) keep their sign under the root.
 *
 * @param sumSquared n(n − 1)/2 sums over queries, condensed
 * @param m number of queries summed, at least 1
 * @param scaling see above
 * @returns n(n − 1)/2 squared distances
 */
export function scaleSquared(sumSquared: Float64Array, m: number, scaling: Scaling): Float64Array {
  if (scaling === "sqrt")
    return sumSquared.map((sum) => (Math.sign(sum) * Math.sqrt(Math.abs(sum))) / m);
  const factor = scaleFactor(m, scaling) as number;
  const divisor = factor * factor;
  // A loop: `map` calls a function an entry, ten times as slow for the half million of 1,000 models.
  const scaled = new Float64Array(sumSquared.length);
  for (let k = 0; k < scaled.length; k++) scaled[k] = sumSquared[k]! / divisor;
  return scaled;
}

/**
 * What D must be multiplied by to become the raw Frobenius distance: √m, m or 1; null for `sqrt`, which
 * has no such factor.
 *
 * @param m number of queries
 * @param scaling see `scaleSquared`
 */
export function scaleFactor(m: number, scaling: Scaling): number | null {
  if (scaling === "sqrt") return null;
  return {code: Math.sqrt(m), paper: m, raw: 1}[scaling];
}
