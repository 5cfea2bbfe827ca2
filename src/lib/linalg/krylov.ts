import {
  orthogonalizeInPlace,
  scaleInPlace,
  subtractInPlace,
  unitOrthogonal
} from "./orthogonalize.js";
import {type Ritz, type RitzPair, ritzPairs, ritzValues} from "./ritz.js";
import {dot, norm} from "./vectors.js";

/** A symmetric operator on R^size, known only by what it does: out ← B x. */
export interface Operator {
  readonly size: number;
  apply(x: Float64Array, out: Float64Array): void;
}

interface KrylovOptions {
  /** vectors the space must stay orthogonal to */
  readonly locked: readonly Float64Array[];
  readonly start: Float64Array;
  random(): Float64Array;
  readonly count: number;
  /** null: find the `count` largest; else those of them above this value, none once they cannot be */
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

/**
 * Grows one Krylov space until the wanted eigenpairs have converged: three-term recurrence, every
 * new vector made orthogonal to all earlier ones and to the locked ones, a fresh vector whenever the
 * space turns out to be invariant. Yields after every product, for callers that must pause.
 *
 * @param operator B
 * @param options see `KrylovOptions`
 * @returns converged pairs in descending order; with a cutoff only those above it
 */
export function* expandKrylov(
  operator: Operator,
  options: KrylovOptions
): Generator<number, KrylovResult> {
  const {locked, count, cutoff, tolerance} = options;
  const limit = operator.size - locked.length;
  const most = cutoff === null ? Math.min(count, limit) : count;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const coupling: number[] = [];
  let next = unitOrthogonal(options.start, options.random, [locked, basis], limit > 0);
  let scale = options.scale;
  // A second space needs some steps before its silence about larger eigenvalues means anything.
  let check = cutoff === null ? most + 3 : 12;
  while (next !== null) {
    basis.push(next);
    const image = new Float64Array(operator.size);
    operator.apply(next, image);
    diagonal.push(dot(next, image));
    subtractInPlace(image, diagonal.at(-1)!, next);
    if (basis.length > 1) subtractInPlace(image, coupling.at(-1)!, basis.at(-2)!);
    orthogonalizeInPlace(image, [locked, basis]);
    const length = norm(image);
    scale = Math.max(scale, Math.abs(diagonal.at(-1)!), length);
    const steps = basis.length;
    const invariant = length <= scale * 1e-13;
    coupling.push(invariant ? 0 : length);
    if (steps === limit) break;
    if (steps >= check) {
      const ritz = ritzValues({diagonal, coupling});
      scale = Math.max(scale, ritz.scale);
      if (isSettled(ritz, most, cutoff, tolerance * scale * 0.5)) break;
      // Looking costs O(steps²), a step O(size²): in a large space look after every one.
      check = steps + (operator.size > 10 * steps ? 1 : Math.max(3, steps >> 3));
    }
    yield steps;
    next = invariant
      ? unitOrthogonal(options.random(), options.random, [locked, basis], true)
      : scaleInPlace(image, 1 / length);
  }
  const complete = basis.length === limit;
  const least = cutoff === null ? Number.NEGATIVE_INFINITY : cutoff + tolerance * scale;
  const pairs = ritzPairs(basis, {diagonal, coupling}, most, least);
  return {pairs, iterations: basis.length, scale, complete};
}

/** Whether the leading `most` pairs (above the cutoff) are exact enough, or none can be above it. */
function isSettled(
  {values, bounds}: Ritz,
  most: number,
  cutoff: number | null,
  accepted: number
): boolean {
  if (cutoff === null) {
    for (let i = 0; i < most; i++) if (bounds[i]! > accepted) return false;
    return true;
  }
  if (values[0]! < cutoff) return values[0]! + bounds[0]! <= cutoff || bounds[0]! <= accepted;
  for (let i = 0; i < Math.min(most, values.length) && values[i]! > cutoff; i++)
    if (bounds[i]! > accepted) return false;
  return true;
}
