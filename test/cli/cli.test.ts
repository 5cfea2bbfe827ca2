import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {main} from "../../cli/main.js";
import {formatCsv} from "../../src/lib/intake/csv.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {runVantage} from "./runVantage.js";

const folder = temporaryFolders();
const columns = ["model_id", "query_text", "response_text"];
const models = ["base-1", "base-2", "tuned-1", "tuned-2"];
const rows = models.flatMap((model, i) =>
  ["Name a prime.", "Say hello.", "Count."].map((query, j) => [
    model,
    query,
    `${query} ${i * j} ok`
  ])
);

/** Runs one command line in this process, with what it would print. */
async function vantage(...words: readonly string[]) {
  const printed = {out: "", err: ""};
  const {stdout, stderr} = process;
  const [toOut, toErr] = [stdout.write, stderr.write];
  const into = (stream: "out" | "err") => (text: string | Uint8Array) => {
    printed[stream] += text;
    return true;
  };
  [stdout.write, stderr.write] = [into("out"), into("err")];
  try {
    return {code: await main(words), ...printed};
  } finally {
    [stdout.write, stderr.write] = [toOut, toErr];
  }
}

async function study(extra: Readonly<Record<string, string>> = {}): Promise<string> {
  const directory = folder();
  writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows));
  const {code} = await vantage(
    "import",
    join(directory, "log.csv"),
    "--study",
    join(directory, "s")
  );
  expect(code).toBe(0);
  for (const [file, text] of Object.entries(extra)) writeFileSync(join(directory, "s", file), text);
  return join(directory, "s");
}

const spec = (fields: object) =>
  JSON.stringify({schemaVersion: 1, title: "s", models: "models.csv", ...fields});

describe("vantage import", () => {
  it("reports, writes first versions and names the next command", async () => {
    const directory = folder();
    const log = join(directory, "log.csv");
    writeFileSync(log, formatCsv(columns, rows.slice(1)));
    writeFileSync(
      join(directory, "c.csv"),
      "model,size\nbase-1,7\nbase_2,3\ntuned-1,\ntuned-2,1\n"
    );
    const target = join(directory, "s");
    const found = await vantage(
      "import",
      "generic",
      log,
      "--study",
      target,
      "--covariates",
      join(directory, "c.csv")
    );
    expect(found.out).toContain("generic: 1 files, 4 models × 3 queries × 1 answers: 11 answers");
    expect(found.out).toContain("statuses: 11 ok, 1 missing");
    expect(found.out).toContain("2 of 3 queries are answered by every model");
    expect(found.out).toContain("dropping base-1 would keep 1 more queries");
    expect(found.out).toContain("ids of no model: base_2 (nearest: base-2)");
    expect(found.out).toContain("models without a row: base-2");
    expect(found.out).toContain("models with blank cells: tuned-1");
    expect(found.err).toContain(`next: vantage embed --study ${target}`);
    const written = JSON.parse(readFileSync(join(target, "study.json"), "utf8"));
    expect(written.covariates).toEqual({size: {type: "number", description: ""}});
    expect(readFileSync(join(target, "models.csv"), "utf8")).toContain(
      "base-1,base-1,,generic,7\n"
    );
  });

  it("with --preview writes nothing; with --json gives the report", async () => {
    const directory = folder();
    writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows));
    const words = [
      "import",
      join(directory, "log.csv"),
      "--study",
      join(directory, "s"),
      "--preview"
    ];
    const found = await vantage(...words, "--json");
    expect(JSON.parse(found.out)).toMatchObject({models: 4, responses: 12, wrote: []});
    expect(JSON.parse(found.out).preview).toHaveLength(5);
    expect(existsSync(join(directory, "s"))).toBe(false);
  });

  it("reads Parquet, keeps what people wrote and takes a filter", async () => {
    const directory = await study({"models.csv": "model_id,label,size\nbase-1,Base One,7\n"});
    const table = join(directory, "tables", "responses.parquet");
    const map = "query_text=query_id";
    const only = "model_id like 'base%'";
    const words = [
      "import",
      "generic",
      table,
      "--study",
      directory,
      "--map",
      map,
      "--filter",
      only
    ];
    expect((await vantage(...words)).code).toBe(0);
    expect(readFileSync(join(directory, "models.csv"), "utf8")).toBe(
      "model_id,label,size,family,source\nbase-1,Base One,7,,generic\nbase-2,base-2,,,generic\n"
    );
  });
});

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
      'study.json: publish: key must be one of responses, queries; got "response"; did you mean "responses"?'
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
      'models.csv#1.size: cell must be a number; got "big"'
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
      'embedder: name must be one of hash-ngram-512; got "hash-ngram-521"; did you mean "hash-ngram-512"?'
    ],
    [
      "a file outside the study",
      {"study.json": spec({queries: "../../../etc/passwd"})},
      1,
      "study.json: files must lie in the study's folder; got ../../../etc/passwd"
    ]
  ])("%s is one line naming file, field and value", async (_, files, code, message) => {
    const found = await vantage("embed", "--study", await study(files as Record<string, string>));
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
    [["import", "/nonexistent.csv", "--study", "/tmp/x"], 2, "import: path must exist"],
    [
      ["import", "alpacaeval", "/dev/null", "--study", "/tmp/x"],
      1,
      "import: files must be alpacaeval"
    ],
    [["frobnicate"], 2, "unknown command 'frobnicate'"]
  ])("%j exits with %i", async (words, code, message) => {
    const found = await vantage(...words);
    expect([found.code, found.err.includes(message)]).toEqual([code, true]);
  });
});

describe("the other verbs", () => {
  it("embed, data and status say what they did and what comes next", async () => {
    const directory = await study();
    expect((await vantage("embed", "--study", directory)).out).toBe("9 texts embedded\n");
    const data = await vantage("data", "--study", directory, "--json");
    expect(JSON.parse(data.out)[0]).toMatchObject({work: {embedded: 0, rows: 3, tables: 1}});
    expect(JSON.parse(data.out)[0].results.run).toContain("space");
    const status = await vantage("status", "--study", directory, "--json");
    const stages = JSON.parse(status.out)[0].stages as {state: string}[];
    expect(stages.map(({state}) => state)).toEqual(["fresh", "fresh", "fresh"]);
  });

  it("doctor passes on this machine", async () => {
    const {code, out} = await vantage("doctor");
    expect([code, out.includes("ONNX Runtime")]).toEqual([0, true]);
  });

  it("works as a process, from any folder", async () => {
    const {code, stdout} = await runVantage(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
