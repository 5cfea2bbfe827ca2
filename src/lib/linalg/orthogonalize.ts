import {dot, norm} from "./vectors.js";

/**
 * A unit vector orthogonal to all vectors of `groups`, from `first` or, where nothing is left of it, from
 * random ones; null if none `exists`.
 */
export function unitOrthogonal(
  first: Float64Array,
  random: () => Float64Array,
  groups: readonly (readonly Float64Array[])[],
  exists: boolean
): Float64Array | null {
  for (let x = first; exists; x = random()) {
    const before = norm(x);
    orthogonalizeInPlace(x, groups);
    const after = norm(x);
    if (after > 1e-10 * before && after > 0) {
      scaleInPlace(x, 1 / after);
      orthogonalizeInPlace(x, groups);
      return scaleInPlace(x, 1 / norm(x));
    }
  }
  return null;
}

/** x ← x − factor v. */
export function subtractInPlace(x: Float64Array, factor: number, v: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i]! -= factor * v[i]!;
}

/** x ← factor x. */
export function scaleInPlace(x: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
  return x;
}

/** Classical Gram–Schmidt, repeated while it still removes much ("twice is enough"). */
export function orthogonalizeInPlace(
  x: Float64Array,
  groups: readonly (readonly Float64Array[])[]
): void {
  let before = norm(x);
  for (let round = 0; round < 3; round++) {
    for (const vectors of groups) subtractProjections(x, vectors);
    const after = norm(x);
    if (after > 0.7 * before) return;
    before = after;
  }
}

/** x ← x − Σ (v·x) v, four vectors at a time. */
function subtractProjections(x: Float64Array, vectors: readonly Float64Array[]): void {
  const n = x.length;
  const whole = vectors.length - (vectors.length % 4);
  for (let k = 0; k < whole; k += 4) {
    const a = vectors[k]!;
    const b = vectors[k + 1]!;
    const c = vectors[k + 2]!;
    const d = vectors[k + 3]!;
    let sa = 0;
    let sb = 0;
    let sc = 0;
    let sd = 0;
    for (let i = 0; i < n; i++) {
      const xi = x[i]!;
      sa += a[i]! * xi;
      sb += b[i]! * xi;
      sc += c[i]! * xi;
      sd += d[i]! * xi;
    }
    for (let i = 0; i < n; i++) x[i]! -= sa * a[i]! + sb * b[i]! + sc * c[i]! + sd * d[i]!;
  }
  for (let k = whole; k < vectors.length; k++) {
    const v = vectors[k]!;
    subtractInPlace(x, dot(v, x), v);
  }
}
