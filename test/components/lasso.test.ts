import {describe, expect, it} from "vitest";
import {isInside} from "../../src/components/lasso.js";

describe("isInside", () => {
  const arrow = [
    [0, 0],
    [4, 0],
    [2, 1],
    [4, 4],
    [0, 4]
  ] as const;

  it("knows a point in a corner from one in a notch", () => {
    expect(isInside([1, 2], arrow)).toBe(true);
    expect(isInside([3.5, 1], arrow)).toBe(false);
    expect(isInside([5, 2], arrow)).toBe(false);
    expect(isInside([-1, 2], arrow)).toBe(false);
  });
});
