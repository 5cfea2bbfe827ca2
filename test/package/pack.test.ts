import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {root} from "../repo/sources.js";
import {syntheticStudy} from "../workflow/syntheticStudy.js";
import {run} from "./command.js";
import {blocked, installPacked} from "./installPacked.js";
import {askOnly, browserPath, type Visitor, visitor} from "./visitor.js";
import {writeReport} from "./writeReport.js";

const folder = mkdtempSync(join(tmpdir(), "vantage-pack-"));
const {version} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const study = syntheticStudy({n: 10, m: 12});

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({private: true, type: "module"}));
  await installPacked(folder);
}, 300_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}), 60_000);

describe("the packed package in an empty folder", () => {
  it("installs without ONNX Runtime", () => {
    expect(existsSync(join(folder, "node_modules/@dkps/vantage/package.json"))).toBe(true);
    expect(existsSync(join(folder, "node_modules/onnxruntime-node"))).toBe(false);
  });

  it("imports in Node and computes", async () => {
    const script = `
      import {classicalMds, fromRows, squaredDistances} from "@dkps/vantage";
      const corners = squaredDistances(fromRows([[0, 0], [3, 0], [0, 4]]));
      const {coordinates} = classicalMds(corners, {dimension: 2});
      process.stdout.write(JSON.stringify(Array.from(squaredDistances(coordinates))));`;
    const printed = await run(folder, process.execPath, ["--input-type=module", "-e", script]);
    const distances: number[] = JSON.parse(printed);
    [9, 16, 25].forEach((expected, i) => {
      expect(distances[i]).toBeCloseTo(expected, 10);
    });
  });

  it("has a command line that says what is missing here", async () => {
    expect((await run(folder, "node_modules/.bin/vantage", ["--version"])).trim()).toBe(version);
    const checks = await run(folder, "node_modules/.bin/vantage", ["doctor", "--json"]);
    const native = JSON.parse(checks).find(({what}: {what: string}) => what.startsWith("ONNX"));
    expect(native).toMatchObject({needed: false, detail: expect.not.stringMatching(/^installed/)});
  });

  it("resolves every export the way Framework does", async () => {
    const script = `
      const {exports} = require("@dkps/vantage/package.json");
      for (const path of Object.keys(exports)) require.resolve("@dkps/vantage" + path.slice(1));`;
    await run(folder, process.execPath, ["-e", script]);
  });
});

describe.skipIf(!browserPath)("a plain Framework page with its worker", () => {
  let site: Visitor;

  beforeAll(async () => {
    await writeReport(folder, study);
    await run(folder, "node_modules/.bin/observable", ["build"], blocked);
    site = await visitor(join(folder, "dist"));
  }, 120_000);

  afterAll(() => site?.close());

  it("computes in the page and in the worker what Node computes", async () => {
    const {page, complaints} = await site.open("");
    const printed = page.locator("#live");
    await expect.poll(() => printed.textContent(), {timeout: 20_000}).not.toBe("waiting");
    const live: number[] = JSON.parse((await printed.textContent()) ?? "");

    const inputs = {dimension: 2, replicates: 4};
    const {result} = await runWorkflow(study, "space", inputs, {version: "0", now: () => 0});
    const expected = (result as SpaceResult).coordinates.data;
    expect(live).toHaveLength(expected.length);
    live.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 10);
    });
    expect(JSON.parse((await page.locator("#local").textContent()) ?? "")).toHaveLength(6);
    expect(complaints).toEqual([]);
  });

  it("has its figures in the HTML, and they follow a moved input", async () => {
    const html = readFileSync(join(folder, "dist/explore.html"), "utf8");
    expect(html).toContain("<svg");
    expect(html).toMatch(/data-published="space-sentence"><b[^>]*>10&nbsp;models/);
    const {page, complaints} = await site.open("explore");
    const sentence = page.locator("[data-published=space-sentence]");
    await askOnly(page, 5);
    await expect
      .poll(() => sentence.textContent(), {timeout: 20_000})
      .toContain("5\u00a0questions");
    expect(await page.locator(".vantage-error").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
