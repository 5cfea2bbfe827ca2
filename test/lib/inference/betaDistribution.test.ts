import {describe, expect, it} from "vitest";
import {
  betaProbability,
  betaQuantile,
  clopperPearson,
  meanInterval,
  studentQuantile
} from "../../../src/lib/inference/betaDistribution.js";
import golden from "../../golden/distributions/data.json" with {type: "json"};

const close = (found: number, wanted: number) =>
  expect(Math.abs(found - wanted)).toBeLessThan(1e-10 * Math.max(1, Math.abs(wanted)));

describe("the beta distribution and its kin, against SciPy", () => {
  it("has SciPy's quantiles, and probabilities that undo them", () => {
    for (const {a, b, p, x} of golden.beta) {
      close(betaQuantile(p, a, b), x);
      close(betaProbability(x, a, b), p);
    }
  });

  it("has Student's quantiles", () => {
    for (const {freedom, p, t} of golden.student) close(studentQuantile(p, freedom), t);
  });

  it("has Clopper and Pearson's interval", () => {
    for (const {count, n, level, lower, upper} of golden.clopperPearson) {
      const found = clopperPearson(count, n, level);
      close(found.lower, lower);
      close(found.upper, upper);
    }
  });

  it("has Student's interval for a mean, and none for one value", () => {
    const {values, level, lower, upper} = golden.mean;
    const found = meanInterval(values, level);
    close(found.lower, lower);
    close(found.upper, upper);
    expect(() => meanInterval([1], 0.9)).toThrow("got 1");
  });

  it("is refused what has no distribution", () => {
    expect(() => betaProbability(0.5, 0, 1)).toThrow("must be > 0; got 0, 1");
  });
});
