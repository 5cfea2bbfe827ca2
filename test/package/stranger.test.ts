import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {build} from "esbuild";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {root} from "../repo/sources.js";
import {run} from "./command.js";
import {blocked, installPacked} from "./installPacked.js";
import * as stranger from "./strangersFiles.js";
import {askOnly, browserPath, type Visitor, visitor} from "./visitor.js";

/*
 * The package without `vantage init`: in a Framework project that was there before it, in a bundler,
 * in plain Node, under a strict compiler. Installed without anybody's install scripts.
 */

const folder = mkdtempSync(join(tmpdir(), "vantage-stranger-"));
const study = join(folder, "data", "studies", "mine");
const published = join(folder, "src", "data", "mine");

const vantage = (...words: readonly string[]) =>
  run(folder, "node_modules/.bin/vantage", words, blocked);

/** Framework's own empty project, its blanks filled in as its `create` does. */
function writeTemplate(): void {
  const template = join(root, "node_modules/@observablehq/framework/templates/empty");
  mkdirSync(join(folder, "src"));
  cpSync(join(template, "src", "observable.png"), join(folder, "src", "observable.png"));
  for (const name of ["package.json", "observablehq.config.js", "src/index.md"])
    writeFileSync(
      join(folder, name),
      readFileSync(join(template, `${name}.tmpl`), "utf8")
        .replace("{{ frameworkVersionString }}", '"1.13.4"')
        .replace("{{ appTitleString }}", '"Mine"')
        .replace("{{ appTitleHtml }}", "Mine")
    );
}

function writeAnswers(): string {
  const path = join(folder, "answers.csv");
  const say = [
    (question: string) => question,
    (question: string) => question.toUpperCase(),
    (question: string) => `Gladly: ${question}`,
    (question: string) => `Gladly, though I am not sure: ${question}`,
    (question: string) => question.slice(0, 4)
  ];
  const questions = ["Name a prime.", "Say hello.", "Count to three.", "Name a color.", "Why?"];
  const rows = say.flatMap((answer, i) => questions.map((q) => [`model-${i}`, q, answer(q)]));
  writeFileSync(path, formatCsv(["model_id", "query_text", "response_text"], rows));
  return path;
}

beforeAll(async () => {
  writeTemplate();
  await installPacked(folder, ["--ignore-scripts"]);
  await vantage("import", writeAnswers(), "--study", study);
  await vantage("data");
}, 400_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}), 60_000);

describe("the package", () => {
  it("runs nothing when it is installed", () => {
    const read = (path: string) => JSON.parse(readFileSync(join(folder, path), "utf8"));
    const {scripts, bin} = read("node_modules/@dkps/vantage/package.json");
    for (const name of ["preinstall", "install", "postinstall", "prepare"])
      expect(scripts[name], name).toBeUndefined();
    expect(bin).toBeDefined();
    const lock = read("package-lock.json").packages["node_modules/@dkps/vantage"];
    expect(lock.hasInstallScript).toBeUndefined();
  });

  it.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"]
  ])(
    "has types that a strict compiler reads, libraries and all (%s, %s)",
    async (module, moduleResolution) => {
      writeFileSync(join(folder, "program.ts"), stranger.typedProgram);
      const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022"];
      const words = ["--module", module, "--moduleResolution", moduleResolution];
      const tsc = join(root, "node_modules/.bin/tsc");
      await run(folder, tsc, [...options, ...words, "--ignoreConfig", "program.ts"]);
    }
  );

  it("runs a study in plain Node as its command line does", async () => {
    writeFileSync(join(folder, "run.mjs"), stranger.nodeProgram);
    const own = await run(folder, process.execPath, ["run.mjs", published], blocked);
    const words = ["run", "space", "--study", study, "--set", "queryCount=4", "--json"];
    const {timing: _, ...expected} = JSON.parse(await vantage(...words));
    expect(expected.result.coordinates.shape[0]).toBe(5);
    expect(JSON.parse(own)).toEqual(expected);
  });
});

describe.skipIf(!browserPath)("in a Framework project that was there before", () => {
  let site: Visitor;

  beforeAll(async () => {
    const config = join(folder, "observablehq.config.js");
    writeFileSync(config, stranger.addedTo(readFileSync(config, "utf8")));
    writeFileSync(join(folder, "src", "models.md"), stranger.modelsPage);
    writeFileSync(join(folder, "src", "explore.md"), stranger.explorePage);
    writeFileSync(join(folder, "src", "models.css"), stranger.modelsStyle);
    await run(folder, "node_modules/.bin/observable", ["build"], blocked);
    site = await visitor(join(folder, "dist"));
  }, 240_000);

  afterAll(() => site?.close());

  it("leaves its own pages as they were", async () => {
    const {page, complaints} = await site.open("");
    expect(await page.locator("h1").textContent()).toBe("Mine");
    expect(complaints).toEqual([]);
  });

  it.each(["models", "explore"])(
    "its page %s has the map, which follows an input",
    async (name) => {
      expect(readFileSync(join(folder, `dist/${name}.html`), "utf8")).toContain("vantage-map");
      const {page, complaints} = await site.open(name);
      const map = page.locator("[data-published=map]");
      const before = await map.innerHTML();
      await askOnly(page, 2);
      await expect.poll(() => map.innerHTML(), {timeout: 20_000}).not.toBe(before);
      expect(await page.locator(".vantage-error, .observablehq--error").count()).toBe(0);
      expect(await page.locator("#observablehq-sidebar, #observablehq-toc").count()).toBe(0);
      expect(complaints).toEqual([]);
    }
  );
});

describe.skipIf(!browserPath)("in a bundler", () => {
  const dist = join(folder, "bundled");
  let site: Visitor;

  beforeAll(async () => {
    const entry = join(folder, "main.js");
    writeFileSync(entry, stranger.bundledProgram);
    await build({
      absWorkingDir: folder,
      entryPoints: {main: entry, worker: "@dkps/vantage/worker", style: "@dkps/vantage/style.css"},
      outdir: dist,
      bundle: true,
      format: "esm",
      target: "es2022",
      logLevel: "error"
    });
    cpSync(published, join(dist, "data"), {recursive: true});
    writeFileSync(join(dist, "index.html"), stranger.bundledPage);
    site = await visitor(dist);
  }, 120_000);

  afterAll(() => site?.close());

  it("its worker computes, and its components draw the map", async () => {
    const {page, complaints} = await site.open("");
    const map = page.locator(".vantage-map");
    await expect.poll(() => map.count(), {timeout: 20_000}).toBe(1);
    const words = ["run", "space", "--study", study, "--json"];
    const {result} = JSON.parse(await vantage(...words));
    const shown = JSON.parse((await page.locator("#coordinates").textContent()) ?? "");
    expect(shown).toHaveLength(result.coordinates.data.length);
    shown.forEach((value: number, i: number) => {
      expect(value).toBeCloseTo(result.coordinates.data[i], 10);
    });
    expect(await map.locator("svg").count()).toBeGreaterThan(0);
    expect(await map.textContent()).toContain("model-4");
    expect(complaints).toEqual([]);
  });
});
