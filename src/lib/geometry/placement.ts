import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {cholesky, solveCholesky} from "../linalg/cholesky.js";
import {rowMeans} from "./gram.js";

/**
 * Places a new model among references by Gower's projection: y = Λ_d⁻¹ Xᵀ b with
 * b_i = −½ (a_i² − mean_j D²_ij − mean a² + mean D²). A reference is put exactly where it is; what is
 * orthogonal to the space is ignored. An axis of zero length (λ ≤ 0) gets coordinate 0.
 *
 * @param squared squared distances among the n references, condensed
 * @param coordinates n × d, from `classicalMds`
 * @param eigenvalues at least the d leading ones, from the same call
 * @param squaredToReferences n squared distances a² from the new model to each reference
 * @returns d coordinates
 * @throws ShapeError if there are not n distances
 */
export function gower(
  squared: Float64Array,
  coordinates: Matrix,
  eigenvalues: Float64Array,
  squaredToReferences: Float64Array
): Float64Array {
  const {b} = centred(squared, coordinates.rows, squaredToReferences);
  const d = coordinates.cols;
  const y = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    if (!(eigenvalues[k]! > 0)) continue;
    for (let i = 0; i < b.length; i++) y[k]! += coordinates.data[i * d + k]! * b[i]!;
    y[k]! /= eigenvalues[k]!;
  }
  return y;
}

/**
 * Places a new model by the criterion of Trosset & Priebe (2008), which also fits the length of the new
 * point: minimises 2 ‖X y − b‖² + (‖y‖² − β)², β = mean a² − ½ mean D² its squared length in the full
 * space. Starts at Gower's point and takes damped Newton steps. Reproduces a reference only when d is
 * the rank of the Gram matrix.
 *
 * @param squared squared distances among the n references, condensed
 * @param coordinates n × d, from `classicalMds`
 * @param eigenvalues at least the d leading ones, from the same call
 * @param squaredToReferences n squared distances from the new model to each reference
 * @returns d coordinates
 * @throws ShapeError if there are not n distances
 */
export function trossetPriebe(
  squared: Float64Array,
  coordinates: Matrix,
  eigenvalues: Float64Array,
  squaredToReferences: Float64Array
): Float64Array {
  const {beta} = centred(squared, coordinates.rows, squaredToReferences);
  const start = gower(squared, coordinates, eigenvalues, squaredToReferences);
  // XᵀX = Λ and Xᵀb = Λ y₀ with y₀ Gower's point, so the criterion is 2 Σ λ (y − y₀)² + (‖y‖² − β)².
  const lengths = Float64Array.from(start, (_, k) => Math.max(eigenvalues[k]!, 0));
  const cost = (y: Float64Array) =>
    2 * y.reduce((sum, v, k) => sum + lengths[k]! * (v - start[k]!) ** 2, 0) +
    (squaredLength(y) - beta) ** 2;
  let y: Float64Array = start;
  for (let step = 0; step < 100; step++) {
    const move = newtonStep(y, start, lengths, beta);
    if (squaredLength(move) <= 1e-28 * (squaredLength(y) + Math.abs(beta))) break;
    const next = descend(y, move, cost);
    if (next === null) break;
    y = next;
  }
  return y;
}

/** The step of Newton's method, its Hessian lifted until positive definite. */
function newtonStep(
  y: Float64Array,
  start: Float64Array,
  lengths: Float64Array,
  beta: number
): Float64Array {
  const d = y.length;
  const excess = squaredLength(y) - beta;
  const gradient = matrix(d, 1);
  for (let k = 0; k < d; k++)
    gradient.data[k] = -4 * (lengths[k]! * (y[k]! - start[k]!) + excess * y[k]!);
  // Dropping a negative excess from the diagonal keeps the matrix positive definite.
  const lift = Math.max(excess, 0) + 1e-12 * (Math.abs(beta) + squaredLength(y)) + 1e-300;
  const H = matrix(d, d);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++)
      H.data[i * d + j] = 8 * y[i]! * y[j]! + (i === j ? 4 * (lengths[i]! + lift) : 0);
  return solveCholesky(cholesky(H), gradient).data;
}

/** y + t·move for the first t of 1, ½, ¼ … that lowers the cost; null if none does. */
function descend(
  y: Float64Array,
  move: Float64Array,
  cost: (y: Float64Array) => number
): Float64Array | null {
  const before = cost(y);
  for (let t = 1; t > 1e-10; t /= 2) {
    const next = y.map((v, k) => v + t * move[k]!);
    if (cost(next) < before) return next;
  }
  return null;
}

/** b and β of the new model, both relative to the centre of the references. */
function centred(squared: Float64Array, n: number, toReferences: Float64Array) {
  if (toReferences.length !== n)
    throw new ShapeError(
      `placement: one squared distance per reference is needed, ${n}; got ${toReferences.length}`
    );
  const means = rowMeans(squared, n);
  const grand = means.reduce((sum, v) => sum + v, 0) / n;
  const mean = toReferences.reduce((sum, v) => sum + v, 0) / n;
  const b = toReferences.map((a, i) => -(a - means[i]! - mean + grand) / 2);
  return {b, beta: mean - grand / 2};
}

function squaredLength(y: Float64Array): number {
  return y.reduce((sum, v) => sum + v * v, 0);
}
