import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {fileServers} from "../loaders/get/fileServer.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const serve = fileServers();
const commit = "c".repeat(40);
const models = ["a", "b", "c"];

const outputs = (model: string) =>
  JSON.stringify(
    ["Name a prime.", "Count."].map((instruction, j) => ({
      dataset: "made",
      instruction,
      output: `${model} says ${j}`,
      generator: model
    }))
  );

/** A folder with one recipe, of three models' outputs on a server of this machine. */
async function recipes() {
  const at = (model: string) => `/${commit}/results/${model}/model_outputs.json`;
  const server = await serve(Object.fromEntries(models.map((name) => [at(name), outputs(name)])));
  const directory = folder();
  mkdirSync(join(directory, "recipes"));
  const files = models.map((name) => ({
    url: server.url + at(name),
    sha256: null,
    bytes: null,
    path: `results/${name}/model_outputs.json`
  }));
  const license = {name: "CC BY-NC 4.0", url: "https://example.org/license"};
  const [homepage, repository] = ["https://example.org", "https://example.org/repository"];
  const about = {schemaVersion: 1, title: "three models", license, homepage, repository, commit};
  writeFileSync(join(directory, "recipes", "three.json"), JSON.stringify({...about, files}));
  return {...server, directory, own: ["--recipes", join(directory, "recipes")]};
}

describe("vantage get", () => {
  it("lists what there is", async () => {
    const {code, out, err} = await vantage("get");
    expect([code, err]).toEqual([0, "next: npx vantage get alpaca-eval\n"]);
    expect(out).toContain("alpaca-eval: AlpacaEval: answers of 13 models");
    expect(out).toContain("CC BY-NC 4.0");
  });

  it("names the nearest recipe for one that is not there", async () => {
    const {code, err} = await vantage("get", "alpaca-evil");
    expect([code, err]).toEqual([2, expect.stringContaining('did you mean "alpaca-eval"?')]);
  });

  it("shows license and source and fetches nothing before the license is accepted", async () => {
    const {own, directory, asked} = await recipes();
    const to = join(directory, "to");
    const {code, err} = await vantage("get", "three", "--to", to, ...own);
    expect(code).toBe(2);
    expect(err).toContain("license: CC BY-NC 4.0 (https://example.org/license)\n");
    expect(err).toContain(`from: https://example.org/repository at ${commit}\n`);
    expect(err.trim().split("\n").at(-1)).toContain("must be accepted with --accept-license");
    expect([asked, existsSync(to)]).toEqual([[], false]);
  });

  it("fetches what can be imported as it is, and says what to type next", async () => {
    const {own, directory} = await recipes();
    const to = join(directory, "to");
    const words = ["get", "three", "--to", to, "--accept-license", ...own];
    const {code, out, err} = await vantage(...words);
    expect([code, err.trim().split("\n").at(-1)]).toEqual([0, `next: npx vantage open ${to}`]);
    expect(out).toContain("three: 3 files in");
    expect(out.match(/^ {2}[0-9a-f]{64} {2}results/gm)).toHaveLength(3);
    const imported = await vantage("import", to, "--study", join(directory, "s"), "--json");
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.out)).toMatchObject({
      format: "alpacaeval",
      models: 3,
      queries: 2,
      refused: []
    });
    const again = await vantage(...words, "--json");
    expect(JSON.parse(again.out).fetched).toBe(0);
  });
});
