import {describe, expect, it} from "vitest";
import type {RegressionResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {type SyntheticOptions, syntheticStudy} from "./syntheticStudy.js";

const host = {version: "test", now: () => 0};
const run = async (given: Record<string, unknown> = {}, options: SyntheticOptions = {}) => {
  const study = syntheticStudy({n: 20, noise: 0.05, ...options});
  const record = await runWorkflow(study, "regression", given, host);
  return {...record, result: record.result as RegressionResult};
};

describe("regression", () => {
  it("predicts a score that moves the answers, better than every shuffle", async () => {
    const {result} = await run({dimension: 1});
    expect(result.covariate).toBe("score");
    expect(result.validation).toBe("leave-one-model-out");
    expect(result.metrics.r2).toBeGreaterThan(0.9);
    expect(result.asGood).toBe(0);
    expect(result.pValue).toBe(1 / 1000);
    expect(result.inference).toMatchObject({exchange: "free", unit: "model", B: 999});
  });

  it("finds nothing in questions that the score does not touch", async () => {
    const {result} = await run({dimension: 1, queries: "category = 'orthogonal'"});
    expect(result.metrics.r2VsBaseline).toBeLessThan(0.5);
    expect(result.pValue).toBeGreaterThan(0.01);
  });

  it("leaves families out and shuffles them whole when there are any", async () => {
    const {result} = await run({dimension: 1}, {families: 10});
    expect(result.validation).toBe("leave-one-family-out");
    expect(result.inference).toMatchObject({exchange: "blocks", unit: "family"});
  });

  it("says that too few families make intervals unbounded", async () => {
    const {result, warnings} = await run({dimension: 1}, {families: 5});
    expect(result.predictions[0]).toMatchObject({lower: null, upper: null});
    expect(result.coverage).toBeNull();
    expect(warnings.map(({code}) => code)).toContain("INFINITE_INTERVALS");
  });

  it("gives one space per target the predictions of the common space, one model left out", async () => {
    const common = await run({dimension: 2, permutations: 0});
    const own = await run({dimension: 2, permutations: 0, induction: "references+target"});
    own.result.predictions.forEach(({predicted}, i) => {
      expect(predicted).toBeCloseTo(common.result.predictions[i]?.predicted as number, 8);
    });
  });

  it("tells of the noise left in the space, as the space itself does", async () => {
    const {warnings} = await run({permutations: 0, queryCount: 4}, {noise: 2, r: 2});
    expect(warnings.map(({code}) => code)).toContain("NEGATIVE_MASS");
  });

  it("does not let the mean of the others pretend to rank", async () => {
    const {result} = await run({method: "mean", permutations: 0});
    expect(result.metrics.spearman).toBeNull();
    expect(result.metrics.mae).toBeCloseTo(result.baseline.mae, 12);
  });

  it.each(["ols", "knn", "ridge"])("covers about what %s intervals promise", async (method) => {
    const {result} = await run({method, dimension: 1, permutations: 9});
    const {observed, guarantee} = result.coverage ?? {observed: 0, guarantee: 1};
    expect(observed).toBeGreaterThanOrEqual(guarantee);
  });

  it.each([
    [{covariate: "scor"}, 'did you mean "score"'],
    [{covariate: "kind"}, "must be numeric"],
    [{models: "score > 0.999"}, "at least three"],
    [{models: "kind = 'low'"}, "must not all be equal; got 0"],
    [{method: "knn", k: 30}, "at most the 19 models left"],
    [{dimension: 19}, "needs at least"],
    [{exchange: "blocks"}, "needs models with families"],
    [{validation: "leave-one-family-out"}, "needs models with families"],
    [{validation: "k-fold", folds: 21}, "got 21"],
    [{level: 1}, "level"],
    [{permutations: ""}, "permutations"],
    [{permutations: 1e9}, "permutations"],
    [{models: "score >"}, "models: filter"]
  ])("refuses %j", async (given, message) => {
    await expect(run(given as Record<string, unknown>)).rejects.toThrow(message);
  });
});
