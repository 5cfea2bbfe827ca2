import {drain} from "../core/drain.js";
import {DomainError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {stream} from "../random/stream.js";
import {expandKrylov, type Operator} from "./krylov.js";
import type {RitzPair} from "./ritz.js";
import type {Eigen} from "./symmetricEigen.js";
import {multiplySymmetric, norm} from "./vectors.js";

export interface LanczosOptions {
  /** how many eigenpairs, from 1 to n */
  readonly count: number;
  /** largest accepted ‖Bv − λv‖ relative to ‖B‖ (1e-10) */
  readonly tolerance?: number;
  /** where to start, e.g. a sum of eigenvectors of a nearby matrix (a fixed random vector) */
  readonly start?: Float64Array;
  /** look only for eigenvalues above this, of which there may be fewer than `count` (any) */
  readonly cutoff?: number | null;
  /**
   * return also the next pair if its eigenvalue is within this share of the last wanted (none). Far
   * cheaper than one pair more, whose eigenvalue often lies in a bulk that is slow to resolve.
   */
  readonly rival?: number;
}

export interface LanczosResult extends Eigen {
  /** largest ‖Bv − λv‖ / ‖B‖ over the returned pairs, computed from B itself */
  readonly residual: number;
  /** products with B that were needed */
  readonly iterations: number;
}

/**
 * The algebraically largest eigenpairs of a symmetric matrix or operator, by Lanczos with full
 * reorthogonalization.
 *
 * One Krylov space holds only one vector of each eigenspace, so repeated eigenvalues would be missed:
 * after the wanted pairs have converged, a second space orthogonal to them is grown from another
 * vector until it is clear that nothing larger is left, and what it finds is merged. An invariant
 * space found early is left by a new orthogonal vector. All start vectors are fixed, so equal input
 * gives equal output.
 *
 * @param B n × n symmetric, or an operator of that size
 * @param options see `LanczosOptions`
 * @returns values descending (count); vectors n × count, unit columns of arbitrary sign; residual;
 *   with a cutoff only the pairs above it, with a rival one more at most
 * @throws DomainError if count is not an integer in [1, n] or B is not finite
 *
 * O(k n²) for k steps, usually 30 to 60, at worst n.
 */
export function lanczos(B: Matrix | Operator, options: LanczosOptions): LanczosResult {
  return drain(lanczosSteps(B, options));
}

/** `lanczos` a product at a time, for callers that must pause between products. */
export function* lanczosSteps(
  B: Matrix | Operator,
  options: LanczosOptions
): Generator<number, LanczosResult> {
  const operator = "apply" in B ? B : operatorOf(B);
  const {size} = operator;
  const {count, tolerance = 1e-10, cutoff = null, rival} = options;
  if (!Number.isInteger(count) || count < 1 || count > size)
    throw new DomainError(`lanczos: count must be an integer in [1, ${size}]; got ${count}`);
  const source = stream(1, "lanczos", size);
  // Uniform deviates are the same in every engine; normal ones go through its logarithm and cosine.
  const random = () => Float64Array.from({length: size}, () => 2 * source.uniform() - 1);
  let pairs: RitzPair[] = [];
  let iterations = 0;
  let scale = 0;
  for (let pass = 0; ; pass++) {
    const found = yield* expandKrylov(operator, {
      locked: pairs.map((pair) => pair.vector),
      start: pass === 0 && options.start ? Float64Array.from(options.start) : random(),
      random,
      count,
      cutoff: searchedAbove(pairs, count, rival) ?? cutoff,
      tolerance,
      scale
    });
    iterations += found.iterations;
    scale = Math.max(scale, found.scale);
    if (!Number.isFinite(scale))
      throw new DomainError(`lanczos: entries must be finite; got a product of length ${scale}`);
    pairs = [...pairs, ...found.pairs].sort((a, b) => b.value - a.value);
    const isRivalOpen = rival !== undefined && pass === 0;
    if ((found.complete && !isRivalOpen) || found.pairs.length === 0) break;
  }
  const kept = rival === undefined ? count : count + 1;
  return {...assemble(operator, pairs.slice(0, kept), scale), iterations};
}

/** Above which eigenvalue a further space is searched, once all wanted pairs are known. */
function searchedAbove(pairs: readonly RitzPair[], count: number, rival?: number) {
  const last = pairs[count - 1]?.value;
  if (last === undefined || rival === undefined) return last;
  // With a rival at hand only a greater one would change the answer: a bulk need not be resolved.
  return pairs[count]?.value ?? last - rival * Math.abs(last);
}

function operatorOf(B: Matrix): Operator {
  return {size: B.rows, apply: (x, out) => void multiplySymmetric(B, x, out)};
}

function assemble(operator: Operator, pairs: readonly RitzPair[], scale: number) {
  const vectors = matrix(operator.size, pairs.length);
  const image = new Float64Array(operator.size);
  let residual = 0;
  pairs.forEach(({value, vector}, k) => {
    operator.apply(vector, image);
    for (let i = 0; i < vector.length; i++) {
      vectors.data[i * pairs.length + k] = vector[i]!;
      image[i]! -= value * vector[i]!;
    }
    residual = Math.max(residual, norm(image));
  });
  const values = Float64Array.from(pairs, (pair) => pair.value);
  return {values, vectors, residual: scale > 0 ? residual / scale : 0};
}
