import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readParquet} from "../../loaders/store/parquet.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {columns, importedStudy, rows} from "./importedStudy.js";
import {runVantage} from "./runVantage.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();

async function measuredStudy(directory: string): Promise<string> {
  const covariates = {size: {type: "number", description: ""}};
  return importedStudy(directory, {
    "study.json": JSON.stringify({schemaVersion: 1, title: "s", models: "models.csv", covariates}),
    "models.csv": "model_id,size\nbase-1,7\nbase-2,3\ntuned-1,2\ntuned-2,1\n"
  });
}

const grid = ["--over", "queryCount=1..3", "--over", "method=knn,mean", "--set", "dimension=1"];

describe("vantage sweep", () => {
  it("writes a row for each run, with the numbers of single runs, on one thread or two", async () => {
    const directory = folder();
    const study = await measuredStudy(directory);
    const made = ["sweep", "regression", "--study", study, ...grid, "--set", "permutations=99"];
    const files = ["one", "two"].map((name) => join(directory, `${name}.parquet`));
    const first = await vantage(...made, "--out", files[0] as string, "--jobs", "1");
    expect(first).toMatchObject({code: 0, err: expect.stringContaining("runs: 6 of 6")});
    // What is made anew must not be what was kept.
    const ledgers = join(study, ".vantage", "sweeps");
    writeFileSync(join(ledgers, readdirSync(ledgers)[0] as string), "");
    expect((await vantage(...made, "--out", files[1] as string, "--jobs", "2")).code).toBe(0);
    const [one, two] = await Promise.all(files.map((file) => readParquet(file, file)));
    expect(two).toEqual(one);
    expect(one).toHaveLength(6);
    const row = one?.[4] as Record<string, unknown>;
    expect(row).toMatchObject({queryCount: 3, method: "knn", error: null});
    const set = ["queryCount=3", "method=knn", "dimension=1", "permutations=99"];
    const words = set.flatMap((pair) => ["--set", pair]);
    const alone = await vantage("run", "regression", "--study", study, "--json", ...words);
    const {result} = JSON.parse(alone.out);
    expect(row["result.metrics.mae"]).toBe(result.metrics.mae);
    expect(row["result.pValue"]).toBe(result.pValue);
    const manifest = JSON.parse(readFileSync(`${files[0]}.manifest.json`, "utf8"));
    expect(manifest).toMatchObject({study: "s", workflow: "regression", fixed: {dimension: "1"}});
  });

  it("makes the others when a combination fails, and says which", async () => {
    const directory = folder();
    const study = await measuredStudy(directory);
    const out = join(directory, "s.csv");
    const words = ["--over", "method=mean,nope", "--over", "queryCount=1,9", "--out", out];
    const {code, err} = await vantage("sweep", "regression", "--study", study, ...words);
    expect(code).toBe(1);
    expect(err).toContain("got 3 of 4 that failed");
    const text = readFileSync(out, "utf8");
    expect(text).toContain('must be one of ols, knn, ridge, mean; got ""nope""');
    expect(text).toContain("queryCount: must be at most the 3 queries");
  });

  it("keeps nothing when the study's way with gaps is another", async () => {
    const directory = folder();
    writeFileSync(join(directory, "log.csv"), formatCsv(columns, rows.slice(0, -1)));
    const study = join(directory, "s");
    await vantage("import", join(directory, "log.csv"), "--study", study);
    const sweptWith = async (missing: string) => {
      const path = join(study, "study.json");
      writeFileSync(path, JSON.stringify({...JSON.parse(readFileSync(path, "utf8")), missing}));
      const words = ["--over", "dimension=1", "--out", join(directory, "s.csv"), "--json"];
      return JSON.parse((await vantage("sweep", "space", "--study", study, ...words)).out)[0].swept;
    };
    expect((await sweptWith("drop-queries")).warnings).toContain("QUERIES_DROPPED");
    expect((await sweptWith("drop-models")).warnings).toContain("MODELS_DROPPED");
  });

  it("goes on where it was killed", {timeout: 120_000}, async () => {
    const directory = folder();
    const study = await measuredStudy(directory);
    const out = join(directory, "s.csv");
    const words = ["sweep", "regression", "--study", study, "--out", out, "--seeds", "40"];
    const more = ["--set", "permutations=4000", "--set", "dimension=1"];
    const killed = await runVantage([...words, ...more], /runs: \d+ of 40 \([34]\d %\)/);
    expect(killed.signal).toBe("SIGKILL");
    expect(existsSync(out)).toBe(false);
    const again = await runVantage([...words, ...more]);
    expect(again.code).toBe(0);
    const begun = Number(/runs: (\d+) of 40/.exec(again.stderr)?.[1]);
    expect(begun).toBeGreaterThanOrEqual(12);
    expect(readFileSync(out, "utf8").trim().split("\n")).toHaveLength(41);
  });
});

describe("--params", () => {
  it("repeats a run from its result, and --set goes first", async () => {
    const directory = folder();
    const study = await measuredStudy(directory);
    const file = join(directory, "run.json");
    const words = ["run", "regression", "--study", study, "--json"];
    await vantage(...words, "--set", "method=knn", "--set", "queryCount=2", "--out", file);
    const first = JSON.parse(readFileSync(file, "utf8"));
    const again = JSON.parse((await vantage(...words, "--params", file)).out);
    expect(again.result).toEqual(first.result);
    const other = await vantage(...words, "--params", file, "--set", "method=mean");
    expect(JSON.parse(other.out).inputs).toMatchObject({method: "mean", queryCount: 2});
  });

  it.each([
    ["[1]", "must hold an object of inputs"],
    ["{", "must be JSON"],
    ['{"workflow": "space", "inputs": {}}', "must be of regression; got a run of space"],
    ['{"methd": "knn"}', 'did you mean "method"?']
  ])("refuses %s", async (text, said) => {
    const directory = folder();
    const study = await measuredStudy(directory);
    const file = join(directory, "params.json");
    writeFileSync(file, text);
    const {code, err} = await vantage("run", "regression", "--study", study, "--params", file);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
