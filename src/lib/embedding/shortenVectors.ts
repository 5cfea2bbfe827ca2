/**
 * Vectors of fewer buckets: each coordinate is added to the one at its index modulo the new width,
 * then lengths are brought back to 1. Of hashed features whose index is a hash's lowest bits this is
 * exactly what hashing to fewer buckets gives.
 *
 * @param vectors row-major, a whole number of rows of `from`
 * @param to new width, a divisor of `from`
 */
export function foldVectors(vectors: Float32Array, from: number, to: number): Float32Array {
  const rows = vectors.length / from;
  const out = new Float32Array(rows * to);
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < from; k++) {
      const at = r * to + (k % to);
      out[at] = (out[at] as number) + (vectors[r * from + k] as number);
    }
  return normalizedInPlace(out, to);
}

/** The first `to` coordinates of each vector, lengths brought back to 1. */
export function cutVectors(vectors: Float32Array, from: number, to: number): Float32Array {
  const rows = vectors.length / from;
  const out = new Float32Array(rows * to);
  for (let r = 0; r < rows; r++) out.set(vectors.subarray(r * from, r * from + to), r * to);
  return normalizedInPlace(out, to);
}

/** Zero rows stay zero. */
function normalizedInPlace(vectors: Float32Array, width: number): Float32Array {
  for (let start = 0; start < vectors.length; start += width) {
    const row = vectors.subarray(start, start + width);
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    if (norm > 0) for (let k = 0; k < width; k++) row[k] = (row[k] as number) / norm;
  }
  return vectors;
}
