import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {launch, openPage} from "./openPages.js";
import {sitePages as paths} from "./sitePages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const schemes = ["light", "dark"] as const;

describe.skipIf(!executable)("every page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each([site, subSite].flatMap((base) => paths.map((path) => base + path)))(
    "%s opens without an error mark, a complaint or a request to another host",
    async (url) => {
      const {page, complaints, foreign} = await openPage(browser, url);
      expect(await page.locator(".observablehq--error, .vantage-error").count()).toBe(0);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
      await page.context().close();
    }
  );

  it.each(schemes.flatMap((scheme) => [1440, 390].map((width) => [scheme, width] as const)))(
    "does not scroll sideways in %s at %i pixels",
    async (colorScheme, width) => {
      for (const path of paths) {
        const options = {colorScheme, viewport: {width, height: 800}};
        const {page} = await openPage(browser, site + path, options);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over, path).toBeLessThanOrEqual(0);
        await page.context().close();
      }
    }
  );

  it("reads without a script: figures and sentences are there", async () => {
    const options = {javaScriptEnabled: false};
    const {page} = await openPage(browser, `${site}s/exposure/`, options);
    expect(await page.locator("div[data-published=map] .vantage-plot svg:visible").count()).toBe(1);
    const sentence = page.locator("[data-published=classification-sentence]");
    expect(await sentence.textContent()).toMatch(/accuracy \d+.%/);
    await page.context().close();
  });

  it("offers targets of at least 44 pixels on a phone", async () => {
    const options = {viewport: {width: 390, height: 800}, hasTouch: true};
    const {page} = await openPage(browser, `${site}s/exposure/`, options);
    const heights = await page
      .locator(".vantage-controls select, .vantage-controls input, header a, header summary")
      .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await page.context().close();
  });
});

describe("the HTML before any script runs", () => {
  const folder = inject("folder");

  it.each(["index.html", "s/exposure/index.html", "s/exposure/explore.html"])(
    "%s holds the published figures and sentences",
    async (file) => {
      const html = await readFile(join(folder, file), "utf8");
      const text = html.replace(/<[^>]+>/g, "");
      expect(text).toMatch(/models: accuracy/);
      expect(text).toMatch(/shuffles did as well/);
      expect(html.match(/<svg[^>]*aria-label="map of 60 models"/g)?.length).toBe(2);
      expect(html).toContain('<html lang="en">');
    }
  );

  it("of the data page holds coverage, alignment and all models", async () => {
    const html = await readFile(join(folder, "s/exposure/data.html"), "utf8");
    const text = html.replace(/<[^>]+>/g, "");
    expect(html.match(/<svg[^>]*aria-label="60 models by 100 questions"/g)?.length).toBe(2);
    expect(text).toContain("Every model answered every question.");
    expect(text).toContain("Vantage asked these models itself, all in the same way");
    expect(html).toContain(`<td role="rowheader">Avocet</td>`);
  });

  it("of a study of scores holds its map and speaks of tasks", async () => {
    const read = (name: string) => readFile(join(folder, "s/gpt4all", name), "utf8");
    const [report, data] = [await read("index.html"), await read("data.html")];
    expect(report.match(/<svg[^>]*aria-label="map of 38 models"/g)?.length).toBe(2);
    expect(data.match(/<svg[^>]*aria-label="38 models by 7 tasks"/g)?.length).toBe(2);
    expect(report.replace(/<[^>]+>/g, "")).toContain(
      "38&nbsp;models, 7&nbsp;tasks, 1&nbsp;score on each."
    );
    expect(await readFile(join(folder, "index.html"), "utf8")).toContain(
      "38 models, 7 tasks, 1 score on each"
    );
  });

  it("of the page on embedders holds each map, its sentence and its table", async () => {
    const html = await readFile(join(folder, "learn/embedders.html"), "utf8");
    const text = html.replace(/<[^>]+>/g, "");
    expect(html.match(/<svg[^>]*aria-label="map of 60 models"/g)?.length).toBe(10);
    expect(text.match(/Distances between models correlate/g)).toHaveLength(5);
    const data = join(inject("root"), "src", "data", "exposure");
    const json = async (name: string) => JSON.parse(await readFile(join(data, name), "utf8"));
    const {published} = await json("embedders.json");
    const {accuracy} = (await json("results/classification.json")).result;
    expect(published.accuracy).toBeCloseTo(accuracy, 4);
    const {metrics} = (await json("results/regression.json")).result;
    expect(published.error).toBeCloseTo(metrics.mae, 4);
  });

  it("has the study's title in the tab", async () => {
    const html = await readFile(join(folder, "s/exposure/index.html"), "utf8");
    expect(html).toMatch(/<title>[^<|]+ \| Vantage<\/title>/);
  });
});
