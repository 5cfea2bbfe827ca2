import {describe, expect, it} from "vitest";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {type SyntheticOptions, syntheticStudy} from "./syntheticStudy.js";

const host = {version: "test", now: () => 0};
const run = async (given: Record<string, unknown> = {}, options: SyntheticOptions = {}) => {
  const record = await runWorkflow(syntheticStudy(options), "space", given, host);
  return {...record, result: record.result as SpaceResult};
};

describe("space", () => {
  it("places every model, using every query, and says how it scaled", async () => {
    const {result, inputs} = await run();
    expect(result.models).toHaveLength(12);
    expect(result.queriesUsed).toHaveLength(20);
    expect(result.scale).toBeCloseTo(Math.sqrt(20), 12);
    expect(result.debiased).toBe(true);
    expect(result.coordinates.shape).toEqual([12, result.dimension]);
    expect(inputs).toMatchObject({scaling: "code", elbow: 2, queryCount: "all"});
  });

  it("gives the distances of the coordinates when all dimensions are kept", async () => {
    const {result} = await run({dimension: 11, debias: false});
    const {data, shape} = result.coordinates;
    let k = 0;
    for (let i = 0; i < shape[0]; i++)
      for (let j = i + 1; j < shape[0]; j++) {
        let sum = 0;
        for (let a = 0; a < shape[1]; a++)
          sum += ((data[i * shape[1] + a] as number) - (data[j * shape[1] + a] as number)) ** 2;
        expect(Math.sqrt(sum)).toBeCloseTo(result.distances[k++] as number, 5);
      }
  });

  it("gives one configuration under the scalings code, paper and raw, up to its size", async () => {
    const [code, paper, raw] = await Promise.all(
      ["code", "paper", "raw"].map((scaling) => run({scaling, dimension: 2}))
    );
    const rawDistance = raw?.result.distances[0] as number;
    for (const {result} of [code, paper].filter((record) => record !== undefined))
      expect((result.distances[0] as number) * (result.scale as number)).toBeCloseTo(
        rawDistance,
        9
      );
    const own = await run({scaling: "sqrt", dimension: 2});
    expect(own.result.scale).toBeNull();
  });

  it("keeps nested sets of questions: one more keeps all the others", async () => {
    const [five, six] = await Promise.all([run({queryCount: 5}), run({queryCount: 6})]);
    expect(five.result.queriesUsed).toHaveLength(5);
    expect(six.result.queriesUsed).toEqual(expect.arrayContaining([...five.result.queriesUsed]));
  });

  it("filters models and queries", async () => {
    const {result} = await run({models: "kind = 'high'", queries: "category = 'relevant'"});
    expect(result.models).toHaveLength(6);
    expect(result.queriesUsed).toHaveLength(10);
  });

  it("drops the queries that a model did not answer, by name, with a warning", async () => {
    const {result, warnings} = await run({}, {missing: [[3, 4]]});
    expect(result.dropped.queries).toEqual([{id: "query-4", reason: "no answer from model-3"}]);
    expect(result.queriesUsed).not.toContain("query-4");
    expect(warnings.map(({code}) => code)).toContain("QUERIES_DROPPED");
  });

  it("drops the models that lack answers when the study says so", async () => {
    const {result} = await run({}, {missing: [[3, 4]], policy: "drop-models"});
    expect(result.dropped.models).toEqual([{id: "model-3", reason: "lacks 1 answers"}]);
    expect(result.queriesUsed).toHaveLength(20);
  });

  it.each([
    [{models: "model_id = 'model-1'"}, "at least two models; got 1 of 12"],
    [{models: "colour = 'red'"}, "colour"],
    [{queries: "category = 'nope'"}, "at least one query; got none"],
    [{queryCount: 21}, "at most the 20 queries"],
    [{replicates: 3}, "must be one of 1, 2, 4 or all; got 3"],
    [{metric: "energy"}, "must be one of euclidean in this study; got energy"],
    [{replicates: 1, debias: true}, "at least two answers"],
    [{dimension: 12}, "less than the number of models, 12; got 12"],
    [{dimension: 0}, "dimension"],
    [{dimensions: 2}, 'did you mean "dimension"']
  ])("refuses %j", async (given, message) => {
    await expect(run(given as Record<string, unknown>)).rejects.toThrow(message);
  });

  it("names a model that answers nothing", async () => {
    const missing = Array.from({length: 20}, (_, j) => [2, j] as const);
    await expect(run({}, {missing})).rejects.toThrow("got no answer from model-2");
  });
});
