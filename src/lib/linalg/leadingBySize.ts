import type {Matrix} from "../core/matrix.js";
import {lanczos} from "./lanczos.js";
import {multiplySymmetric} from "./vectors.js";

/**
 * The eigenvalues of a symmetric matrix that are largest in size, whatever their sign, by Lanczos
 * iterations on B and on −B. Of −B only what can outweigh the least value found of B is looked for, so
 * that a positive semidefinite matrix costs little more than `lanczos` itself.
 *
 * @param B n × n, symmetric
 * @param count how many, from 1 to n
 * @param largest the `count` algebraically largest eigenvalues, if they are at hand
 * @returns values: `count` eigenvalues with their signs, falling in size; those within rounding of 0
 *   may be given as 0
 * @throws DomainError if count is not an integer in [1, n] or B is not finite
 *
 * O(k n²) for k steps, usually 30 to 100, at worst 2 n.
 */
export function leadingBySize(
  B: Matrix,
  count: number,
  largest = lanczos(B, {count}).values
): {values: Float64Array} {
  const positive = largest.slice(0, count).filter((value) => value > 0);
  const cutoff = positive[count - 1] ?? null;
  const negative = lanczos(negated(B), {count, cutoff}).values.filter((value) => value > 0);
  const merged = [...positive, ...negative.map((value) => -value)];
  const values = new Float64Array(count);
  values.set(merged.sort((a, b) => Math.abs(b) - Math.abs(a)).slice(0, count));
  return {values};
}

/** The operator −B. */
function negated(B: Matrix) {
  return {
    size: B.rows,
    apply(x: Float64Array, out: Float64Array): void {
      multiplySymmetric(B, x, out);
      for (let i = 0; i < out.length; i++) out[i] = -out[i]!;
    }
  };
}
