import {condensedSize} from "../core/condensed.js";
import {DomainError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import type {Warning} from "../core/warning.js";
import {lanczos} from "../linalg/lanczos.js";
import type {Eigen} from "../linalg/symmetricEigen.js";
import {upperGram} from "./gram.js";

/** How many axes to keep, and what is known already. */
export interface MdsOptions {
  /** d, from 1 to n − 1 */
  readonly dimension: number;
  /** eigenvalues to compute, at least d + 1 (d, and the next if it is nearly equal to the d-th) */
  readonly count?: number;
  /** the Gram matrix, if it is at hand (made from the distances by default) */
  readonly gram?: Matrix;
}

/** A configuration of n points, and the spectrum it was cut from. */
export interface MdsResult {
  /** n × d, centred; the entry largest in size of each column is positive */
  readonly coordinates: Matrix;
  /** the algebraically largest eigenvalues of B, as many as `count` says, descending, not clamped */
  readonly eigenvalues: Float64Array;
  /** unit eigenvectors, n × one for each eigenvalue, signed like the coordinates */
  readonly vectors: Matrix;
  readonly warnings: readonly Warning[];
}

/**
 * Classical multidimensional scaling (Torgerson): coordinates U_d Λ_d^½ of the leading eigenpairs of
 * the doubly centred Gram matrix B = −½ H D² H.
 *
 * Eigenpairs are ordered by value, and a negative one becomes an axis of zeros rather than a positive
 * axis (warning EMPTY_AXES). The configuration is unique up to rotation within equal eigenvalues; the warning
 * NEAR_EQUAL_EIGENVALUES says when (λ_d − λ_{d+1})/λ_d < .1, so that the last axis is hardly defined.
 *
 * @param squared n(n − 1)/2 squared distances, condensed; may be negative
 * @param options see `MdsOptions`
 * @returns `MdsResult`
 * @throws DomainError if n < 2, an entry is not finite, or d is not an integer in [1, n − 1]
 * @throws ShapeError if the length is not n(n − 1)/2
 *
 * O(n² k) for k Lanczos steps.
 */
export function classicalMds(squared: Float64Array, options: MdsOptions): MdsResult {
  const n = condensedSize(squared.length);
  const {dimension} = options;
  if (n < 2) throw new DomainError(`classicalMds: a space needs at least two models; got ${n}`);
  checkDimension(dimension, n);
  const B = options.gram ?? upperGram(squared, n);
  const wanted =
    options.count === undefined
      ? {count: dimension, rival: nearEqual}
      : {count: Math.min(n, Math.max(options.count, dimension + 1))};
  return scaledAxes(lanczos(B, wanted), dimension);
}

/** The share of λ_d under which the gap to λ_{d+1} is called small. */
const nearEqual = 0.1;

/**
 * The coordinates that eigenpairs of a Gram matrix stand for: the last step of `classicalMds`, for
 * when the eigenpairs were needed before the dimension was known.
 *
 * @param eigen at least d pairs in descending order; one more lets the gap after the last axis be judged
 * @param dimension d
 * @returns `MdsResult`, its `vectors` a signed copy
 * @throws DomainError if d is not an integer in [1, n − 1] or there are fewer than d pairs
 */
export function scaledAxes(
  eigen: Eigen & {readonly residual: number},
  dimension: number
): MdsResult {
  const {values, residual} = eigen;
  checkDimension(dimension, eigen.vectors.rows);
  if (values.length < dimension)
    throw new DomainError(
      `scaledAxes: as many eigenvalues as axes are needed, ${dimension}; got ${values.length}`
    );
  const vectors = {...eigen.vectors, data: Float64Array.from(eigen.vectors.data)};
  signColumnsInPlace(vectors);
  return {
    coordinates: scaledColumns(vectors, values, dimension),
    eigenvalues: values,
    vectors,
    warnings: [
      ...emptyWarnings(values, vectors.rows, dimension),
      ...gapWarnings(values, dimension),
      ...residualWarnings(residual)
    ]
  };
}

/**
 * How much of a spectrum is negative: Σ|λ⁻| / Σ|λ|, 0 for Euclidean distances.
 *
 * @param spectrum all n eigenvalues, in any order
 * @returns a share in [0, 1]; 0 when all are zero
 */
export function negativeMass(spectrum: ArrayLike<number>): number {
  let negative = 0;
  let total = 0;
  for (let i = 0; i < spectrum.length; i++) {
    total += Math.abs(spectrum[i]!);
    if (spectrum[i]! < 0) negative -= spectrum[i]!;
  }
  // Rounding leaves the zero eigenvalues of a Euclidean spectrum at either side of zero.
  return negative <= total * spectrum.length * Number.EPSILON ? 0 : negative / total;
}

/** @throws DomainError if d points on a map of n models cannot be asked for. */
export function checkDimension(dimension: number, n: number): void {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension >= n)
    throw new DomainError(
      `classicalMds: dimension must be an integer in [1, n − 1] = [1, ${n - 1}]; got ${dimension}`
    );
}

/** Turns each column so that its entry largest in size (the first of equals) is positive. */
function signColumnsInPlace(U: Matrix): void {
  for (let k = 0; k < U.cols; k++) {
    let largest = 0;
    for (let i = 0; i < U.rows; i++) {
      const entry = U.data[i * U.cols + k]!;
      // Entries equal up to rounding must not swap the sign between machines.
      if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) largest = entry;
    }
    if (largest < 0) for (let i = 0; i < U.rows; i++) U.data[i * U.cols + k]! *= -1;
  }
}

function scaledColumns(U: Matrix, values: Float64Array, dimension: number): Matrix {
  const X = matrix(U.rows, dimension);
  for (let k = 0; k < dimension; k++) {
    // What rounding leaves of a zero eigenvalue is no length.
    const length = values[k]! > zeroBelow(values, U.rows) ? Math.sqrt(values[k]!) : 0;
    for (let i = 0; i < U.rows; i++) X.data[i * dimension + k] = U.data[i * U.cols + k]! * length;
  }
  return X;
}

/** Eigenvalues up to this are zero to working precision, or negative. */
function zeroBelow(values: Float64Array, n: number): number {
  return Math.max(values[0]!, 0) * n * Number.EPSILON;
}

function emptyWarnings(values: Float64Array, n: number, dimension: number): Warning[] {
  const least = zeroBelow(values, n);
  const filled = values.subarray(0, dimension).filter((value) => value > least).length;
  if (filled === dimension) return [];
  const message = `only ${filled} of ${dimension} axes have any length: the rest are zero`;
  return [{code: "EMPTY_AXES", message, value: filled}];
}

function gapWarnings(values: Float64Array, dimension: number): Warning[] {
  const last = values[dimension - 1]!;
  const next = values[dimension];
  if (!(last > 0) || next === undefined) return [];
  const gap = (last - next) / last;
  if (gap >= nearEqual) return [];
  const message = `eigenvalues ${dimension} and ${dimension + 1} differ by ${(100 * gap).toFixed(1)} %: axis ${dimension} is hardly defined`;
  return [{code: "NEAR_EQUAL_EIGENVALUES", message, value: gap}];
}

function residualWarnings(residual: number): Warning[] {
  if (residual <= 1e-8) return [];
  const message = `the eigensolver stopped at a relative residual of ${residual.toExponential(1)}`;
  return [{code: "EIGEN_RESIDUAL", message, value: residual}];
}
