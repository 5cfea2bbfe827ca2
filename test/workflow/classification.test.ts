import {describe, expect, it} from "vitest";
import type {ClassificationResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {type SyntheticOptions, syntheticStudy} from "./syntheticStudy.js";

const host = {version: "test", now: () => 0};
const run = async (given: Record<string, unknown> = {}, options: SyntheticOptions = {}) => {
  const study = syntheticStudy({n: 20, noise: 0.05, ...options});
  const record = await runWorkflow(study, "classification", given, host);
  return {...record, result: record.result as ClassificationResult};
};

describe("classification", () => {
  it.each([
    ["knn", "coordinates"],
    ["knn", "distances"],
    ["fisher", "coordinates"]
  ])("tells the moved models from the others by %s on %s", async (method, space) => {
    const {result} = await run({method, space, dimension: 1});
    expect(result.label).toBe("kind");
    expect(result.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(result.chance).toBe(0.5);
    expect(result.pValue).toBeLessThan(0.01);
    expect(Array.from(result.confusion.data).reduce((a, b) => a + b, 0)).toBe(20);
  });

  it("is at chance for questions that do not tell the classes apart", async () => {
    const {result} = await run({queries: "category = 'orthogonal'", dimension: 1});
    expect(result.pValue).toBeGreaterThan(0.01);
    expect(result.interval.lower).toBeLessThan(0.75);
  });

  it("predicts the family by models left out, shuffling models", async () => {
    const {result} = await run({label: "family", permutations: 99}, {families: 4});
    expect(result.validation).toBe("leave-one-model-out");
    expect(result.inference).toMatchObject({exchange: "free", unit: "model"});
  });

  it("knows the induction of one space per target", async () => {
    const common = await run({dimension: 2, permutations: 0});
    const own = await run({dimension: 2, permutations: 0, induction: "references+target"});
    expect(own.result.predictions).toEqual(common.result.predictions);
  });

  it("takes families as the units of its interval where there are any", async () => {
    const {result} = await run({permutations: 0}, {families: 10});
    expect(result.interval).toMatchObject({unit: "family", level: 0.9});
    expect(result.interval.lower).toBeLessThan(result.interval.estimate);
    const alone = await run({permutations: 0});
    expect(alone.result.interval).toMatchObject({unit: "model", estimate: alone.result.accuracy});
  });

  it("takes how models were asked for no label unless it is named", async () => {
    const study = syntheticStudy({n: 20, noise: 0.05});
    const type = {type: "class", description: ""} as const;
    const models = study.models.map((model, i) => ({...model, eval_setup: i < 10 ? "A" : "B"}));
    const asked = {...study, models, covariates: {eval_setup: type, ...study.covariates}};
    const labelOf = async (given: Record<string, unknown>) =>
      (await runWorkflow(asked, "classification", {permutations: 0, ...given}, host)).result;
    expect(await labelOf({})).toMatchObject({label: "kind"});
    expect(await labelOf({label: "eval_setup"})).toMatchObject({label: "eval_setup"});
  });

  it("warns of a class that is left out as a whole", async () => {
    const {warnings} = await run({permutations: 0}, {families: 2});
    expect(warnings.map(({code}) => code)).toContain("CLASS_LEFT_OUT");
  });

  it.each([
    [{label: "family", validation: "leave-one-family-out"}, "never seen"],
    [{label: "family", exchange: "within"}, "only free or auto"],
    [{method: "fisher", space: "distances"}, "needs coordinates"],
    [{label: "kin"}, 'did you mean "kind"'],
    [{models: "kind = 'low'"}, "must differ"]
  ])("refuses %j", async (given, message) => {
    await expect(run(given as Record<string, unknown>, {families: 4})).rejects.toThrow(message);
  });
});
