import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {ShapeError} from "../../../src/lib/core/errors.js";
import {squaredDistancesByGram} from "../../../src/lib/geometry/squaredDistancesByGram.js";
import {stream} from "../../../src/lib/random/stream.js";
import {directDistances} from "./directDistances.js";

const randomRows = (n: number, p: number, seed = 1) => {
  const random = stream(seed, "rows", n, p);
  return Float32Array.from({length: n * p}, () => random.normal());
};

describe("squaredDistancesByGram", () => {
  it("of a 3-4-5 triangle are 9, 16 and 25", () => {
    expect([...squaredDistancesByGram(Float32Array.from([0, 0, 3, 0, 0, 4]), 3, 2)]).toEqual([
      9, 16, 25
    ]);
  });

  it("agree with differences summed one by one, at every size of tile and edge", () => {
    for (const n of [1, 2, 3, 4, 5, 7, 8, 9, 13])
      for (const p of [1, 3, 17]) {
        const rows = randomRows(n, p);
        const found = squaredDistancesByGram(rows, n, p);
        directDistances(rows, n, p).forEach((value, k) => {
          expect(Math.abs((found[k] as number) / value - 1)).toBeLessThan(2e-6);
        });
      }
  });

  it("of equal rows are exactly 0", () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 9}), fc.integer({min: 2, max: 9}), (p, n) => {
        const row = randomRows(1, p, n);
        const rows = Float32Array.from({length: n * p}, (_, at) => row[at % p] as number);
        expect(squaredDistancesByGram(rows, n, p).every((x) => x === 0)).toBe(true);
      })
    );
  });

  it("keep their precision far from the origin", () => {
    const rows = randomRows(6, 40).map((x) => x * 1e-2 + 1);
    const found = squaredDistancesByGram(rows, 6, 40);
    directDistances(rows, 6, 40).forEach((value, k) => {
      expect(Math.abs((found[k] as number) / value - 1)).toBeLessThan(2e-6);
    });
  });

  it("of a row with NaN anywhere are NaN, of others not", () => {
    for (const broken of [
      [Number.NaN, Number.NaN],
      [Number.NaN, 7],
      [7, Number.NaN]
    ]) {
      const rows = Float32Array.from([0, 0, ...broken, 3, 4]);
      expect([...squaredDistancesByGram(rows, 3, 2)]).toEqual([Number.NaN, 25, Number.NaN]);
    }
  });

  it("refuse a length that is not n · p", () => {
    expect(() => squaredDistancesByGram(new Float32Array(5), 3, 2)).toThrow(ShapeError);
  });
});
