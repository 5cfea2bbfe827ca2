import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const answers = JSON.stringify([{instruction: "Name a prime.", output: "2", dataset: "probe"}]);

/** A folder of logs, one file per model, and the arguments that import it. */
function logs(files: Readonly<Record<string, string>>): string[] {
  const directory = folder();
  for (const [model, text] of Object.entries(files)) {
    mkdirSync(join(directory, "results", model), {recursive: true});
    writeFileSync(join(directory, "results", model, "model_outputs.json"), text);
  }
  return ["import", join(directory, "results"), "--study", join(directory, "s")];
}

describe("import with a file that cannot be read", () => {
  it("refuses it by name and reason, and imports the others", async () => {
    const {code, out} = await vantage(...logs({a: answers, b: answers.slice(0, -2), c: answers}));
    expect(code).toBe(0);
    expect(out).toContain("alpacaeval: 3 files, 2 models × 1 queries");
    expect(out).toContain("recognised by model_outputs.json with instruction and output");
    expect(out).toContain("refused, and the rest imported: 1");
    expect(out).toContain("results/b/model_outputs.json: text must be complete JSON");
  });

  it("fails when nothing is left", async () => {
    const {code, err} = await vantage(...logs({b: answers.slice(0, -2)}));
    expect(code).toBe(1);
    expect(err).toContain("results/b/model_outputs.json: text must be complete JSON");
  });
});
