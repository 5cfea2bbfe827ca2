import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {explorePage} from "../../cli/open.js";
import {runVantage} from "../cli/runVantage.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {smallSite} from "./smallSite.js";

const folder = temporaryFolders();
const questions = ["Name a prime.", "Say hello.", "What is tea?"];

/** A folder of AlpacaEval outputs whose name is no name of a study. */
function logs(directory: string): string {
  for (const model of ["a", "b", "c", "d"]) {
    const outputs = questions.map((instruction) => ({
      instruction,
      output: `${model} ${instruction}`
    }));
    mkdirSync(join(directory, "my logs", model), {recursive: true});
    writeFileSync(join(directory, "my logs", model, "model_outputs.json"), JSON.stringify(outputs));
  }
  return join(directory, "my logs");
}

it("vantage open goes from logs to a served map in one command", {timeout: 120_000}, async () => {
  const directory = folder();
  const root = await smallSite(directory, []);
  const words = ["open", logs(directory), "--port", "0"];
  const {stdout, stderr} = await runVantage(words, /stop with Ctrl-C/, root);
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
  expect(stderr).toContain("this site has no page s/[study]/explore: here is its first page");
  expect(stderr).toContain("alpacaeval: 4 files, 4 models × 3 queries × 1 answers: 12 answers");
  expect(stderr).toContain("study.json and models.csv are there to fill in");
  expect(existsSync(join(root, "data", "studies", "my-logs", "models.csv"))).toBe(true);
  expect(existsSync(join(root, "src", "data", "my-logs", "study.json"))).toBe(true);
});

it("vantage open names the page of the study where the site has one", () => {
  const site = join(folder(), "dist");
  expect(explorePage(site, "x")).toBe("");
  mkdirSync(join(site, "s", "x"), {recursive: true});
  writeFileSync(join(site, "s", "x", "explore.html"), "");
  expect(explorePage(site, "x")).toBe("s/x/explore");
});
