import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const root = inject("root");

describe.skipIf(!executable)("a saved figure", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("holds the numbers that are shown, in full, and opens alone", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/`);
    await setCount(page, 17);
    await settled(page);
    await page.locator("[data-published=map] summary", {hasText: "Save"}).click();

    const lines = (await saved(page, "CSV")).toString().trimEnd().split("\n");
    const study = await openStudy(join(root, "src", "data", "exposure"));
    const host = {version: "test", now: () => 0};
    const {result} = await runWorkflow(study, "space", {queryCount: 17}, host);
    const {coordinates, models} = result as SpaceResult;
    const [n, d] = coordinates.shape;
    expect(lines[0]).toBe(
      `model_id,${Array.from({length: d}, (_, k) => `axis_${k + 1}`)},exposed,exposure,mean_length,truncated_share`
    );
    const fields = lines.slice(1).map((line) => line.split(","));
    expect(fields.map(([id]) => id)).toEqual(models);
    const read = fields.flatMap((row) => row.slice(1, 1 + d).map(Number));
    expect(read).toEqual(Array.from(coordinates.data));
    expect(fields).toHaveLength(n);

    const svg = (await saved(page, "SVG")).toString();
    expect(svg).not.toContain("var(--");
    const png = await saved(page, "PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const alone = await browser.newPage();
    await alone.setContent(svg);
    expect(await alone.locator("svg .map-models > *").count()).toBe(n);
    const shown = page.locator("[data-published=map] .map-models > *").first();
    const same = alone.locator("svg .map-models > *").first();
    const fill = (element: Element) => getComputedStyle(element).fill;
    expect(await same.evaluate(fill)).toBe(await shown.evaluate(fill));
    expect(complaints).toEqual([]);
  });
});

async function saved(page: Page, ending: string): Promise<Buffer> {
  const button = page.locator(`[data-published=map] button[aria-label="Save as ${ending}"]`);
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(download.suggestedFilename()).toBe(`exposure-map.${ending.toLowerCase()}`);
  return readFile(await download.path());
}
