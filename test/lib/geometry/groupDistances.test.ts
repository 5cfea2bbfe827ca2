import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {condensedIndex, condensedLength} from "../../../src/lib/core/condensed.js";
import {groupDistances} from "../../../src/lib/geometry/groupDistances.js";

/** Points on a line at 0, 1, 5, 7. */
const line = [1, 5, 7, 4, 6, 2];

describe("groupDistances", () => {
  it("has mean and spread within and between", () => {
    const [a, ab, ba, b] = groupDistances(line, [0, 0, 1, 1], 2);
    expect(a).toEqual({pairs: 1, mean: 1, spread: 0});
    expect(b).toEqual({pairs: 1, mean: 2, spread: 0});
    expect(ab).toEqual(ba);
    expect(ab?.pairs).toBe(4);
    expect(ab?.mean).toBeCloseTo((5 + 7 + 4 + 6) / 4);
    expect(ab?.spread).toBeCloseTo(Math.sqrt((0.25 + 2.25 + 2.25 + 0.25) / 4));
  });

  it("passes over items of no group, and has no mean without a pair", () => {
    const [a, ab, , b] = groupDistances(line, [0, -1, -1, 1], 2);
    expect([a?.pairs, b?.pairs, ab?.pairs]).toEqual([0, 0, 1]);
    expect(a?.mean).toBeNaN();
    expect(ab?.mean).toBe(7);
  });

  it("wants a group for each item", () => {
    expect(() => groupDistances(line, [0, 1], 2)).toThrow(
      "groupDistances: groups must be of 4 items; got 2"
    );
  });

  it("does not depend on the order of the items", () => {
    const distance = fc.double({min: 0, max: 10, noNaN: true});
    fc.assert(
      fc.property(
        fc.array(distance, {minLength: 10, maxLength: 10}),
        fc.array(fc.integer({min: -1, max: 1}), {minLength: 5, maxLength: 5}),
        (distances, groups) => {
          const turned = new Float64Array(condensedLength(5));
          for (let i = 0; i < 5; i++)
            for (let j = i + 1; j < 5; j++)
              turned[condensedIndex(5, 4 - i, 4 - j)] = distances[
                condensedIndex(5, i, j)
              ] as number;
          const [here, there] = [
            groupDistances(distances, groups, 2),
            groupDistances(turned, [...groups].reverse(), 2)
          ];
          here.forEach(({pairs, mean}, at) => {
            expect(there[at]?.pairs).toBe(pairs);
            if (pairs > 0) expect(there[at]?.mean).toBeCloseTo(mean, 9);
          });
        }
      )
    );
  });
});
