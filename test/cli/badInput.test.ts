import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {columns, importedStudy, rows} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const spec = (fields: object) =>
  JSON.stringify({schemaVersion: 1, title: "s", models: "models.csv", ...fields});

describe("bad input", () => {
  it.each([
    [
      "an unknown key",
      {"study.json": spec({replicate: 2})},
      1,
      'got "replicate"; did you mean "replicates"?'
    ],
    [
      "an unknown nested key",
      {"study.json": spec({publish: {response: "all"}})},
      1,
      'study.json: publish: key must be one of responses, queries, comparison; got "response"; did you mean "responses"?'
    ],
    [
      "truncated JSON",
      {"study.json": '{"schemaVersion": 1, "title": "x'},
      1,
      "study.json: text must be complete JSON; got"
    ],
    [
      "a value of another type",
      {"study.json": spec({replicates: "four"})},
      1,
      'study.json: replicates: expected number, received string; got "four"'
    ],
    [
      "more replicates than a grid can hold",
      {"study.json": spec({replicates: 1e9})},
      1,
      "study.json: replicates: Too big: expected number to be <=1000; got 1000000000"
    ],
    [
      "defaults of an unknown analysis",
      {"study.json": spec({defaults: {regresion: {}}})},
      1,
      'study.json: defaults: analysis must be one of space, regression, classification, pair; got "regresion"; did you mean "regression"?'
    ],
    [
      "an unknown input in defaults",
      {"study.json": spec({defaults: {regression: {methd: "ols"}}})},
      1,
      'study.json: defaults: regression: inputs must be known; got methd; did you mean "method"?'
    ],
    [
      "a bad input in defaults",
      {"study.json": spec({defaults: {regression: {method: "olz"}}})},
      1,
      'study.json: defaults: regression: method: must be one of ols, knn, ridge, mean; got "olz"'
    ],
    [
      "a kind that is only reserved",
      {"study.json": spec({kind: "network"})},
      1,
      'study.json: kind: must be "responses" or "scores", others are reserved; got "network"'
    ],
    [
      "a study without models",
      {"models.csv": "model_id\n"},
      1,
      "study: models must be imported (vantage import) or listed in models.csv; got none in"
    ],
    [
      "a study without queries",
      {"queries.csv": "query_id,query_text\n"},
      1,
      "study: queries must be imported (vantage import) or listed in queries.csv; got none in"
    ],
    [
      "a model twice",
      {"models.csv": "model_id\nbase-1\nbase-1\n"},
      1,
      'models.csv: model_id must be unique; got "base-1" twice'
    ],
    [
      "a model that answers nothing",
      {"models.csv": "model_id\nbase-1\nsilent\n"},
      1,
      "responses: every model must answer something; got nothing from silent"
    ],
    [
      "a cell of another type",
      {
        "models.csv": "model_id,size\nbase-1,big\n",
        "study.json": spec({covariates: {size: {type: "number"}}})
      },
      1,
      'models.csv#line 2: size: cell must be a number; got "big"'
    ],
    [
      "a covariate without a column",
      {"study.json": spec({covariates: {lable: {type: "class"}}})},
      1,
      'got model_id, label, family, source; did you mean "label"?'
    ],
    [
      "an unknown embedder",
      {"study.json": spec({embedder: "hash-ngram-521"})},
      1,
      `embedder: name must be one of hash-ngram-512, scores, one-hot, choice-probabilities, or a model's folder; got "hash-ngram-521"; did you mean "hash-ngram-512"?`
    ],
    [
      "a file outside the study",
      {"study.json": spec({queries: "../../../etc/passwd"})},
      1,
      "study.json: files must lie in the study's folder; got ../../../etc/passwd"
    ]
  ])("%s is one line naming file, field and value", async (_, files, code, message) => {
    const found = await vantage(
      "embed",
      "--study",
      await importedStudy(folder(), files as Record<string, string>)
    );
    expect(found.code).toBe(code);
    expect(found.err.trim().split("\n")).toHaveLength(1);
    expect(found.err).toContain(message);
  });

  it.each([
    ["a bad filter", ["--filter", "model_id ="], 2, "filter: a number, true, false or text"],
    ["an unknown column", ["--filter", "modell_id = 'x'"], 2, 'did you mean "model_id"?'],
    ["a bad mapping", ["--map", "modelid=x"], 2, 'did you mean "model_id"?'],
    ["an unknown option", ["--studdy", "x"], 2, "unknown option '--studdy'"]
  ])("%s exits with 2", async (_, words, code, message) => {
    const directory = folder();
    writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows));
    const target = ["--study", join(directory, "s")];
    const found = await vantage("import", join(directory, "log.csv"), ...target, ...words);
    expect(found.code).toBe(code);
    expect(found.err).toContain(message);
  });

  it.each([
    [["embed", "--study", "/nonexistent/study"], 2, "study: folder must hold study.json"],
    [["import", "/nonexistent.csv", "--study", "never-made"], 2, "import: path must exist"],
    [
      ["import", "alpacaeval", "/dev/null", "--study", "never-made"],
      1,
      "import: files must be alpacaeval"
    ],
    [["frobnicate"], 2, "unknown command 'frobnicate'"]
  ])("%j exits with %i", async (words, code, message) => {
    const found = await vantage(...words);
    expect([found.code, found.err.includes(message)]).toEqual([code, true]);
  });

  it.each([
    ["empty", ""],
    ["damaged", "PAR1 and more"]
  ])("an %s Parquet file is one line with the name people know", async (_, content) => {
    const log = join(folder(), "log.parquet");
    writeFileSync(log, content);
    const found = await vantage("import", log, "--study", join(folder(), "s"));
    expect(found.code).toBe(1);
    expect(found.err.trim().split("\n").at(-1)).toMatch(
      /^vantage: .*log\.parquet: file must be complete Parquet; got /
    );
    expect(found.err).not.toContain("vantage-import");
  });

  it("a mapping that is no object exits with 2", async () => {
    const directory = folder();
    writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows));
    writeFileSync(join(directory, "map.json"), "null");
    const words = ["--study", join(directory, "s"), "--map", join(directory, "map.json")];
    const found = await vantage("import", join(directory, "log.csv"), ...words);
    expect([found.code, found.err]).toEqual([
      2,
      "vantage: map: JSON must be an object of field: column; got null\n"
    ]);
  });

  it("a missing covariates file exits with 2", async () => {
    const directory = folder();
    writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows));
    const words = ["--study", join(directory, "s"), "--covariates", join(directory, "c.csv")];
    const found = await vantage("import", join(directory, "log.csv"), ...words);
    expect(found.code).toBe(2);
    expect(found.err.trim().split("\n").at(-1)).toBe(
      `vantage: import: covariates file must exist; got ${join(directory, "c.csv")}`
    );
  });

  it("a byte-order mark before study.json is no fault", async () => {
    const study = await importedStudy(folder(), {"study.json": `\ufeff${spec({})}`});
    expect((await vantage("embed", "--study", study)).code).toBe(0);
  });

  it("a study below a file is what the system says, on one line", async () => {
    const log = join(folder(), "log.csv");
    writeFileSync(log, formatCsv(columns, rows));
    const found = await vantage("import", log, "--study", join(log, "s"));
    expect(found.code).toBe(1);
    expect(found.err.trim().split("\n").at(-1)).toMatch(/^vantage: ENOTDIR/);
  });
});
