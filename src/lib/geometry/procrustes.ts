import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {svd} from "../linalg/svd.js";
import {multiply, transpose} from "../linalg/vectors.js";

/** How far an aligned configuration is from its target: the four measures in use. */
export interface AlignmentErrors {
  /** largest length of a row of the difference, ‖·‖_{2,∞} */
  readonly maxRow: number;
  readonly meanRow: number;
  readonly frobenius: number;
  /** largest singular value of the difference */
  readonly spectral: number;
}

export interface ProcrustesResult {
  /** d × d orthogonal W, reflections allowed */
  readonly rotation: Matrix;
  /** n × d: X turned (and moved) onto Y */
  readonly aligned: Matrix;
  readonly errors: AlignmentErrors;
}

/**
 * Turns X onto Y: the orthogonal W that minimises ‖X W − Y‖_F, from the SVD XᵀY = P Σ Qᵀ as W = P Qᵀ.
 *
 * @param X n × d
 * @param Y n × d
 * @param options translate: also move the centre of X onto that of Y (true)
 * @returns `ProcrustesResult`
 * @throws ShapeError if the shapes differ
 */
export function procrustes(
  X: Matrix,
  Y: Matrix,
  {translate = true}: {readonly translate?: boolean} = {}
): ProcrustesResult {
  if (X.rows !== Y.rows || X.cols !== Y.cols)
    throw new ShapeError(
      `procrustes: shapes must agree; got ${X.rows} × ${X.cols} and ${Y.rows} × ${Y.cols}`
    );
  const from = translate ? columnMeans(X) : new Float64Array(X.cols);
  const to = translate ? columnMeans(Y) : new Float64Array(X.cols);
  const centred = shifted(X, from, -1);
  const {U, V} = svd(multiply(transpose(centred), shifted(Y, to, -1)));
  const rotation = multiply(U, transpose(V));
  const aligned = shifted(multiply(centred, rotation), to, 1);
  return {rotation, aligned, errors: alignmentErrors(aligned, Y)};
}

function alignmentErrors(X: Matrix, Y: Matrix): AlignmentErrors {
  const gap = matrix(
    X.rows,
    X.cols,
    X.data.map((v, i) => v - Y.data[i]!)
  );
  const lengths = Array.from({length: X.rows}, (_, i) =>
    Math.sqrt(gap.data.subarray(i * X.cols, (i + 1) * X.cols).reduce((sum, v) => sum + v * v, 0))
  );
  return {
    maxRow: Math.max(...lengths),
    meanRow: lengths.reduce((sum, v) => sum + v, 0) / X.rows,
    frobenius: Math.sqrt(lengths.reduce((sum, v) => sum + v * v, 0)),
    spectral: svd(multiply(transpose(gap), gap)).values.map(Math.sqrt)[0] ?? 0
  };
}

function columnMeans(X: Matrix): Float64Array {
  const means = new Float64Array(X.cols);
  for (let i = 0; i < X.data.length; i++) means[i % X.cols]! += X.data[i]! / X.rows;
  return means;
}

/** X + sign · offset, row by row. */
function shifted(X: Matrix, offset: Float64Array, sign: number): Matrix {
  return matrix(
    X.rows,
    X.cols,
    X.data.map((v, i) => v + sign * offset[i % X.cols]!)
  );
}
