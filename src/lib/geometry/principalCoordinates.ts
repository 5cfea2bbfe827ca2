import {DomainError, ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import type {Operator} from "../linalg/krylov.js";
import {lanczos} from "../linalg/lanczos.js";

/** Points on their axes of greatest variance. */
export interface PrincipalCoordinates {
  /** n × count, columns signed so that the entry largest in size is positive */
  readonly coordinates: Matrix;
  /** variance along each axis over the total variance; zeros when all points are equal */
  readonly share: readonly number[];
}

/**
 * The leading principal coordinates of points: X_c V, where X_c are the centred points and V the
 * leading eigenvectors of their p × p covariance X_cᵀ X_c / n, by Lanczos. The covariance is only
 * ever applied, never formed. With fewer than `count` numbers a point the further axes are zeros.
 *
 * @param points n vectors of one length p ≥ 1, n ≥ 1
 * @param count how many axes, from 1
 * @throws DomainError if there are no points or the count is not a whole number from 1; ShapeError if
 *   their lengths differ
 *
 * O(k n p) for k products, usually 30 to 60, at worst p.
 */
export function principalCoordinates(
  points: readonly Float32Array[],
  count: number
): PrincipalCoordinates {
  if (points.length === 0 || !Number.isInteger(count) || count < 1)
    throw new DomainError(
      `principalCoordinates: points and axes must be at least one; got ${points.length} and ${count}`
    );
  const mean = meanOf(points);
  const coordinates = matrix(points.length, count);
  const total = totalVariance(points, mean);
  const share = new Array<number>(count).fill(0);
  if (total === 0) return {coordinates, share};
  const axes = Math.min(count, mean.length);
  const {values, vectors} = lanczos(covariance(points, mean), {count: axes});
  for (let k = 0; k < axes; k++) {
    const axis = Float64Array.from(mean, (_, c) => vectors.data[c * axes + k] as number);
    setSigned(
      coordinates,
      k,
      points.map((point) => along(point, mean, axis))
    );
    share[k] = Math.max(0, values[k] as number) / total;
  }
  return {coordinates, share};
}

function meanOf(points: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array((points[0] as Float32Array).length);
  points.forEach((point, i) => {
    if (point.length !== mean.length)
      throw new ShapeError(
        `principalCoordinates: point ${i} must have ${mean.length} numbers; got ${point.length}`
      );
    for (let c = 0; c < mean.length; c++) mean[c]! += point[c]! / points.length;
  });
  return mean;
}

function totalVariance(points: readonly Float32Array[], mean: Float64Array): number {
  let sum = 0;
  for (const point of points)
    for (let c = 0; c < mean.length; c++) sum += (point[c]! - mean[c]!) ** 2;
  // What rounding the mean leaves of equal points is no variance.
  const scale = mean.reduce((size, x) => size + x * x, 0);
  return sum <= points.length * scale * 1e-24 ? 0 : sum / points.length;
}

/** x ↦ X_cᵀ X_c x / n. */
function covariance(points: readonly Float32Array[], mean: Float64Array): Operator {
  return {
    size: mean.length,
    apply(x, out) {
      out.fill(0);
      for (const point of points) {
        const share = along(point, mean, x) / points.length;
        for (let c = 0; c < mean.length; c++) out[c]! += share * (point[c]! - mean[c]!);
      }
    }
  };
}

function along(point: Float32Array, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < mean.length; c++) sum += (point[c]! - mean[c]!) * axis[c]!;
  return sum;
}

function setSigned(X: Matrix, k: number, column: readonly number[]): void {
  let largest = 0;
  // Entries equal up to rounding must not swap the sign between machines.
  for (const x of column) if (Math.abs(x) > Math.abs(largest) * (1 + 1e-9)) largest = x;
  const sign = largest < 0 ? -1 : 1;
  column.forEach((x, i) => {
    X.data[i * X.cols + k] = sign * x;
  });
}
