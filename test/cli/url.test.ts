import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readAddress} from "../../src/components/address.js";
import {controlSpecs} from "../../src/components/controlSpecs.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const page = "https://example.org/s/s/explore";

async function runner() {
  const study = await importedStudy(folder());
  const run = (...words: readonly string[]) =>
    vantage("run", "space", "--study", study, "--json", ...words);
  return {study, run};
}

const address = (err: string) => /^on a page: (\?.*)$/m.exec(err)?.[1] ?? "";

describe("run --url", () => {
  it("gives what --set gives, under --set, over --params", async () => {
    const {run} = await runner();
    const set = await run("--set", "queryCount=2", "--set", "dimension=1");
    const url = await run("--url", `${page}?queryCount=2&dimension=1#map`);
    expect(JSON.parse(url.out)).toEqual({...JSON.parse(set.out), timing: expect.anything()});
    const over = await run("--url", "?queryCount=2&dimension=1", "--set", "dimension=2");
    expect(JSON.parse(over.out).inputs).toMatchObject({queryCount: 2, dimension: 2});
    const params = join(folder(), "params.json");
    writeFileSync(params, JSON.stringify({dimension: 1, seed: 5}));
    const under = await run("--params", params, "--url", "?dimension=2");
    expect(JSON.parse(under.out).inputs).toMatchObject({dimension: 2, seed: 5});
  });

  it("passes over the drawing and other analyses, and says so", async () => {
    const {run} = await runner();
    const {code, err} = await run("--url", `${page}?view.color=family&regression.method=knn&v=2`);
    expect(code).toBe(0);
    expect(err).toContain("--url: passed over: view.color: of the drawing alone");
    expect(err).toContain("--url: passed over: regression.method: not an input of space");
    expect(err).toContain("v=2: written by a newer version; read as version 1");
  });

  it.each([
    ["?dimnsion=1", 'did you mean "dimension"?'],
    ["?dimension=0", "dimension: "],
    ["dimension=1", `--url must be a page's address or its part from "?"; got "dimension=1"`],
    ["data:text/plain,?dimension=1", "--url must be a page's address"],
    ["?models=%3Cscript%3E;drop", "models: "]
  ])("refuses %s", async (url, said) => {
    const {run} = await runner();
    const {code, err, out} = await run("--url", url);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(said);
  });
});

describe("the address that run prints", () => {
  it("is taken by a page and by --url, and gives the same inputs", async () => {
    const {study, run} = await runner();
    const models = "models=model_id <> 'base-1' and label <> 'a & b=c'";
    const first = await run("--set", "queryCount=2", "--set", "seed=3", "--set", models);
    const search = address(first.err);
    const published = join(study, ".vantage", "published", "study.json");
    const facts = JSON.parse(readFileSync(published, "utf8"));
    const {inputs, ignored} = readAddress(search, facts, Object.keys(controlSpecs));
    const wanted = {queryCount: 2, seed: 3, models: models.slice(7)};
    expect([inputs, ignored]).toEqual([wanted, []]);
    const again = await run("--url", `${page}${search}`);
    expect(JSON.parse(again.out).inputs).toEqual(JSON.parse(first.out).inputs);
    expect(address(again.err)).toBe(search);
  });

  it("is not there for what was published, and says what pages do not offer", async () => {
    const {run} = await runner();
    expect((await run()).err).not.toContain("on a page");
    const raw = await run("--set", "scaling=raw");
    expect(raw.err).toContain(
      "on a page: ?scaling=raw\non a page: scaling=raw: pages do not offer this"
    );
  });
});
