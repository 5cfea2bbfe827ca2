import {condensedIndex} from "../lib/core/condensed.js";
import {fromRows} from "../lib/core/matrix.js";
import {procrustes} from "../lib/geometry/procrustes.js";
import type {SpaceResult} from "../workflows/results.js";

/** The plane of a space that is drawn: the first two axes, by model id. */
export type Picture = ReadonlyMap<string, readonly [number, number]>;

/** The first two coordinates of every model; a one-dimensional space lies on a line. */
export function picture(space: Pick<SpaceResult, "models" | "coordinates">): Picture {
  const [, d] = space.coordinates.shape;
  const at = (i: number, axis: number) =>
    axis < d ? (space.coordinates.data[i * d + axis] as number) : 0;
  return new Map(space.models.map((id, i) => [id, [at(i, 0), at(i, 1)]]));
}

/**
 * The picture turned, mirrored and shifted, never scaled, to lie on a reference as well as it can in
 * least squares over the models both show: classical coordinates are only known up to such motions,
 * and a map that flips between two updates cannot be read.
 */
export function alignPicture(moving: Picture, reference: Picture): Picture {
  const shared = [...moving.keys()].filter((id) => reference.has(id));
  if (shared.length < 2) return moving;
  const X = fromRows(shared.map((id) => moving.get(id) as readonly [number, number]));
  const Y = fromRows(shared.map((id) => reference.get(id) as readonly [number, number]));
  const {rotation, aligned} = procrustes(X, Y);
  const [a, b, c, d] = rotation.data as unknown as readonly [number, number, number, number];
  const turn = (x: number, y: number) => [x * a + y * c, x * b + y * d] as const;
  const first = turn(X.data[0] as number, X.data[1] as number);
  const shift = [aligned.data[0]! - first[0], aligned.data[1]! - first[1]] as const;
  return new Map(
    [...moving].map(([id, [x, y]]) => {
      const [u, v] = turn(x, y);
      return [id, [u + shift[0], v + shift[1]] as const];
    })
  );
}

/** The share of the geometry the first two axes keep, of the positive eigenvalues. */
export function pictureShare(space: SpaceResult): number {
  return (space.positiveShare[0] ?? 0) + (space.positiveShare[1] ?? 0);
}

/** Positions of the `count` models nearest to model i in the full distances, nearest first. */
export function trueNeighbors(space: SpaceResult, i: number, count: number): number[] {
  const n = space.models.length;
  const far = Float64Array.from({length: n}, (_, j) =>
    j === i ? Infinity : (space.distances[condensedIndex(n, i, j)] as number)
  );
  return [...far.keys()].sort((a, b) => far[a]! - far[b]!).slice(0, Math.min(count, n - 1));
}
