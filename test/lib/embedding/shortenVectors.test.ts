import {describe, expect, it} from "vitest";
import {hashNgram} from "../../../src/lib/embedding/hashNgram.js";
import {cutVectors, foldVectors} from "../../../src/lib/embedding/shortenVectors.js";

const length = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));

describe("fewer buckets", () => {
  it("add what falls into one, at length 1", () => {
    const folded = foldVectors(Float32Array.of(1, 2, 2, 2, 0, 0, 0, 0), 4, 2);
    expect([...folded].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.6, 0.8, 0, 0]);
  });

  it("are what hashing to fewer gives: a lone letter's bucket is its hash's lowest bits", () => {
    const whole = hashNgram("a");
    const bucket = whole.findIndex((x) => x !== 0);
    const folded = foldVectors(whole, 512, 16);
    expect(folded[bucket % 16]).toBe(whole[bucket]);
    expect(length(folded)).toBeCloseTo(1, 6);
  });
});

describe("cut vectors", () => {
  it("keep the first coordinates of each, at length 1; zeros stay", () => {
    const cut = cutVectors(Float32Array.of(3, 4, 9, 9, 0, 0, 1, 1), 4, 2);
    expect([...cut].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.6, 0.8, 0, 0]);
  });
});
