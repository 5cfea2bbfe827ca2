import {describe, expect, it} from "vitest";
import {type Claim, parseClaims} from "../../src/claims/claimSchema.js";
import {twinWords} from "../../src/claims/claimWords.js";
import {evaluateClaim} from "../../src/claims/evaluateClaim.js";

const base = {
  id: "one",
  statement: "It is so.",
  otherwise: "It is not so.",
  workflow: "classification",
  measure: "accuracy",
  holds: {op: ">", value: 0.7},
  negativeTwin: {set: {twin: true}}
};

const claimOf = (more: object = {}): Claim =>
  parseClaims([{...base, ...more}], "c.json")[0] as Claim;

/** A result whose accuracy has an interval; the twin's is at chance. */
const accuracy = (lower: number, upper: number) => async (_: string, inputs: object) => {
  const [low, high] = "twin" in inputs ? [0.4, 0.6] : [lower, upper];
  const estimate = (low + high) / 2;
  return {
    accuracy: estimate,
    interval: {lower: low, upper: high, level: 0.9, estimate, unit: "model"}
  };
};

describe("evaluateClaim", () => {
  it.each([
    [0.75, 0.9, "VERIFIED"],
    [0.5, 0.65, "FALSIFIED"],
    [0.65, 0.8, "INCONCLUSIVE"],
    [0.7, 0.8, "INCONCLUSIVE"]
  ])("decides by the interval: %f to %f is %s", async (lower, upper, verdict) => {
    expect(await evaluateClaim(claimOf(), accuracy(lower, upper))).toMatchObject({
      verdict,
      canFail: true
    });
  });

  it("turns the side with the operator", async () => {
    const claim = claimOf({holds: {op: "<", value: 0.7}, negativeTwin: {set: {}}});
    expect((await evaluateClaim(claim, accuracy(0.5, 0.65))).verdict).toBe("VERIFIED");
    expect((await evaluateClaim(claim, accuracy(0.75, 0.9))).verdict).toBe("FALSIFIED");
  });

  it("says that a claim whose twin holds is unable to fail", async () => {
    const claim = claimOf({negativeTwin: {set: {}}});
    const found = await evaluateClaim(claim, accuracy(0.75, 0.9));
    expect(found).toMatchObject({verdict: "VERIFIED", canFail: false});
    expect(twinWords(found)).toContain("unable to fail");
  });

  it("decides a p by the shuffles' own uncertainty", async () => {
    const claim = claimOf({measure: "pValue", holds: {op: "<", value: 0.05}});
    const shuffled = (asGood: number, B: number) => async (_: string, inputs: object) =>
      "twin" in inputs
        ? {pValue: 0.5, asGood: 500, inference: {B: 999}}
        : {pValue: (1 + asGood) / (1 + B), asGood, inference: {B}};
    expect((await evaluateClaim(claim, shuffled(3, 999))).verdict).toBe("VERIFIED");
    expect((await evaluateClaim(claim, shuffled(45, 999))).verdict).toBe("INCONCLUSIVE");
    expect((await evaluateClaim(claim, shuffled(100, 999))).verdict).toBe("FALSIFIED");
    expect((await evaluateClaim(claim, shuffled(0, 19))).verdict).toBe("INCONCLUSIVE");
  });

  it("decides over seeds by Student's interval for the mean, or by the share that holds", async () => {
    const run = async (_: string, inputs: Readonly<Record<string, unknown>>) => ({
      metrics: {r2: "twin" in inputs ? -0.1 : 0.5 + 0.02 * (Number(inputs.seed) % 5)}
    });
    const over = {measure: "metrics.r2", over: {seeds: 10}, holds: {op: ">", value: 0.45}};
    const mean = await evaluateClaim(claimOf(over), run);
    expect(mean).toMatchObject({verdict: "VERIFIED", evidence: {over: "10 seeds", value: 0.54}});
    const share = {...over, holds: {op: ">", value: 0.53}, fraction: 0.5};
    expect((await evaluateClaim(claimOf(share), run)).verdict).toBe("INCONCLUSIVE");
    expect((await evaluateClaim(claimOf({...share, fraction: 0.1}), run)).verdict).toBe("VERIFIED");
  });

  it("takes a reader's inputs over the claim's, and the twin's over both", async () => {
    const seen: object[] = [];
    const run = async (_: string, inputs: object) => {
      seen.push(inputs);
      return accuracy(0.8, 0.9)("", inputs);
    };
    await evaluateClaim(claimOf({set: {k: 1, method: "knn"}}), run, {k: 5});
    expect(seen).toEqual([
      {k: 5, method: "knn"},
      {k: 5, method: "knn", twin: true}
    ]);
  });

  it("refuses a measure without an interval, and one that is not there", async () => {
    const claim = claimOf({measure: "metrics.mae"});
    await expect(evaluateClaim(claim, async () => ({metrics: {mae: 1}}))).rejects.toThrow(
      'must have an interval beside it, or the claim "over"; got metrics.mae'
    );
    await expect(evaluateClaim(claim, async () => ({}))).rejects.toThrow("which is nothing");
  });
});

describe("parseClaims", () => {
  it.each([
    [[{...base, mesure: "x"}], 'got "mesure"; did you mean "measure"?'],
    [[{...base, id: "A b"}], "lower-case"],
    [[{...base, holds: {op: "=", value: 1}}], "0.holds"],
    [[{...base, negativeTwin: undefined}], "negativeTwin"],
    [[base, base], 'got "one" twice'],
    [{}, "array"]
  ])("refuses %o", (value, said) => {
    expect(() => parseClaims(value, "claims.json")).toThrow(said);
  });
});
