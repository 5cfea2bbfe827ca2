import {describe, expect, it} from "vitest";
import {coverageGrid} from "../../../src/lib/intake/coverageGrid.js";
import {studyReports} from "../../../src/lib/intake/studyReports.js";
import type {ResponseRow, SetupRow} from "../../../src/lib/schema/tables.js";

const ids = (prefix: string, count: number) => Array.from({length: count}, (_, i) => prefix + i);

function answer(model_id: string, query_id: string, more: Partial<ResponseRow> = {}): ResponseRow {
  return {
    response_key: `${model_id} ${query_id}`,
    model_id,
    query_id,
    replicate: 0,
    response_text: "x",
    choices: null,
    status: "ok",
    finish_reason: null,
    prompt_hash: null,
    created_at: null,
    time: null,
    params: "{}",
    source_ref: "",
    ...more
  };
}

function reports(
  models: readonly string[],
  queries: readonly string[],
  responses: readonly ResponseRow[],
  setups: readonly SetupRow[] = [],
  withText = true
) {
  const isAnswer = ({status}: Pick<ResponseRow, "status">) => status === "ok";
  return studyReports({models, queries, responses, setups, isAnswer, withText});
}

describe("the coverage report", () => {
  const [models, queries] = [ids("m", 4), ids("q", 3)];
  const lacking = new Set(["m2 q0", "m2 q1", "m1 q2"]);
  const all = models.flatMap((model) => queries.map((query) => answer(model, query)));
  const some = all.filter(({response_key}) => !lacking.has(response_key));

  it("counts gaps, names them and what leaving models out would win", () => {
    expect(reports(models, queries, some)).toEqual({
      coverage: {
        models: 4,
        queries: 3,
        answered: 9,
        complete: 0,
        gapped: 2,
        gaps: [
          {model_id: "m2", missing: 2, queries: ["q0", "q1"]},
          {model_id: "m1", missing: 1, queries: ["q2"]}
        ],
        frontier: [
          {drop: 1, models: ["m2"], complete: 2},
          {drop: 2, models: ["m2", "m1"], complete: 3}
        ],
        grid: {
          modelsPerBlock: 1,
          queriesPerBlock: 1,
          order: [2, 1, 0, 3],
          rows: ["990", "009", "000", "000"]
        }
      }
    });
  });

  it("takes an error for a gap, and never leaves out all but one model", () => {
    const failed = answer("m0", "q0", {status: "error"});
    const {coverage} = reports(["m0", "m1"], ["q0"], [failed, answer("m1", "q0")]);
    expect(coverage).toMatchObject({complete: 0, gapped: 1, frontier: []});
  });

  it("is small for a large study", () => {
    const [models, queries] = [ids("model-", 200), ids("query-", 1000)];
    const gaps = models.map((model_id) => ({model_id, missing: queries.filter((_, j) => j % 2)}));
    const grid = coverageGrid(models, queries, gaps);
    expect(grid).toMatchObject({modelsPerBlock: 4, queriesPerBlock: 7});
    expect(grid.rows).toHaveLength(50);
    expect(grid.rows.every((row) => /^[1-8]{143}$/.test(row))).toBe(true);
    const {coverage} = reports(models, queries, [answer("model-0", "query-0")]);
    expect(coverage?.gaps).toHaveLength(100);
    expect(JSON.stringify(coverage).length).toBeLessThan(60_000);
  });

  it("tells a block without a gap and one of gaps alone from those in between", () => {
    const [models, queries] = [ids("m", 1), ids("q", 480)];
    const missing = queries.filter((_, j) => j === 0 || (j >= 3 && j < 6) || (j > 6 && j < 9));
    const [row] = coverageGrid(models, queries, [{model_id: "m0", missing}]).rows;
    expect(row?.slice(0, 5)).toBe("39600");
  });
});

describe("the alignment report", () => {
  const fact = (model_id: string, name: string, value: string) =>
    ({model_id, dataset: null, name, value}) as const;
  const answers = ["m0", "m1"].map((model) => answer(model, "q0", {prompt_hash: model}));
  const setups = [
    fact("m0", "temperature", "0"),
    fact("m1", "temperature", "0"),
    ...["m0", "m1"].map((model) => fact(model, "system_prompt", `${"You are ".repeat(20)}${model}`))
  ];

  it("keeps what differs, cut where long, and the doubt", () => {
    const {alignment} = reports(["m0", "m1"], ["q0"], answers, setups);
    expect(alignment?.facts.map(({name}) => name)).toEqual(["system_prompt"]);
    expect([...(alignment?.facts[0]?.values[0]?.value ?? "")]).toHaveLength(64);
    expect(alignment?.setups).toHaveLength(2);
    expect(alignment?.warnings.map(({code}) => code)).toEqual(["PROMPTS_DIFFER"]);
  });

  it("keeps texts of prompts back where the study does", () => {
    const {alignment} = reports(["m0", "m1"], ["q0"], answers, setups, false);
    expect(alignment?.facts[0]?.values.map(({value}) => value)).toEqual(["text 1", "text 2"]);
  });

  it("is absent where nothing is known", () => {
    expect(reports(["m0", "m1"], ["q0"], [answer("m0", "q0")])).not.toHaveProperty("alignment");
  });
});
