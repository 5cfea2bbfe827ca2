import {describe, expect, it} from "vitest";
import {condensedLength} from "../../../src/lib/core/condensed.js";
import {type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {classicalMds} from "../../../src/lib/geometry/classicalMds.js";
import {squaredDistances} from "../../../src/lib/geometry/distances.js";
import {gower} from "../../../src/lib/geometry/placement.js";
import {placeByMap, placementMap} from "../../../src/lib/geometry/placementMap.js";
import {stream} from "../../../src/lib/random/stream.js";

function points(n: number, p: number): Matrix {
  const draw = stream(5, "placementMap", n, p);
  const made = matrix(n, p);
  for (let t = 0; t < made.data.length; t++) made.data[t] = draw.normal() / (1 + (t % p));
  return made;
}

describe("placementMap", () => {
  it.each([false, true])("places a model where gower does; noise taken off: %s", (isNoisy) => {
    const [n, p, d] = [12, 7, 3];
    const references = points(n, p);
    const draw = stream(6, "noise");
    const noise = Float64Array.from({length: n}, () => (isNoisy ? 0.1 * draw.uniform() : 0));
    const squared = squaredDistances(references);
    let k = 0;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++, k++) squared[k]! -= noise[i]! + noise[j]!;
    expect(k).toBe(condensedLength(n));
    const {coordinates, eigenvalues} = classicalMds(squared, {dimension: d});
    const map = placementMap(squared, coordinates, eigenvalues, references, noise);
    const x = points(1, p).data;
    // The newcomer's own noise, whatever it is, drops out.
    const toReferences = Float64Array.from({length: n}, (_, i) => {
      const gaps = x.map((value, t) => (value - references.data[i * p + t]!) ** 2);
      return gaps.reduce((sum, gap) => sum + gap, 0) - noise[i]! - 0.05;
    });
    const expected = gower(squared, coordinates, eigenvalues, toReferences);
    placeByMap(map, x).forEach((value, axis) => {
      expect(value).toBeCloseTo(expected[axis] as number, 12);
    });
  });

  it("refuses vectors of other models than those placed", () => {
    const {coordinates, eigenvalues} = classicalMds(squaredDistances(points(5, 3)), {dimension: 2});
    const squared = squaredDistances(points(5, 3));
    expect(() =>
      placementMap(squared, coordinates, eigenvalues, points(4, 3), new Float64Array(5))
    ).toThrow("placementMap: one vector and one noise per reference are needed, 5; got 4 and 5");
  });
});
