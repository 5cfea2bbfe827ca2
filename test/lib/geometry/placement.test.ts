import {describe, expect, it} from "vitest";
import {condensedIndex} from "../../../src/lib/core/condensed.js";
import {ShapeError} from "../../../src/lib/core/errors.js";
import {matrix, row} from "../../../src/lib/core/matrix.js";
import {classicalMds} from "../../../src/lib/geometry/classicalMds.js";
import {gower, trossetPriebe} from "../../../src/lib/geometry/placement.js";
import golden from "../../golden/geometry/data.json" with {type: "json"};

const squared = Float64Array.from(golden.models.code);
const n = 12;
const {coordinates, eigenvalues} = classicalMds(squared, {dimension: 3, count: n});

/** Squared distances from reference i to all references. */
function from(i: number): Float64Array {
  return Float64Array.from({length: n}, (_, j) =>
    i === j ? 0 : squared[condensedIndex(n, i, j)]!
  );
}

function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, k) => Math.abs(v - b[k]!)));
}

describe("gower", () => {
  it("puts every reference where it is, to 1e-9", () => {
    for (let i = 0; i < n; i++)
      expect(
        gap(gower(squared, coordinates, eigenvalues, from(i)), row(coordinates, i))
      ).toBeLessThan(1e-9);
  });

  it("equals the least squares solution of NumPy for a new model", () => {
    const a = Float64Array.from(golden.placed.squaredToReferences);
    expect(gap(gower(squared, coordinates, eigenvalues, a), golden.placed.gower)).toBeLessThan(
      1e-10
    );
  });

  it("puts nothing on an axis of length zero", () => {
    const line = classicalMds(Float64Array.of(1, 4, 1), {dimension: 2});
    const y = gower(
      Float64Array.of(1, 4, 1),
      line.coordinates,
      Float64Array.of(2, 0),
      Float64Array.of(1, 0, 1)
    );
    expect([...y]).toEqual([expect.closeTo(0, 12), 0]);
  });

  it("refuses too few distances", () => {
    expect(() => gower(squared, coordinates, eigenvalues, new Float64Array(3))).toThrow(ShapeError);
  });
});

describe("trossetPriebe", () => {
  it("finds the minimum SciPy finds", () => {
    const a = Float64Array.from(golden.placed.squaredToReferences);
    const y = trossetPriebe(squared, coordinates, eigenvalues, a);
    expect(gap(y, golden.placed.trossetPriebe)).toBeLessThan(1e-5);
  });

  it("puts a reference where it is when the space has full rank", () => {
    const whole = classicalMds(squared, {dimension: n - 1});
    for (let i = 0; i < n; i++)
      expect(
        gap(
          trossetPriebe(squared, whole.coordinates, whole.eigenvalues, from(i)),
          row(whole.coordinates, i)
        )
      ).toBeLessThan(1e-7);
  });

  it("moves a reference outwards when the space is only part of the geometry", () => {
    const y = trossetPriebe(squared, coordinates, eigenvalues, from(0));
    const length = (x: Float64Array) => Math.hypot(...x);
    expect(length(y)).toBeGreaterThan(length(row(coordinates, 0)));
    expect(matrix(1, 3, y).cols).toBe(3);
  });
});
