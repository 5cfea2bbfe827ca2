import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {columns, importedStudy, rows} from "./importedStudy.js";
import {runVantage} from "./runVantage.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();

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
    expect(found.err).toContain(`next: npx vantage embed --study ${target}`);
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
    const directory = await importedStudy(folder());
    const other = join(folder(), "other");
    mkdirSync(other);
    writeFileSync(join(other, "models.csv"), "model_id,label,size\nbase-1,Base One,7\n");
    const table = join(directory, "tables", "responses.parquet");
    const map = "query_text=query_id";
    const only = "model_id like 'base%'";
    const words = ["import", "generic", table, "--study", other, "--map", map, "--filter", only];
    expect((await vantage(...words)).code).toBe(0);
    expect(readFileSync(join(other, "models.csv"), "utf8")).toBe(
      "model_id,label,size,family,source\nbase-1,Base One,7,,generic\nbase-2,base-2,,,generic\n"
    );
  });
});

describe("the other verbs", () => {
  it("embed, data and status say what they did and what comes next", async () => {
    const directory = await importedStudy(folder());
    expect((await vantage("embed", "--study", directory)).out).toBe("9 texts embedded\n");
    const once = await vantage("embed", "--study", directory, "--embedder", "one-hot", "--json");
    expect(JSON.parse(once.out)).toEqual({embedder: "one-hot-4", embedded: 4, truncated: 0});
    const wrong = await vantage("embed", "--study", directory, "--embedder", '{"nam":"one-hot"}');
    expect(wrong.err).toContain(
      "--embedder: JSON must have name and may have others of name, prefix"
    );
    const data = await vantage("data", "--study", directory, "--json");
    expect(JSON.parse(data.out)[0]).toMatchObject({work: {embedded: 0, rows: 3, tables: 1}});
    expect(JSON.parse(data.out)[0].results.run).toContain("space");
    const status = await vantage("status", "--study", directory, "--json");
    const stages = JSON.parse(status.out)[0].stages as {state: string}[];
    expect(stages.map(({state}) => state)).toEqual(Array(6).fill("fresh"));
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
