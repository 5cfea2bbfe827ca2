import {describe, expect, it} from "vitest";
import {condensedIndex} from "../../src/lib/core/condensed.js";
import type {PairResult, SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {syntheticStudy} from "./syntheticStudy.js";

const host = {version: "test", now: () => 0};
const study = syntheticStudy({n: 12, noise: 0.05});
const ids = study.models.map(({model_id}) => model_id);
const [a, b] = [ids[0] as string, ids[7] as string];
const run = async (given: Record<string, unknown>) =>
  (await runWorkflow(study, "pair", given, host)).result as PairResult;

describe("pair", () => {
  it.each([{}, {queryCount: 5}, {queries: "category = 'relevant'", scaling: "raw"}])(
    "has the distances of the space under %o",
    async (given) => {
      const space = (await runWorkflow(study, "space", given, host)).result as SpaceResult;
      const found = await run({...given, a, b});
      const at = (x: string, y: string) =>
        space.distances[condensedIndex(12, space.models.indexOf(x), space.models.indexOf(y))];
      expect(found.distance).toBeCloseTo(at(a, b) as number, 12);
      const others = ids.filter((id) => id !== a).map((id) => at(a, id) as number);
      others.sort((x, y) => x - y);
      found.nearest.forEach(({model, distance}, i) => {
        expect(distance).toBeCloseTo(at(a, model) as number, 12);
        expect(distance).toBeCloseTo(others[i] as number, 12);
      });
      expect(others[(found.rank as number) - 1]).toBeCloseTo(found.distance as number, 12);
      expect(found.models).toBe(12);
    }
  );

  it("adds its questions up to the squared distance, where no noise is taken off", async () => {
    const found = await run({a, b, scaling: "raw", debias: false});
    const sum = found.questions.reduce((all, {squared}) => all + squared, 0);
    expect(sum).toBeCloseTo((found.distance as number) ** 2, 5);
    expect(found.questions.reduce((all, {share}) => all + share, 0)).toBeCloseTo(1, 12);
    const sizes = found.questions.map(({squared}) => squared);
    expect(sizes).toEqual([...sizes].sort((x, y) => y - x));
  });

  it("puts first the questions on which alone the models differ", async () => {
    const {questions, queriesUsed} = await run({a, b});
    const relevant = study.queries.filter(({category}) => category === "relevant").length;
    expect(questions).toHaveLength(queriesUsed);
    const first = questions.slice(0, relevant).map(({query}) => query);
    const categories = first.map((id) => study.queries.find((q) => q.query_id === id)?.category);
    expect(new Set(categories)).toEqual(new Set(["relevant"]));
  });

  it("lists the nearest alone where nobody is compared", async () => {
    const found = await run({a});
    expect(found).toMatchObject({b: null, distance: null, rank: null, questions: []});
    expect(found.nearest).toHaveLength(5);
  });

  it("says which models there are", async () => {
    await expect(run({})).rejects.toThrow(/^a: must be one of the 12 models .*; got ""/);
    await expect(run({a, b: `${b}x`})).rejects.toThrow(new RegExp(`got "${b}x".*${b}`));
    await expect(run({a, b: a})).rejects.toThrow(/b: must be another model than a/);
  });
});
