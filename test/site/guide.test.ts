import {type ChildProcess, spawn} from "node:child_process";
import {cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {setCount} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const root = inject("root");
const source = readFileSync(join(root, "src", "guide", "first-page.md"), "utf8");

/** Other tests run beside. */
const patiently = {timeout: 20_000};

/** What a reader of the guide types, in order: every block of code but the places shown twice. */
const typed = [...source.matchAll(/^(`{3,})(?:html run=false|js echo|md)\n(.*?)\n\1$/gms)].map(
  ([block, fence, code]) => (block.startsWith("```js") ? `${fence}js\n${code}\n${fence}` : code)
);

/** What the guide's own cell says, by the analysis run headless. */
async function saidOf(given: Readonly<Record<string, unknown>>): Promise<string> {
  const study = await openStudy(join(root, "src", "data", "exposure"));
  const run = await runWorkflow(study, "space", given, {version: "test", now: () => 0});
  const {coordinates, models, queriesUsed} = run.result as SpaceResult;
  const [n, d] = coordinates.shape;
  const far = models.map((_, i) => Math.hypot(...coordinates.data.slice(i * d, (i + 1) * d)));
  const farthest = models[far.indexOf(Math.max(...far))];
  return `Of ${n} models in ${d} ${d === 1 ? "dimension" : "dimensions"}, asked ${queriesUsed.length} questions, ${farthest} lies`;
}

const said = (page: Page) =>
  page
    .locator("p:has(#farthest)")
    .first()
    .evaluate((p) => (p.textContent ?? "").replaceAll(/\s+/g, " "));

async function setAxes(page: Page, axes: number): Promise<void> {
  await page.locator("#axes").evaluate((input, value) => {
    (input as HTMLInputElement).value = String(value);
    input.dispatchEvent(new Event("input", {bubbles: true}));
  }, axes);
}

describe.skipIf(!executable)("the guide to a first page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("has cells that follow the analysis, and an analysis that follows its cells", async () => {
    const {page, complaints} = await openPage(browser, `${site}guide/first-page`);
    await followsBothWays(page);
    expect(complaints).toEqual([]);
  });

  it("makes, typed as it says, a page that keeps its inputs while it is edited", async () => {
    expect(typed).toHaveLength(8);
    const project = mkdtempSync(join(tmpdir(), "vantage-guide-"));
    for (const part of ["src", "loaders", "cli", "bin", "package.json", "observablehq.config.ts"])
      cpSync(join(root, part), join(project, part), {recursive: true});
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
    const file = join(project, "src", "guide", "mine.md");
    const text = ["# Mine", "Before the edit.", ...typed].join("\n\n");
    writeFileSync(file, text);
    const {preview, url} = await startPreview(project);
    try {
      const {page, complaints} = await openPage(browser, `${url}guide/mine`);
      await followsBothWays(page);
      const before = await said(page);
      writeFileSync(
        file,
        text
          .replace("Before the edit.", "After the edit.")
          .replace('<div data-controls="queryCount"', '<div data-controls="queryCount, replicates"')
          .replace('<div data-published="map"', '<div data-published="map" data-labels="off"')
      );
      await expect
        .poll(() => page.locator("main").textContent(), patiently)
        .toContain("After the edit.");
      await expect.poll(() => page.locator("select[name=replicates]").count(), patiently).toBe(1);
      const count = page.locator("input[name=queryCount]").first();
      await expect.poll(() => count.inputValue(), patiently).toBe("12");
      const map = page.locator("[data-published=map]").first();
      await expect.poll(() => map.getAttribute("data-questions"), patiently).toBe("12");
      await expect.poll(() => said(page), patiently).toBe(before);
      await setCount(page, 31);
      await expect
        .poll(() => said(page), patiently)
        .toContain(await saidOf({queryCount: 31, dimension: 5}));
      expect(complaints).toEqual([]);
    } finally {
      preview.kill();
      rmSync(project, {recursive: true, force: true});
    }
  });
});

async function followsBothWays(page: Page) {
  await expect.poll(() => said(page), patiently).toContain(await saidOf({dimension: 2}));
  await setCount(page, 12);
  await expect
    .poll(() => said(page), patiently)
    .toContain(await saidOf({queryCount: 12, dimension: 2}));
  await setAxes(page, 5);
  await expect
    .poll(() => said(page), patiently)
    .toContain(await saidOf({queryCount: 12, dimension: 5}));
  const caption = page.locator("[data-published=map] figcaption").first();
  await expect.poll(() => caption.textContent(), patiently).toContain("The space has 5");
  // What this page's own cell sets is not a reader's: the address has the reader's alone.
  await expect.poll(() => new URL(page.url()).search, patiently).toBe("?queryCount=12");
}

/** A preview as `vantage dev` starts it, on a free port. */
async function startPreview(cwd: string): Promise<{preview: ChildProcess; url: string}> {
  const {resolve} = createRequire(import.meta.url);
  const entry = resolve("@observablehq/framework/package.json");
  const bin = join(entry, "..", "dist", "bin", "observable.js");
  const loader = pathToFileURL(resolve("tsx")).href;
  const preview = spawn(process.execPath, ["--import", loader, bin, "preview", "--no-open"], {
    cwd,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true"},
    stdio: ["ignore", "pipe", "inherit"]
  });
  const url = await new Promise<string>((found, failed) => {
    let output = "";
    preview.on("close", (code) => failed(new Error(`preview must go on; ended with ${code}`)));
    preview.stdout.on("data", (chunk) => {
      output += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)?.[0];
      if (address) found(address);
    });
  });
  return {preview, url};
}
