import {describe, expect, it} from "vitest";
import {
  formatColumn,
  formatCount,
  formatError,
  formatNumber,
  formatQuantity,
  formatShare,
  formatUnit
} from "../../src/components/format.js";

describe("numbers", () => {
  it("keep three digits that carry information", () => {
    expect([0.081234, 7.5, 1240, 12345.6, 0].map((x) => formatNumber(x))).toEqual([
      "0.0812",
      "7.50",
      "1,240",
      "12,346",
      "0"
    ]);
  });

  it("have a true minus, and powers of ten where decimals would be zeros", () => {
    expect(formatNumber(-2)).toBe("−2");
    expect(formatNumber(-1e-12)).toBe("−1.00e−12");
  });

  it("that are unknown or endless are a dash or a sign", () => {
    expect([null, undefined, Number.NaN, Infinity, -Infinity].map((x) => formatNumber(x))).toEqual([
      "–",
      "–",
      "–",
      "∞",
      "−∞"
    ]);
  });

  it("as shares are whole percents from one percent on", () => {
    expect([0.614, 0.004, 0, 1].map(formatShare)).toEqual([
      "61\u202f%",
      "0.4\u202f%",
      "0\u202f%",
      "100\u202f%"
    ]);
  });

  it("as probabilities have no leading zero", () => {
    expect([0.004, 1, -0.67].map((x) => formatUnit(x))).toEqual([".004", "1.000", "−.670"]);
  });

  it("come in the covariate's unit, errors of shares in points", () => {
    expect(formatQuantity(0.25, "share")).toBe("25\u202f%");
    expect(formatQuantity(3, "Elo")).toBe("3\u00a0Elo");
    expect(formatError(0.034, "share")).toBe("3.4\u00a0points");
    expect(formatError(7.5)).toBe("7.50");
  });

  it("are counted with their noun", () => {
    expect([formatCount(1, "model"), formatCount(60, "model")]).toEqual([
      "1\u00a0model",
      "60\u00a0models"
    ]);
  });

  it("and columns read as words", () => {
    expect(formatColumn("score:win_rate")).toBe("win rate");
  });
});
