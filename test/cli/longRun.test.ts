import {spawn} from "node:child_process";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {runVantage} from "./runVantage.js";

const folder = temporaryFolders();
const entry = fileURLToPath(new URL("../../bin/vantage.js", import.meta.url));

describe("vantage run, looked at while it runs", () => {
  it("says with --trace which cells ran, why and how long, beside the result", async () => {
    const study = await importedStudy(folder());
    const {code, stdout, stderr} = await runVantage([
      ...["run", "space", "--study", study, "--trace", "--json"]
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).workflow).toBe("space");
    expect(stderr).toMatch(/^cell +by +at ms +took ms +why$/m);
    expect(stderr).toMatch(/^gram +run +[\d.]+ +[\d.]+ +for squared$/m);
  });

  it("ends shuffles early at the first Ctrl+C and gives what there is, marked so", async () => {
    const covariates = {size: {type: "number", description: ""}};
    const study = await importedStudy(folder(), {
      "study.json": JSON.stringify({
        schemaVersion: 1,
        title: "s",
        models: "models.csv",
        covariates
      }),
      "models.csv": "model_id,size\nbase-1,7\nbase-2,3\ntuned-1,2\ntuned-2,1\n"
    });
    const words = ["run", "regression", "--study", study, "--json", "--set", "dimension=1"];
    const more = ["--set", "covariate=size", "--set", "permutations=1000000"];
    const child = spawn(process.execPath, [entry, ...words, ...more]);
    let [stdout, stderr] = ["", ""];
    let isAsked = false;
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
      if (isAsked || !stderr.includes("permutation: ")) return;
      isAsked = true;
      child.kill("SIGINT");
    });
    const code = await new Promise((done) => child.on("close", done));
    expect(stderr).toContain("ending permutation early");
    expect(code).toBe(0);
    const {result, warnings} = JSON.parse(stdout);
    expect(result.inference.B).toBeGreaterThan(0);
    expect(result.inference.B).toBeLessThan(1_000_000);
    expect(warnings.map(({code}: {code: string}) => code)).toContain("STOPPED_EARLY");
    expect(result.pValue).toBe((1 + result.asGood) / (1 + result.inference.B));
  }, 60_000);
});
