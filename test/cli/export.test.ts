import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readParquet} from "../../loaders/store/parquet.js";
import {readTable} from "../../loaders/store/tables.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();

describe("vantage export", () => {
  it("writes for Embedding Atlas and names the command that shows it", async () => {
    const directory = folder();
    const study = await importedStudy(directory);
    const out = join(directory, "atlas.parquet");
    const found = await vantage("export", "embedding-atlas", "--study", study, "--out", out);
    expect(found.code).toBe(0);
    expect(found.out).toContain(`embedding-atlas: 12 answers in ${out}`);
    expect(found.out).toContain("projection_x and projection_y are principal coordinates");
    expect(found.err).toContain(
      `next: embedding-atlas ${out} --text response --x projection_x --y projection_y\n`
    );
    expect(await readParquet(out)).toHaveLength(12);
  });

  it("writes arrays, with --json the report alone on stdout", async () => {
    const directory = folder();
    const study = await importedStudy(directory);
    const out = join(directory, "arrays");
    const found = await vantage("export", "npy", "--study", study, "--out", out, "--json");
    const files = ["0.npy", "1.npy", "2.npy", "3.npy", "index.json"];
    expect(JSON.parse(found.out)).toEqual({format: "npy", out, files, rows: 12, notes: []});
    expect(found.err).toContain(`next: npx vantage run space --study ${study}\n`);
    expect(readdirSync(out).sort()).toEqual(files);
  });

  it("writes CSV, disarmed with --spreadsheet, and replaces it only with --force", async () => {
    const directory = folder();
    const study = await importedStudy(directory, {"models.csv": csvOfModels});
    const out = join(directory, "csv");
    const words = ["export", "csv", "--study", study, "--out", out];
    expect((await vantage(...words)).out).toBe(`csv: 12 answers in 3 files in ${out}\n`);
    expect(readFileSync(join(out, "models.csv"), "utf8")).toContain("base-1,=1+1,");
    const again = await vantage(...words, "--spreadsheet");
    expect(again.code).toBe(2);
    expect(again.err).toBe(
      `vantage: export: --out must not exist yet, or give --force; got ${out}\n`
    );
    expect((await vantage(...words, "--spreadsheet", "--force")).code).toBe(0);
    expect(readFileSync(join(out, "models.csv"), "utf8")).toContain("base-1,'=1+1,");
  });

  it("writes two models side by side, which can be imported again", async () => {
    const directory = folder();
    const study = await importedStudy(directory);
    const out = join(directory, "pair.json");
    const words = ["--models", "base-1", "--models", "base-2", "--study", study, "--out", out];
    const found = await vantage("export", "llm-comparator", ...words);
    expect(found.out).toContain(`llm-comparator: 6 answers in ${out}`);
    const {models, examples} = JSON.parse(readFileSync(out, "utf8"));
    expect(models).toEqual([{name: "base-1"}, {name: "base-2"}]);
    expect(examples).toHaveLength(3);
    const again = join(directory, "again");
    const imported = await vantage("import", out, "--study", again);
    expect(imported.code).toBe(0);
    const texts = async (of: string) =>
      (await readTable(of, "responses"))
        ?.filter(({model_id}) => ["base-1", "base-2"].includes(model_id))
        .map(({model_id, response_text}) => `${model_id}: ${response_text}`)
        .sort();
    expect(await texts(again)).toEqual(await texts(study));
  });

  it.each([
    [
      ["csvs"],
      'format must be one of embedding-atlas, npy, csv, llm-comparator; got "csvs"; did you mean "csv"?'
    ],
    [
      ["__proto__"],
      'format must be one of embedding-atlas, npy, csv, llm-comparator; got "__proto__"'
    ],
    [["npy", "--spreadsheet"], "format must be csv with --spreadsheet; got npy"],
    [["csv", "--models", "a"], "format must be llm-comparator with --models; got csv"],
    [["llm-comparator"], "--models must name two models; got 0"],
    [["llm-comparator", "--models", "base-1"], "--models must name two models; got 1"],
    [
      ["llm-comparator", "--models", "base-1", "--models", "base-11"],
      '--models must be the study\'s; got "base-11"; did you mean "base-1"?'
    ]
  ])("refuses %j as wrong usage, before anything is made", async (words, message) => {
    const directory = folder();
    const study = await importedStudy(directory);
    const out = join(directory, "out");
    const found = await vantage("export", ...words, "--study", study, "--out", out);
    expect(found).toEqual({code: 2, out: "", err: `vantage: export: ${message}\n`});
    expect(existsSync(out)).toBe(false);
  });

  it("needs a study and a path", async () => {
    const directory = folder();
    expect((await vantage("export", "csv", "--study", directory)).code).toBe(2);
    const found = await vantage(
      "export",
      "csv",
      "--study",
      directory,
      "--out",
      join(directory, "o")
    );
    expect(found.code).toBe(2);
    expect(found.err).toContain("study: folder must hold study.json");
  });

  it("says in its help what --spreadsheet does", async () => {
    const {code, out} = await vantage("export", "--help");
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toContain("put a single quote before text that begins with");
  });
});

const csvOfModels = "model_id,label\nbase-1,=1+1\nbase-2,\ntuned-1,\ntuned-2,\n";
