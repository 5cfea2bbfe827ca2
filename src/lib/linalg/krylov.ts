import {descendingOrder} from "./symmetricEigen.js";
import {tridiagonalEigenInPlace} from "./tridiagonalEigen.js";
import {dot, norm} from "./vectors.js";

/** A symmetric operator on R^size, known only by what it does: out ← B x. */
export interface Operator {
  readonly size: number;
  apply(x: Float64Array, out: Float64Array): void;
}

/** An approximate eigenpair, its vector of unit length. */
export interface RitzPair {
  readonly value: number;
  readonly vector: Float64Array;
}

interface KrylovOptions {
  /** vectors the space must stay orthogonal to */
  readonly locked: readonly Float64Array[];
  readonly start: Float64Array;
  random(): Float64Array;
  readonly count: number;
  /** null: find the `count` largest; else only pairs above this value, none once they cannot be */
  readonly cutoff: number | null;
  readonly tolerance: number;
  /** ‖B‖ as far as known */
  readonly scale: number;
}

interface KrylovResult {
  readonly pairs: readonly RitzPair[];
  readonly iterations: number;
  readonly scale: number;
  /** the space and the locked vectors together are everything: nothing can be missing */
  readonly complete: boolean;
}

/** The projected matrix T, and per Ritz value (descending) its size and its residual bound. */
interface Ritz {
  readonly values: Float64Array;
  readonly bounds: Float64Array;
  readonly scale: number;
}

/**
 * Grows one Krylov space until the wanted eigenpairs have converged: three-term recurrence, every
 * new vector made orthogonal to all earlier ones and to the locked ones, a fresh vector whenever the
 * space turns out to be invariant.
 *
 * @param operator B
 * @param options see `KrylovOptions`
 * @returns converged pairs in descending order; with a cutoff only those above it
 */
export function expandKrylov(operator: Operator, options: KrylovOptions): KrylovResult {
  const {locked, count, cutoff, tolerance} = options;
  const limit = operator.size - locked.length;
  const wanted = cutoff === null ? Math.min(count, limit) : 1;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const coupling: number[] = [];
  let next = unitOrthogonal(options.start, options.random, [locked, basis], limit > 0);
  let scale = options.scale;
  // A second space needs some steps before its silence about larger eigenvalues means anything.
  let check = cutoff === null ? wanted + 3 : 12;
  while (next !== null) {
    basis.push(next);
    const image = new Float64Array(operator.size);
    operator.apply(next, image);
    diagonal.push(dot(next, image));
    subtractScaled(image, diagonal.at(-1)!, next);
    if (basis.length > 1) subtractScaled(image, coupling.at(-1)!, basis.at(-2)!);
    orthogonalizeInPlace(image, [locked, basis]);
    const length = norm(image);
    scale = Math.max(scale, Math.abs(diagonal.at(-1)!), length);
    const steps = basis.length;
    const invariant = length <= scale * 1e-13;
    coupling.push(invariant ? 0 : length);
    if (steps === limit) break;
    if (steps >= check) {
      const ritz = ritzValues(diagonal, coupling, scale);
      scale = ritz.scale;
      if (isSettled(ritz, wanted, cutoff, tolerance)) break;
      check = steps + Math.max(3, steps >> 3);
    }
    next = invariant
      ? unitOrthogonal(options.random(), options.random, [locked, basis], true)
      : scaled(image, 1 / length);
  }
  const complete = basis.length === limit;
  const least = cutoff === null ? Number.NEGATIVE_INFINITY : cutoff + tolerance * scale;
  const most = cutoff === null ? wanted : count;
  const pairs = ritzPairs(basis, {diagonal, coupling}, most, least);
  return {pairs, iterations: basis.length, scale, complete};
}

