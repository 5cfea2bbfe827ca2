import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();

async function twoRuns(set: readonly string[]) {
  const directory = folder();
  const study = await importedStudy(directory);
  const files = ["a.json", "b.json"].map((name) => join(directory, name)) as [string, string];
  const words = ["run", "space", "--study", study, "--out"];
  await vantage(...words, files[0]);
  await vantage(...words, files[1], ...set.flatMap((pair) => ["--set", pair]));
  return {study, files};
}

describe("vantage diff", () => {
  it("says that two runs are the same", async () => {
    const {files} = await twoRuns([]);
    expect(await vantage("diff", ...files)).toMatchObject({code: 0, out: "space: the same\n"});
  });

  it("says which inputs and numbers moved, and by how much", async () => {
    const {files} = await twoRuns(["scaling=paper"]);
    const {code, out} = await vantage("diff", ...files);
    expect(code).toBe(1);
    expect(out).toContain('scaling: "code" → "paper"');
    expect(out).toMatch(/eigenvalues\[0\]: .* of its size/);
    expect(out).not.toContain("data");
  });

  it("says which data and code moved", async () => {
    const {files} = await twoRuns([]);
    const run = JSON.parse(readFileSync(files[1], "utf8"));
    run.manifest.vantage = "9.9.9";
    run.manifest.stages.gram = 7;
    run.manifest.data.responses = "0".repeat(64);
    writeFileSync(files[1], JSON.stringify(run));
    const {code, out} = await vantage("diff", ...files, "--json");
    expect(code).toBe(1);
    const [moved] = JSON.parse(out);
    expect(moved.code.map(({path}: {path: string}) => path)).toEqual(["vantage", "stages.gram"]);
    expect(moved.data.map(({path}: {path: string}) => path)).toEqual(["data.responses"]);
    expect(moved.numbers).toEqual([]);
  });

  it("compares a study with a result, analysis by analysis", async () => {
    const {study, files} = await twoRuns([]);
    await vantage("data", "--study", study);
    const {code, out} = await vantage("diff", study, files[0]);
    expect(out).toContain("space: the same");
    expect(code).toBe(0);
  });

  it.each([
    [["nowhere", "nowhere"], "must exist; got nowhere", 2],
    [["package.json", "package.json"], "must be the result of a run", 1],
    [["a", "b", "--tolerance", "x"], "must be a number from 0; got x", 2]
  ])("refuses %s", async (words, said, exit) => {
    const {code, err} = await vantage("diff", ...words);
    expect(err).toContain(said);
    expect(code).toBe(exit);
  });
});
