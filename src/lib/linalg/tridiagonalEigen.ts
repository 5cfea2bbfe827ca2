import {DomainError} from "../core/errors.js";

/** One plane rotation: columns i and i + 1 of Z become (c z_i − s z_j, s z_i + c z_j), j = i + 1. */
export type Rotate = (i: number, c: number, s: number) => void;

/**
 * Eigenvalues of a symmetric tridiagonal matrix T by implicit QL, in place. T = Z diag(λ) Zᵀ with Z
 * the product, in the order they come, of the plane rotations reported to `rotate`.
 *
 * @param diagonal n entries; overwritten with the eigenvalues, in no particular order
 * @param offDiagonal n entries, the i-th joining i and i + 1, the last ignored; destroyed
 * @param rotate told of every rotation (nothing is done with them by default)
 * @throws DomainError if an eigenvalue does not converge, which only a NaN can cause
 *
 * O(n²) and about 1.5 n² rotations.
 */
export function tridiagonalEigenInPlace(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  rotate: Rotate = ignore
): void {
  const d = diagonal;
  const e = offDiagonal;
  const n = d.length;
  if (n === 0) return;
  e[n - 1] = 0;
  const least = Number.EPSILON * largestEntry(d, e) * 0.5;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      // The first negligible off-diagonal entry at or after l splits the problem.
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > least) m++;
      if (m === l) break;
      if (sweep === 80)
        throw new DomainError(`tridiagonalEigen: entries must be finite; got ${d[l]} at ${l}`);
      // One QL sweep from m back to l with Wilkinson's shift.
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.sqrt(g * g + 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g < 0 ? -r : r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        rotate(i, c, s);
      }
      if (r === 0 && i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

function ignore(): void {}

function largestEntry(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < d.length; i++) largest = Math.max(largest, Math.abs(d[i]!) + Math.abs(e[i]!));
  return largest;
}
