import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {chooseDimension, profileElbows} from "../../../src/lib/geometry/elbows.js";

describe("profileElbows", () => {
  it("reproduces the elbows of three written-out sequences", () => {
    expect(profileElbows([10, 9, 3, 2.9, 2.8, 0.2, 0.1, 0.05], 3)).toEqual([2, 5, 6]);
    expect(profileElbows([5, 4.8, 4.9, 0.1, 0.1, 0.09, 0.08], 2)).toEqual([3, 5]);
    expect(profileElbows([100, 50, 10, 9, 8, 1, 0.9, 0.8, 0.7], 3)).toEqual([2, 5, 7]);
  });

  it("takes a split into two constant halves at once, where the formula yields NaN", () => {
    expect(profileElbows([7, 7, 7, 1, 1, 1, 1], 1)).toEqual([3]);
  });

  it("stops when at most one value is left", () => {
    expect(profileElbows([3], 2)).toEqual([]);
    expect(profileElbows([], 1)).toEqual([]);
    expect(profileElbows([3, 1], 3)).toEqual([2]);
  });
});

describe("chooseDimension", () => {
  const spectrum = [10, 9, 3, 2.9, 2.8, 0.2, 0.1, 0.05, 0, -4];

  it("looks among the ⌈log2 n⌉ values largest in size by the leading rule", () => {
    const {elbows} = chooseDimension(spectrum, 10, {elbow: 2, elbowRule: "leading"});
    expect(elbows).toEqual(profileElbows([10, 9, 4, 3], 3));
  });

  it("looks among all positive values by the positive rule", () => {
    const {dimension, elbows} = chooseDimension(spectrum, 10, {elbow: 2, elbowRule: "positive"});
    expect({dimension, elbows}).toEqual({dimension: 5, elbows: [2, 5, 6]});
  });

  it("takes the last elbow when fewer exist, and at most n − 1 axes", () => {
    expect(chooseDimension([4, 0], 2, {elbow: 3, elbowRule: "positive"}).dimension).toBe(1);
  });

  it.each(["leading", "positive"] as const)("takes rounding for no dimension: %s", (elbowRule) => {
    const values = [1549.6, 3.7e-5, 2.9e-5, 1.4e-5, 1.1e-5, 9e-6, -4e-6];
    const rule = {elbow: 2, elbowRule};
    expect(chooseDimension(values, 38, rule).dimension).toBeGreaterThan(1);
    const kept = chooseDimension(values, 38, {...rule, precision: 2 ** -24});
    expect(kept).toEqual({dimension: 1, elbows: [1]});
  });

  it("refuses a space whose models all coincide", () => {
    expect(() => chooseDimension([0, 0], 2, {elbow: 1, elbowRule: "leading"})).toThrow(DomainError);
  });
});
