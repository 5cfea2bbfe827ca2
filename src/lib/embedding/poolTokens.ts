/** How the vectors of a text's tokens become one vector. */
export interface Pooling {
  readonly pooling: "mean" | "cls";
  /** keep this many numbers, after a layer-norm over all of them; undefined: keep all, no layer-norm */
  readonly cut: number | undefined;
  /** scale to length 1; the zero vector stays */
  readonly normalize: boolean;
}

/**
 * The mean of a text's token vectors, or the first of them; then, if `cut` is given, layer-norm over
 * the whole width without weights and a cut (the order Matryoshka models are trained for); then L2.
 *
 * @param tokens the vectors of the text's own tokens, padding left out, row-major
 * @param out where the numbers go, as many as are kept
 */
export function poolTokens(
  tokens: Float32Array,
  width: number,
  {pooling, cut, normalize}: Pooling,
  out: Float32Array
): void {
  const pooled =
    pooling === "cls" ? Float64Array.from(tokens.subarray(0, width)) : mean(tokens, width);
  if (cut !== undefined) layerNorm(pooled);
  const kept = pooled.subarray(0, cut ?? width);
  const size = normalize ? Math.sqrt(kept.reduce((sum, x) => sum + x * x, 0)) : 1;
  kept.forEach((x, i) => {
    out[i] = size === 0 ? 0 : x / size;
  });
}

function mean(tokens: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < tokens.length; at += width)
    for (let i = 0; i < width; i++) sums[i] = (sums[i] as number) + (tokens[at + i] as number);
  const count = tokens.length / width;
  return sums.map((sum) => sum / count);
}

const epsilon = 1e-5;

function layerNorm(vector: Float64Array): void {
  const centre = vector.reduce((sum, x) => sum + x, 0) / vector.length;
  const variance = vector.reduce((sum, x) => sum + (x - centre) ** 2, 0) / vector.length;
  const scale = 1 / Math.sqrt(variance + epsilon);
  vector.forEach((x, i) => {
    vector[i] = (x - centre) * scale;
  });
}