/** Whether the leading `wanted` pairs are exact enough, or none can be above the cutoff. */
function isSettled(ritz: Ritz, wanted: number, cutoff: number | null, tolerance: number): boolean {
  const {values, bounds, scale} = ritz;
  const accepted = tolerance * scale * 0.5;
  if (cutoff === null) {
    for (let i = 0; i < wanted; i++) if (bounds[i]! > accepted) return false;
    return true;
  }
  if (values[0]! < cutoff) {
    return values[0]! + bounds[0]! <= cutoff || bounds[0]! <= accepted;
  }
  for (let i = 0; i < values.length && values[i]! > cutoff; i++)
    if (bounds[i]! > accepted) return false;
  return true;
}

/** Eigenvalues of T, descending, with |β s| as bound on each residual. */
function ritzValues(diagonal: number[], coupling: number[], scale: number): Ritz {
  const size = diagonal.length;
  const values = Float64Array.from(diagonal);
  const last = new Float64Array(size);
  last[size - 1] = 1;
  tridiagonalEigenInPlace(values, Float64Array.from(coupling), (i, c, s) => {
    const upper = last[i + 1]!;
    last[i + 1] = s * last[i]! + c * upper;
    last[i] = c * last[i]! - s * upper;
  });
  const order = descendingOrder(values);
  const beta = coupling[size - 1]!;
  const largest = Math.max(Math.abs(values[order[0]!]!), Math.abs(values[order[size - 1]!]!));
  return {
    values: Float64Array.from(order, (i) => values[i]!),
    bounds: Float64Array.from(order, (i) => Math.abs(beta * last[i]!)),
    scale: Math.max(scale, largest)
  };
}

/** The first `most` Ritz pairs above `least`, in descending order. */
function ritzPairs(
  basis: readonly Float64Array[],
  projected: {readonly diagonal: number[]; readonly coupling: number[]},
  most: number,
  least: number
): RitzPair[] {
  const values = Float64Array.from(projected.diagonal);
  const rotations: number[] = [];
  tridiagonalEigenInPlace(values, Float64Array.from(projected.coupling), (i, c, s) => {
    rotations.push(i, c, s);
  });
  return descendingOrder(values)
    .slice(0, most)
    .filter((k) => values[k]! > least)
    .map((k) => ({
      value: values[k]!,
      vector: combine(basis, rotatedUnit(k, rotations, basis.length))
    }));
}

/** Column k of the product of the rotations: applied to the k-th unit vector, last one first. */
function rotatedUnit(k: number, rotations: readonly number[], size: number): Float64Array {
  const z = new Float64Array(size);
  z[k] = 1;
  for (let at = rotations.length - 3; at >= 0; at -= 3) {
    const i = rotations[at]!;
    const c = rotations[at + 1]!;
    const s = rotations[at + 2]!;
    const lower = z[i]!;
    z[i] = c * lower + s * z[i + 1]!;
    z[i + 1] = c * z[i + 1]! - s * lower;
  }
  return z;
}

/** Σ weights_j basis_j, of unit length. */
function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = new Float64Array(basis[0]!.length);
  basis.forEach((vector, j) => {
    const w = weights[j]!;
    for (let i = 0; i < out.length; i++) out[i]! += w * vector[i]!;
  });
  return scaled(out, 1 / norm(out));
}

/** A unit vector orthogonal to all of `groups`, from `first` or, failing that, random ones. */
function unitOrthogonal(
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
      scaled(x, 1 / after);
      orthogonalizeInPlace(x, groups);
      return scaled(x, 1 / norm(x));
    }
  }
  return null;
}

/** x ← x − factor v. */
function subtractScaled(x: Float64Array, factor: number, v: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i]! -= factor * v[i]!;
}

function scaled(x: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
  return x;
}

/** Classical Gram–Schmidt, repeated while it still removes much ("twice is enough"). */
function orthogonalizeInPlace(x: Float64Array, groups: readonly (readonly Float64Array[])[]): void {
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
    subtractScaled(x, dot(v, x), v);
  }
}
