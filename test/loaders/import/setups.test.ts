import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {importText} from "../../../cli/importText.js";
import {type ImportOptions, importStudy} from "../../../loaders/import/importStudy.js";
import {readTable} from "../../../loaders/store/tables.js";
import type {IntakeRow, SetupDraft} from "../../../src/lib/intake/types.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {answer, rowsImporter, writeRows} from "./rowsImporter.js";

const folder = temporaryFolders();

function fact(
  model_id: string,
  name: SetupDraft["name"],
  value: string,
  dataset = "probe"
): SetupDraft {
  return {kind: "setup", model_id, dataset, name, value};
}

function score(model_id: string, query_id: string | null): IntakeRow {
  const rest = {replicate: null, metric: "exact", filter: null, higher_is_better: true};
  return {kind: "score", model_id, query_id, value: 1, ...rest};
}

function study() {
  const directory = folder();
  let count = 0;
  const add = (rows: readonly IntakeRow[], options: Partial<ImportOptions> = {}) => {
    const paths = [writeRows(join(directory, `log${count++}`), rows)];
    return importStudy({
      study: join(directory, "s"),
      paths,
      importers: [rowsImporter],
      ...options
    });
  };
  return {directory: join(directory, "s"), add};
}

const asked = (model: string, prompt?: string) =>
  ["q1", "q2"].map((query) => answer(model, query, prompt && `${prompt} ${query}`));

describe("setups of an import", () => {
  it("are kept as a table, each fact once, and merged with later ones", async () => {
    const {directory, add} = study();
    const first = await add([...asked("m1"), fact("m1", "few_shot", "5")]);
    expect(first.wrote).toContain("tables/setups.parquet");
    await add([...asked("m1"), fact("m1", "few_shot", "5"), fact("m1", "stop", "")]);
    await add([...asked("m2"), fact("m2", "few_shot", "0")]);
    const row = (model_id: string, name: string, value: string) => ({
      model_id,
      dataset: "probe",
      name,
      value
    });
    expect(await readTable(directory, "setups")).toEqual([
      row("m1", "few_shot", "5"),
      row("m1", "stop", ""),
      row("m2", "few_shot", "0")
    ]);
  });

  it("and scores are told among the written files only where there are any", async () => {
    const {add} = study();
    const without = ["tables/queries.parquet", "tables/responses.parquet", "models.csv"];
    expect((await add(asked("m1"))).wrote).toEqual([...without, "study.json"]);
    const {wrote} = await add([...asked("m2"), score("m2", "q1")]);
    expect(wrote).toEqual([...without.slice(0, 2), "tables/scores.parquet", "models.csv"]);
  });

  it("are compared with those of earlier imports", async () => {
    const {add} = study();
    const first = await add([...asked("m1", "old"), fact("m1", "harness_commit", "1")]);
    expect(first.alignment.warnings).toEqual([]);
    const second = await add([...asked("m2", "new"), fact("m2", "harness_commit", "2")]);
    expect(second.alignment.prompts).toEqual({shared: 2, compared: 2, different: 2, unknown: 0});
    const lines = importText(second).split("\n");
    const from = lines.findIndex((line) => line.startsWith("PROMPTS_DIFFER: "));
    expect(lines.slice(from, from + 7)).toEqual([
      "PROMPTS_DIFFER: 2 of 2 queries with known prompts were asked with different ones: a map may show how models were asked, not the models",
      "harness_commit differs between models (probe):",
      '  "1": m1',
      '  "2": m2',
      "eval setups, by what is known to differ:",
      "  A: m1",
      "  B: m2"
    ]);
  });

  it("are not told of where models were asked alike", async () => {
    const {add} = study();
    const report = await add([...asked("m1", "p"), ...asked("m2", "p")]);
    expect(importText(report)).not.toMatch(/PROMPTS_DIFFER|differs|eval setups/);
  });
});

describe("a filter", () => {
  it("leaves out the scores and setups of models and queries it leaves out", async () => {
    const {directory, add} = study();
    const rows = [
      ...["m1", "m2"].flatMap((model) => asked(model)),
      ...["m1", "m2"].flatMap((model) => [score(model, "q1"), score(model, "q2")]),
      score("m1", null),
      fact("m1", "few_shot", "5"),
      fact("m2", "few_shot", "0")
    ];
    const report = await add(rows, {filter: "model_id = 'm1' and query_id = 'q2'"});
    expect(report).toMatchObject({models: 1, queries: 1});
    const scores = await readTable(directory, "scores");
    expect(scores?.map(({model_id, query_id}) => [model_id, query_id])).toEqual([
      ["m1", "q2"],
      ["m1", null]
    ]);
    expect((await readTable(directory, "setups"))?.map(({value}) => value)).toEqual(["5"]);
  });

  it("leaves out the setups of datasets it leaves out", async () => {
    const {directory, add} = study();
    const other = asked("m1").map((row) =>
      row.kind === "response"
        ? {...row, query: {query_id: "o", query_text: "o", dataset: "other"}}
        : row
    );
    const facts = ["probe", "other"].map((dataset) => fact("m1", "few_shot", dataset, dataset));
    await add([...facts, ...asked("m1"), ...other], {filter: "dataset = 'probe'"});
    expect((await readTable(directory, "setups"))?.map(({dataset}) => dataset)).toEqual(["probe"]);
  });
});
