import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {
  countArrangements,
  minP,
  permuteLabels,
  resolveExchange
} from "../../../src/lib/inference/exchange.js";
import {
  familyGroups,
  kFold,
  leaveOneFamilyOut,
  leaveOneModelOut
} from "../../../src/lib/inference/folds.js";
import {
  isAsGood,
  permutationP,
  permutationTest
} from "../../../src/lib/inference/permutationTest.js";
import {stream} from "../../../src/lib/random/stream.js";

const families = ["a", "a", "b", "c", "b", "d", "d", "d", null];
const labels = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function arrangements(exchange: "free" | "within" | "blocks", draws: number): Set<string> {
  const seen = new Set<string>();
  for (let draw = 0; draw < draws; draw++)
    seen.add(permuteLabels(families, exchange, stream(1, "test", draw)).join());
  return seen;
}

describe("permuteLabels", () => {
  it("exchanges whole families of equal size, members in order, by blocks", () => {
    const seen = arrangements("blocks", 100);
    expect(seen.size).toBe(4);
    expect(seen).toContain("2,4,0,3,1,5,6,7,8");
    expect(seen).toContain("0,1,2,8,4,5,6,7,3");
  });

  it("keeps labels in their family within", () => {
    const seen = arrangements("within", 400);
    expect(seen.size).toBe(2 * 2 * 6);
    for (const text of seen)
      text.split(",").forEach((from, to) => {
        expect(families[Number(from)]).toBe(families[to]);
      });
  });

  it("moves every label anywhere when free", () => {
    expect(arrangements("free", 200).size).toBeGreaterThan(190);
  });
});

describe("countArrangements", () => {
  it("counts what differs: factorials over repeated labels", () => {
    expect(countArrangements("free", families, labels)).toBe(362880);
    expect(countArrangements("blocks", families, labels)).toBe(4);
    expect(countArrangements("within", families, labels)).toBe(24);
    const constant = [1, 1, 2, 3, 2, 4, 4, 4, 3];
    expect(countArrangements("within", families, constant)).toBe(1);
    expect(countArrangements("blocks", families, constant)).toBe(2);
    expect(countArrangements("free", families, new Array(9).fill(0))).toBe(1);
  });

  it("bounds the smallest p by draws and by arrangements", () => {
    expect(minP(362880, 999)).toBe(0.001);
    expect(minP(4, 999)).toBe(0.25);
  });
});

describe("resolveExchange", () => {
  it("is free only without families", () => {
    expect(resolveExchange("auto", new Array(9).fill(null), labels).exchange).toBe("free");
    expect(() => resolveExchange("blocks", [null, null], [1, 2])).toThrow(
      new DomainError("exchange: blocks needs models with families; got none")
    );
  });

  it("takes blocks when they offer 100 arrangements, else what offers more", () => {
    const many = Array.from({length: 10}, (_, i) => `f${i >> 1}`);
    const distinct = many.map((_, i) => i);
    expect(resolveExchange("auto", many, distinct)).toEqual({
      exchange: "blocks",
      arrangements: 120
    });
    expect(resolveExchange("auto", families, labels)).toEqual({
      exchange: "within",
      arrangements: 24
    });
    const constant = ["a", "a", "b", "b", "c", "c"];
    expect(resolveExchange("auto", constant, [1, 1, 2, 2, 3, 3])).toEqual({
      exchange: "blocks",
      arrangements: 6
    });
  });

  it("takes what is asked for", () => {
    expect(resolveExchange("free", families, labels).exchange).toBe("free");
  });
});

describe("permutationTest", () => {
  const options = {
    families: new Array(8).fill(null),
    exchange: "free" as const,
    arrangements: 40320,
    permutations: 199,
    seed: 5
  };

  it("gives the smallest p to a statistic that nothing else reaches, and repeats itself", () => {
    const order = (a: Int32Array) => a.reduce((sum, from, to) => sum + from * to, 0);
    const result = permutationTest(order, options);
    expect(result).toMatchObject({asGood: 0, pValue: 1 / 200, minP: 1 / 200, seed: 5});
    expect(permutationTest(order, options)).toEqual(result);
  });

  it("gives p = 1 when every arrangement does as well", () => {
    expect(permutationTest(() => 3, options).pValue).toBe(1);
  });

  it("counts the observed arrangement among the draws", () => {
    expect(permutationP(0, 999)).toBe(0.001);
    expect(permutationP(999, 999)).toBe(1);
  });

  it("takes values within rounding as equal, also when negative", () => {
    expect(isAsGood(1 - 1e-14, 1)).toBe(true);
    expect(isAsGood(-1 - 1e-14, -1)).toBe(true);
    expect(isAsGood(-1.001, -1)).toBe(false);
  });
});

describe("folds", () => {
  it("leave out one model, or one family with each unknown alone", () => {
    expect(leaveOneModelOut(3)).toEqual([[0], [1], [2]]);
    expect(leaveOneFamilyOut(families)).toEqual([[0, 1], [2, 4], [3], [5, 6, 7], [8]]);
    expect(familyGroups([null, null])).toEqual([[0], [1]]);
  });

  it("deal models into k folds of nearly equal size, the same for the same seed", () => {
    const folds = kFold(11, 4, stream(1, "folds"));
    expect(folds.map(({length}) => length).sort()).toEqual([2, 3, 3, 3]);
    expect(folds.flat().sort((a, b) => a - b)).toEqual(Array.from({length: 11}, (_, i) => i));
    expect(kFold(11, 4, stream(1, "folds"))).toEqual(folds);
    expect(kFold(11, 4, stream(2, "folds"))).not.toEqual(folds);
  });

  it("refuse too few models, families or folds", () => {
    expect(() => leaveOneModelOut(1)).toThrow(DomainError);
    expect(() => leaveOneFamilyOut(["a", "a"])).toThrow(
      new DomainError("leaveOneFamilyOut: at least two families are needed; got 1 (a)")
    );
    expect(() => kFold(4, 5, stream(1))).toThrow(DomainError);
  });
});
