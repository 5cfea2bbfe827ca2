import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {normalProbability, normalQuantile} from "../../../src/lib/inference/normalQuantile.js";
import {kendall, pearson, ranks, spearman} from "../../../src/lib/inference/rankCorrelation.js";
import {wilsonInterval} from "../../../src/lib/inference/wilsonInterval.js";
import golden from "../../golden/inference/data.json" with {type: "json"};

describe("rank correlations", () => {
  it("share the mean rank among equals", () => {
    expect([...ranks([10, 30, 10, 20])]).toEqual([1.5, 4, 1.5, 3]);
  });

  it("equal SciPy's with many ties", () => {
    const {x, y} = golden.ties;
    expect(spearman(x, y)).toBeCloseTo(golden.ties.spearman, 12);
    expect(kendall(x, y)).toBeCloseTo(golden.ties.kendall, 12);
  });

  it("do not exist for a constant side", () => {
    expect([pearson([1, 1], [1, 2]), spearman([1, 2], [3, 3]), kendall([1, 1], [1, 2])]).toEqual([
      null,
      null,
      null
    ]);
  });

  it("are one for any increasing map", () => {
    const x = [3, 1, 2, 9];
    expect(spearman(x, x.map(Math.exp))).toBe(1);
    expect(
      kendall(
        x,
        x.map((v) => -v)
      )
    ).toBe(-1);
  });
});

describe("normalQuantile", () => {
  it("equals SciPy's to ten digits, tails included", () => {
    golden.normal.p.forEach((p, i) => {
      expect(normalQuantile(p) / (golden.normal.quantile[i]! || 1)).toBeCloseTo(
        p === 0.5 ? 0 : 1,
        10
      );
    });
  });

  it("is undone by the probability", () => {
    for (const x of [-8, -3.6, -1, 0, 0.4, 3.4, 5])
      expect(normalQuantile(normalProbability(x))).toBeCloseTo(x, 8);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe("wilsonInterval", () => {
  it("equals the formula in SciPy", () => {
    const {lower, upper} = wilsonInterval(30 / 49, 49, 0.9);
    expect(lower).toBeCloseTo(golden.wilson[0]!, 12);
    expect(upper).toBeCloseTo(golden.wilson[1]!, 12);
  });

  it("stays inside [0, 1] at the ends", () => {
    expect(wilsonInterval(1, 5, 0.9).upper).toBeCloseTo(1, 12);
    expect(wilsonInterval(0, 5, 0.9).lower).toBe(0);
  });

  it("refuses arguments outside their ranges", () => {
    expect(() => wilsonInterval(1.2, 5, 0.9)).toThrow(DomainError);
    expect(() => wilsonInterval(0.5, 0, 0.9)).toThrow(DomainError);
  });
});
