import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {matrix} from "../../../src/lib/core/matrix.js";
import {principalCoordinates} from "../../../src/lib/geometry/principalCoordinates.js";
import {symmetricEigen} from "../../../src/lib/linalg/symmetricEigen.js";
import {stream} from "../../../src/lib/random/stream.js";

const random = stream(7, "principal coordinates");
const cloud = Array.from({length: 40}, () =>
  Float32Array.from({length: 6}, (_, c) => 3 + random.normal() / (c + 1))
);

/** The covariance written out, in double. */
function covarianceOf(points: readonly Float32Array[]) {
  const [n, p] = [points.length, points[0]!.length];
  const mean = Array.from({length: p}, (_, c) => points.reduce((sum, x) => sum + x[c]!, 0) / n);
  const C = matrix(p, p);
  for (const x of points)
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        C.data[a * p + b]! += ((x[a]! - mean[a]!) * (x[b]! - mean[b]!)) / n;
  return C;
}

describe("principalCoordinates", () => {
  it("has the leading eigenvalues of the covariance as variances, uncorrelated, centred", () => {
    const {coordinates, share} = principalCoordinates(cloud, 2);
    const {values} = symmetricEigen(covarianceOf(cloud));
    const total = values.reduce((sum, x) => sum + x, 0);
    const column = (k: number) => cloud.map((_, i) => coordinates.data[2 * i + k]!);
    const product = (x: number[], y: number[]) => x.reduce((sum, a, i) => sum + a * y[i]!, 0) / 40;
    for (const k of [0, 1]) {
      expect(product(column(k), column(k))).toBeCloseTo(values[k]!, 10);
      expect(share[k]).toBeCloseTo(values[k]! / total, 10);
      expect(column(k).reduce((sum, a) => sum + a, 0)).toBeCloseTo(0, 10);
      const largest = column(k).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(largest).toBeGreaterThan(0);
    }
    expect(product(column(0), column(1))).toBeCloseTo(0, 10);
  });

  it("keeps all distances when two axes are all there are", () => {
    const plane = cloud.map((x) => x.slice(0, 2));
    const {coordinates, share} = principalCoordinates(plane, 2);
    expect(share[0]! + share[1]!).toBeCloseTo(1, 10);
    for (let i = 1; i < 40; i++) {
      const there = Math.hypot(plane[i]![0]! - plane[0]![0]!, plane[i]![1]! - plane[0]![1]!);
      const [x, y] = [0, 1].map((k) => coordinates.data[2 * i + k]! - coordinates.data[k]!);
      expect(Math.hypot(x!, y!)).toBeCloseTo(there, 8);
    }
  });

  it("gives zeros for equal points, a lone point and axes there are none for", () => {
    const same = Array.from({length: 3}, () => Float32Array.of(0.1, 0.7, 0.3));
    for (const points of [same, same.slice(1, 2)]) {
      const {coordinates, share} = principalCoordinates(points, 2);
      expect([...coordinates.data]).toEqual(new Array(2 * points.length).fill(0));
      expect(share).toEqual([0, 0]);
    }
    const line = principalCoordinates([Float32Array.of(1), Float32Array.of(4)], 2);
    expect([...line.coordinates.data].map(Math.abs)).toEqual([1.5, 0, 1.5, 0]);
    expect(line.share).toEqual([1, 0]);
  });

  it("refuses no points, no axes and points of different lengths", () => {
    expect(() => principalCoordinates([], 2)).toThrow(DomainError);
    expect(() => principalCoordinates(cloud, 0)).toThrow(DomainError);
    expect(() => principalCoordinates([...cloud, new Float32Array(5)], 2)).toThrow(ShapeError);
  });
});
