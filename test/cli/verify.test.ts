import {existsSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();

const covariates = {size: {type: "number", description: ""}};
const study = {schemaVersion: 1, title: "s", models: "models.csv", covariates};
const models = "model_id,size\nbase-1,7\nbase-2,3\ntuned-1,2\ntuned-2,1\n";

/** A claim about the mean error of guessing by the mean, which no input but another method changes. */
const claim = (value: number, twin: object = {k: 2, method: "knn"}) => ({
  id: "error",
  statement: "The error is large.",
  otherwise: "The error is small.",
  workflow: "regression",
  set: {method: "mean", permutations: 0},
  measure: "metrics.mae",
  holds: {op: ">", value},
  over: {sweep: {querySeed: [1, 2], queryCount: [2, 3]}},
  negativeTwin: {set: twin}
});

async function studyWith(claims: unknown): Promise<string> {
  return importedStudy(folder(), {
    "study.json": JSON.stringify(study),
    "models.csv": models,
    ...(claims === undefined ? {} : {"claims.json": JSON.stringify(claims)})
  });
}

describe("vantage verify", () => {
  it("says that a study makes no claims, and that its numbers are as published", async () => {
    const {code, out} = await vantage("verify", "--study", await studyWith(undefined));
    expect(code).toBe(0);
    expect(out).toContain("s: no claims");
    expect(out).toContain("published numbers: as recomputed");
  });

  it("exits with 3 for a claim that fails, and says what is so instead", async () => {
    const {code, out} = await vantage("verify", "--study", await studyWith([claim(100)]));
    expect(out).toMatch(/Fails {2}error: The error is small\.\n/);
    expect(code).toBe(3);
  });

  it("exits with 1 for a claim that is unable to fail", async () => {
    const {code, out} = await vantage("verify", "--study", await studyWith([claim(0, {})]));
    expect(out).toContain("unable to fail");
    expect(code).toBe(1);
  });

  it("exits with 0 for one that cannot be decided, and with 1 under --strict", async () => {
    // Two runs that both hold cannot show that nine in ten do; the twin's error is 1.
    const open = {...claim(2, {models: "size < 6"}), over: {seeds: 2}, fraction: 0.9};
    const directory = await studyWith([open]);
    const {code, out} = await vantage("verify", "--study", directory, "--json");
    expect(JSON.parse(out)[0].claims[0]).toMatchObject({verdict: "INCONCLUSIVE", canFail: true});
    expect(code).toBe(0);
    expect((await vantage("verify", "--study", directory, "--strict")).code).toBe(1);
  });

  it("has claims among what status calls fresh, stale or missing", async () => {
    const directory = await studyWith([claim(2)]);
    await vantage("data", "--study", directory);
    const published = join(directory, ".vantage", "published", "claims.json");
    const state = async () => {
      const {out} = await vantage("status", "--study", directory, "--json");
      const stages = JSON.parse(out)[0].stages as {stage: string; state: string}[];
      return stages.find(({stage}) => stage === "claims")?.state;
    };
    expect(await state()).toBe("fresh");
    writeFileSync(published, readFileSync(published, "utf8").replace("large", "small"));
    expect(await state()).toBe("stale");
    await vantage("data", "--study", directory);
    rmSync(published);
    expect(await state()).toBe("missing");
    writeFileSync(join(directory, "claims.json"), JSON.stringify([claim(3)]));
    await vantage("data", "--study", directory);
    expect(await state()).toBe("fresh");
    writeFileSync(join(directory, "claims.json"), JSON.stringify([claim(2)]));
    expect(await state()).toBe("stale");
    writeFileSync(join(directory, "claims.json"), JSON.stringify([]));
    await vantage("data", "--study", directory);
    expect(existsSync(published)).toBe(false);
    expect(await state()).toBe(undefined);
  });

  it("says which published numbers moved", async () => {
    const directory = await studyWith(undefined);
    await vantage("data", "--study", directory);
    const path = join(directory, ".vantage", "published", "results", "space.json");
    const run = JSON.parse(readFileSync(path, "utf8"));
    run.result.eigenvalues[0] *= 1.001;
    const {verifyStudy} = await import("../../loaders/claims/verifyStudy.js");
    writeFileSync(path, JSON.stringify(run));
    const published = join(directory, ".vantage", "published");
    const effects = {now: () => 0, progress: () => undefined};
    const {moved} = await verifyStudy(directory, published, {version: "test", effects});
    expect(moved.map(({path: at}) => at)).toEqual(["result.eigenvalues[0]"]);
  });

  it.each([
    [[{...claim(1), workflow: "regresion"}], "workflow must be one of"],
    [[{...claim(1), mesure: 1}], 'did you mean "measure"?'],
    ["nothing", "array"]
  ])("refuses %o", async (claims, said) => {
    const {code, err} = await vantage("verify", "--study", await studyWith(claims));
    expect(code).toBe(1);
    expect(err).toContain(said);
  });
});
