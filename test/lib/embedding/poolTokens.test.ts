import {describe, expect, it} from "vitest";
import {type Pooling, poolTokens} from "../../../src/lib/embedding/poolTokens.js";

function pooled(tokens: readonly number[], width: number, options: Partial<Pooling> = {}) {
  const all: Pooling = {pooling: "mean", cut: undefined, normalize: false, ...options};
  const out = new Float32Array(all.cut ?? width);
  poolTokens(Float32Array.from(tokens), width, all, out);
  return [...out];
}

describe("poolTokens", () => {
  it("takes the mean of the tokens, or the first", () => {
    expect(pooled([1, 2, 3, 6], 2)).toEqual([2, 4]);
    expect(pooled([1, 2, 3, 6], 2, {pooling: "cls"})).toEqual([1, 2]);
  });

  it("scales to length 1, and leaves the zero vector", () => {
    expect(pooled([3, 4], 2, {normalize: true}).map((x) => x.toFixed(6))).toEqual([
      "0.600000",
      "0.800000"
    ]);
    expect(pooled([0, 0], 2, {normalize: true})).toEqual([0, 0]);
  });

  it("layer-norms over the whole width before it cuts", () => {
    // mean 2.5, variance 1.25
    const [first, second] = pooled([1, 2, 3, 4], 4, {cut: 2});
    expect(first).toBeCloseTo(-1.5 / Math.sqrt(1.25 + 1e-5), 6);
    expect(second).toBeCloseTo(-0.5 / Math.sqrt(1.25 + 1e-5), 6);
    expect(pooled([0, 0, 0], 3, {cut: 2, normalize: true})).toEqual([0, 0]);
  });
});
