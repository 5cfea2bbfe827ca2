import {describe, expect, it} from "vitest";
import {
  condensedIndex,
  condensedLength,
  condensedSize,
  condensedSubset
} from "../../../src/lib/core/condensed.js";
import {ShapeError} from "../../../src/lib/core/errors.js";

describe("condensed tables", () => {
  it("number the pairs row by row, in either order of the pair", () => {
    let k = 0;
    for (let i = 0; i < 6; i++)
      for (let j = i + 1; j < 6; j++, k++) {
        expect(condensedIndex(6, i, j)).toBe(k);
        expect(condensedIndex(6, j, i)).toBe(k);
      }
    expect(condensedLength(6)).toBe(k);
  });

  it("know their size, and refuse a length that fits none", () => {
    for (const n of [1, 2, 3, 50, 1000]) expect(condensedSize(condensedLength(n))).toBe(n);
    expect(() => condensedSize(5)).toThrow(
      new ShapeError("condensedSize: length must be n(n − 1)/2 for some n; got 5")
    );
  });

  it("keep the pairs of the items kept, in the order asked", () => {
    const full = Float64Array.of(12, 13, 14, 23, 24, 34);
    expect([...condensedSubset(full, 4, [3, 0, 2])]).toEqual([14, 34, 13]);
    expect(condensedSubset(full, 4, [1]).length).toBe(0);
  });
});
