import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {tokenBatches} from "../../../src/lib/embedding/tokenBatches.js";

describe("tokenBatches", () => {
  it("holds every text with tokens once and keeps to the budget", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({max: 90}), {maxLength: 60}), (lengths) => {
        const batches = tokenBatches(lengths, 64);
        const wanted = lengths.flatMap((length, i) => (length > 0 ? [i] : []));
        expect(batches.flat().sort((a, b) => a - b)).toEqual(wanted);
        for (const batch of batches) {
          const longest = Math.max(...batch.map((i) => lengths[i] as number));
          expect(batch.length === 1 || batch.length * longest <= 64).toBe(true);
        }
      })
    );
  });

  it("puts texts of like length together", () => {
    expect(tokenBatches([2, 8, 0, 2, 8], 16)).toEqual([
      [1, 4],
      [0, 3]
    ]);
  });
});
