import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {addQueriesInPlace, sumQueries} from "../../../src/lib/dkps/aggregate.js";
import {debias, debiasPlaced, meanNoise} from "../../../src/lib/dkps/debias.js";
import {scaleFactor, scaleSquared} from "../../../src/lib/dkps/scaling.js";
import golden from "../../golden/geometry/data.json" with {type: "json"};

const {perQuery, summed, code, paper, sqrt, shape} = golden.models;
const [n, m] = shape as [number, number, number];
const width = summed.length;
const table = Float32Array.from(perQuery.flat());
const all = perQuery.map((_, j) => j);

function expectClose(a: ArrayLike<number>, b: ArrayLike<number>, relative = 1e-12): void {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < b.length; i++)
    expect(Math.abs(a[i]! - b[i]!)).toBeLessThanOrEqual(relative * Math.abs(b[i]!));
}

describe("sumQueries", () => {
  it("sums a float32 table to the direct distances within 1e-5", () => {
    expectClose(sumQueries(table, width, all), summed, 1e-6);
  });

  it("sums subsets, repeats and weights alike", () => {
    const row = (j: number) => table.subarray(j * width, (j + 1) * width);
    const expected = row(1).map((v, i) => 2 * v + row(3)[i]!);
    expectClose(sumQueries(table, width, [1, 3, 1]), expected, 1e-6);
    expectClose(sumQueries(table, width, [1, 3], [2, 1]), expected, 1e-6);
    expectClose(sumQueries(table, width, [0, 1, 2, 3, 4], [0, 2, 0, 1, 0]), expected, 1e-6);
  });

  it("takes a query away again", () => {
    const sums = sumQueries(table, width, [0, 1, 2]);
    addQueriesInPlace(sums, table, [1], [-1]);
    expectClose(sums, sumQueries(table, width, [0, 2]), 1e-12);
  });

  it("sums no queries to zero, and refuses one that is not there or too few weights", () => {
    expect(sumQueries(table, width, [])).toEqual(new Float64Array(width));
    expect(() => sumQueries(table, width, [m])).toThrow(ShapeError);
    expect(() => sumQueries(table, width, [0, 1], [1])).toThrow(ShapeError);
  });
});

describe("scaleSquared", () => {
  it("follows the four normalisations", () => {
    const sums = Float64Array.from(summed);
    expectClose(scaleSquared(sums, m, "code"), code);
    expectClose(scaleSquared(sums, m, "paper"), paper);
    expectClose(scaleSquared(sums, m, "raw"), summed);
    expectClose(scaleSquared(sums, m, "sqrt"), sqrt);
  });

  it("says how to get back to raw distances", () => {
    for (const scaling of ["code", "paper", "raw"] as const) {
      const scaled = scaleSquared(Float64Array.of(10), m, scaling)[0]!;
      expect(Math.sqrt(scaled) * scaleFactor(m, scaling)!).toBeCloseTo(Math.sqrt(10), 12);
    }
    expect(scaleFactor(m, "sqrt")).toBeNull();
  });

  it("keeps the sign of a negative sum under the root", () => {
    expect([...scaleSquared(Float64Array.of(-4), 1, "sqrt")]).toEqual([-2]);
  });
});

describe("debias", () => {
  const dispersion = Float32Array.from(golden.debias.dispersion);
  const noise = meanNoise(dispersion, n, all, {replicates: golden.debias.replicates});

  it("takes the noise of both models off each pair, as in NumPy", () => {
    expectClose(debias(Float64Array.from(summed), noise), golden.debias.summed, 1e-6);
  });

  it("does the same for a model placed outside, and lets entries turn negative", () => {
    expect([...debiasPlaced(Float64Array.of(1, 2), Float64Array.of(0.5, 3), 0.25)]).toEqual([
      0.25, -1.25
    ]);
  });

  it("weights queries", () => {
    const once = meanNoise(dispersion, n, [2], {replicates: 2, weights: [3]});
    expectClose(once, meanNoise(dispersion, n, [2, 2, 2], {replicates: 2}), 1e-6);
  });

  it("is right on average: answers of two equal models are at distance zero", () => {
    expect(debias(Float64Array.of(4), Float64Array.of(2, 2))[0]).toBe(0);
  });

  it("refuses a single answer, unknown dispersions and lengths that do not fit", () => {
    expect(() => meanNoise(dispersion, n, all, {replicates: 1})).toThrow(
      new DomainError("debias: at least two answers per question are needed; got 1")
    );
    expect(() => debias(new Float64Array(1), Float64Array.of(1, Number.NaN))).toThrow(DomainError);
    expect(() => debias(new Float64Array(3), new Float64Array(2))).toThrow(ShapeError);
  });
});
