import {describe, expect, it} from "vitest";
import {fitFrame} from "../../src/components/frame.js";
import {alignPicture, picture, pictureShare, trueNeighbors} from "../../src/components/picture.js";
import {space} from "./sample.js";

describe("a picture", () => {
  it("is the first two axes by model", () => {
    expect(picture(space).get("b")).toEqual([-1, 0.4]);
  });

  it("of a one-dimensional space lies on a line", () => {
    const flat = {...space, coordinates: {shape: [5, 1] as const, data: [1, 2, 3, 4, 5]}};
    expect(picture(flat).get("c")).toEqual([3, 0]);
  });

  it("keeps the share of its two axes", () => {
    expect(pictureShare(space)).toBeCloseTo(0.94);
  });

  it("turned, mirrored and shifted comes back onto the published one", () => {
    const own = picture(space);
    const [c, s] = [Math.cos(2), Math.sin(2)];
    const moved = new Map(
      [...own].map(([id, [x, y]]) => [id, [3 + c * x + s * y, 1 + s * x - c * y] as const])
    );
    for (const [id, [x, y]] of alignPicture(moved, own)) {
      expect(x).toBeCloseTo(own.get(id)![0], 9);
      expect(y).toBeCloseTo(own.get(id)![1], 9);
    }
  });

  it("carries models along that the published one lacks", () => {
    const own = picture(space);
    const fewer = new Map([...own].filter(([id]) => id !== "e"));
    const mirrored = new Map([...own].map(([id, [x, y]]) => [id, [-x, y] as const]));
    const [x, y] = alignPicture(mirrored, fewer).get("e")!;
    expect([x, y].map((v) => Number(v.toFixed(9)))).toEqual([2, -0.2]);
  });

  it("knows the nearest models in the full distances", () => {
    expect(trueNeighbors(space, 0, 2)).toEqual([1, 2]);
    expect(trueNeighbors(space, 4, 1)).toEqual([3]);
  });
});

describe("fitFrame", () => {
  const frame = fitFrame([...picture(space).values()], 600, 400, 20);

  it("shows one unit as long across as up", () => {
    expect(frame.px(1) - frame.px(0)).toBeCloseTo(frame.py(0) - frame.py(1));
  });

  it("keeps every point inside the margin", () => {
    for (const [x, y] of picture(space).values()) {
      expect(frame.px(x)).toBeGreaterThanOrEqual(20 - 1e-9);
      expect(frame.px(x)).toBeLessThanOrEqual(580 + 1e-9);
      expect(frame.py(y)).toBeGreaterThanOrEqual(20 - 1e-9);
    }
  });

  it("takes pixels back to data", () => {
    expect(frame.dataX(frame.px(0.7))).toBeCloseTo(0.7);
    expect(frame.dataY(frame.py(0.7))).toBeCloseTo(0.7);
  });

  it("survives a single point", () => {
    expect(fitFrame([[1, 1]], 600, 400, 20).px(1)).toBeCloseTo(300);
  });
});
