import {describe, expect, it} from "vitest";
import {alignment} from "../../../src/lib/intake/alignment.js";

type Answer = Parameters<typeof alignment>[0] extends Iterable<infer Row> ? Row : never;
type Setup = Parameters<typeof alignment>[1][number];

const queries = ["q1", "q2", "q3"];

/** Answers of a model to all queries, with prompts of a kind; null: unknown. */
function asked(model_id: string, prompt: string | null): Answer[] {
  return queries.map((query_id) => ({
    model_id,
    query_id,
    prompt_hash: prompt && `${prompt} ${query_id}`
  }));
}

function fact(model_id: string, name: string, value: string, dataset: string | null = null): Setup {
  return {model_id, dataset, name, value};
}

const commits = [fact("m1", "harness_commit", "1"), fact("m2", "harness_commit", "2")];

describe("two harness commits asking the same documents", () => {
  it("raise PROMPTS_DIFFER with different prompts", () => {
    const report = alignment([...asked("m1", "old"), ...asked("m2", "new")], commits);
    expect(report.prompts).toEqual({shared: 3, compared: 3, different: 3, unknown: 0});
    expect(report.warnings).toEqual([
      {
        code: "PROMPTS_DIFFER",
        message:
          "3 of 3 queries with known prompts were asked with different ones: a map may show how models were asked, not the models",
        value: 3
      }
    ]);
    expect(report.setups).toEqual([
      {name: "A", models: ["m1"]},
      {name: "B", models: ["m2"]}
    ]);
  });

  it("raise nothing with the same prompts, and are told", () => {
    const report = alignment([...asked("m1", "same"), ...asked("m2", "same")], commits);
    expect(report.warnings).toEqual([]);
    expect(report.prompts.different).toBe(0);
    expect(report.facts).toEqual([
      {
        name: "harness_commit",
        values: [
          {value: "1", models: ["m1"]},
          {value: "2", models: ["m2"]}
        ],
        differing: [null]
      }
    ]);
    expect(report.setups.map(({models}) => models)).toEqual([["m1"], ["m2"]]);
  });
});

describe("what is unknown", () => {
  it("is not different: a model lacking facts suits every setup and is in none", () => {
    const answers = [...asked("m1", "p"), ...asked("m2", "p"), ...asked("m3", null)];
    const report = alignment(answers, commits);
    expect(report.prompts).toEqual({shared: 3, compared: 3, different: 0, unknown: 3});
    expect(report.warnings).toEqual([]);
    expect(report.unplaced).toEqual(["m3"]);
  });

  it("leaves a model of which enough is known in its setup", () => {
    const some = asked("m3", null).map((row, i) => (i === 0 ? asked("m1", "old")[0]! : row));
    const part = some.map((row) => ({...row, model_id: "m3"}));
    const report = alignment([...part, ...asked("m1", "old"), ...asked("m2", "new")], []);
    expect(report.setups).toEqual([
      {name: "A", models: ["m3", "m1"]},
      {name: "B", models: ["m2"]}
    ]);
  });

  it("puts a model that suits two setups in neither, in whatever order they come", () => {
    const few = [fact("m1", "few_shot", "5"), fact("m2", "few_shot", "0")];
    const own = fact("m3", "harness", "h");
    const answers = ["m3", "m1", "m2"].flatMap((model) => asked(model, null));
    const report = alignment(answers, [own, ...few]);
    expect(report.setups.map(({models}) => models)).toEqual([["m1"], ["m2"]]);
    expect(report.unplaced).toEqual(["m3"]);
  });

  it("lets facts about prompts speak where no hash does", () => {
    const few = [fact("m1", "few_shot", "5"), fact("m2", "few_shot", "0")];
    const [m1, m2] = [asked("m1", null), asked("m2", null)];
    expect(alignment([...m1, ...m2], few).warnings).toMatchObject([
      {code: "PROMPTS_DIFFER", value: ["few_shot"]}
    ]);
    expect(alignment([...asked("m1", "p"), ...asked("m2", "p")], few).warnings).toEqual([]);
  });
});

describe("facts of datasets", () => {
  it("differ between datasets without models differing", () => {
    const setups = ["m1", "m2"].flatMap((model) => [
      fact(model, "few_shot", "5", "gsm8k"),
      fact(model, "few_shot", "0", "mmlu")
    ]);
    const report = alignment([...asked("m1", "p"), ...asked("m2", "p")], setups);
    expect(report.facts).toMatchObject([{name: "few_shot", differing: []}]);
    expect(report.facts[0]?.values).toHaveLength(2);
    expect(report.setups).toEqual([{name: "A", models: ["m1", "m2"]}]);
  });

  it("are compared with those of all queries, where a model has no other", () => {
    const setups = [
      fact("m1", "temperature", "0"),
      fact("m2", "temperature", "1", "gsm8k"),
      fact("m3", "temperature", "0", "gsm8k")
    ];
    const answers = ["m1", "m2", "m3"].flatMap((model) => asked(model, "p"));
    const report = alignment(answers, setups);
    expect(report.facts).toMatchObject([{differing: ["gsm8k"]}]);
    expect(report.setups.map(({models}) => models)).toEqual([["m1", "m3"], ["m2"]]);
  });

  it("of models without answers do not count", () => {
    const report = alignment(asked("m1", "p"), commits);
    expect(report.facts[0]?.values).toEqual([{value: "1", models: ["m1"]}]);
  });
});

describe("replicates", () => {
  it("may share one prompt or not; sets of prompts are compared", () => {
    const ask = (model: string, ...prompts: readonly string[]) =>
      prompts.flatMap((prompt) => asked(model, prompt));
    const different = (...answers: readonly Answer[]) => alignment(answers, []).prompts.different;
    expect(different(...ask("m1", "x", "x"), ...ask("m2", "x"))).toBe(0);
    expect(different(...ask("m1", "x", "y"), ...ask("m2", "y", "x", "y"))).toBe(0);
    expect(different(...ask("m1", "x", "y"), ...ask("m2", "x", "z"))).toBe(3);
  });

  it("names more setups than the alphabet has letters", () => {
    const models = Array.from({length: 28}, (_, i) => `m${i}`);
    const {setups} = alignment(
      models.flatMap((model) => asked(model, model)),
      []
    );
    expect(setups.slice(24).map(({name}) => name)).toEqual(["Y", "Z", "AA", "AB"]);
  });
});
