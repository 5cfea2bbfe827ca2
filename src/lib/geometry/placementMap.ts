import {ShapeError} from "../core/errors.js";
import {type Matrix, matrix} from "../core/matrix.js";
import {rowMeans} from "./gram.js";

/** Gower's projection as a linear map of a new model's vector: y = offset + directions · x. */
export interface PlacementMap {
  /** d numbers */
  readonly offset: Float64Array;
  /** d × p */
  readonly directions: Matrix;
}

/**
 * `gower` for references whose vectors are known, worked out once: a_i² = ‖x‖² + ‖x_i‖² − 2 x·x_i, and
 * what is equal for all references drops out, since coordinates have mean zero. A page can then place a
 * new model from d vectors instead of n.
 *
 * @param squared squared distances among the n references, condensed
 * @param coordinates n × d, from `classicalMds`
 * @param eigenvalues at least the d leading ones, from the same call
 * @param references n × p, with ‖x_i − x_j‖² = D²_ij + c_i + c_j
 * @param noise the n c_i taken off by `debias`, else zeros; a new model's own c drops out
 * @returns the map; an axis of zero length (λ ≤ 0) gives 0
 * @throws ShapeError if the numbers of references differ
 */
export function placementMap(
  squared: Float64Array,
  coordinates: Matrix,
  eigenvalues: Float64Array,
  references: Matrix,
  noise: Float64Array
): PlacementMap {
  const {rows: n, cols: d} = coordinates;
  if (references.rows !== n || noise.length !== n)
    throw new ShapeError(
      `placementMap: one vector and one noise per reference are needed, ${n}; got ${references.rows} and ${noise.length}`
    );
  const p = references.cols;
  const means = rowMeans(squared, n);
  const directions = matrix(d, p);
  const offset = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    if (!(eigenvalues[k]! > 0)) continue;
    for (let i = 0; i < n; i++) {
      const share = coordinates.data[i * d + k]! / eigenvalues[k]!;
      const x = references.data.subarray(i * p, (i + 1) * p);
      let length = 0;
      for (let t = 0; t < p; t++) {
        length += x[t]! * x[t]!;
        directions.data[k * p + t]! += share * x[t]!;
      }
      offset[k]! -= (share * (length - noise[i]! - means[i]!)) / 2;
    }
  }
  return {offset, directions};
}

/** Where a new model's vector lies. @returns d coordinates */
export function placeByMap({offset, directions}: PlacementMap, x: ArrayLike<number>): Float64Array {
  const {cols: p, data} = directions;
  return offset.map((start, k) => {
    let y = start;
    for (let t = 0; t < p; t++) y += data[k * p + t]! * x[t]!;
    return y;
  });
}
