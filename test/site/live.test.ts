import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {openStudy} from "../../loaders/study/openStudy.js";
import {phraseNodes} from "../../src/components/phrase.js";
import {exhibits} from "../../src/components/registry.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {sentenceOn, setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const data = join(inject("root"), "src", "data", "exposure");
const report = `${site}s/exposure/`;

const sentences = ["classification-sentence", "regression-sentence", "space-sentence"] as const;

/** The sentence that a headless run over the same table bytes gives. */
async function sentenceOf(name: string, given: Readonly<Record<string, unknown>>) {
  const exhibit = exhibits[name];
  if (exhibit?.kind !== "sentence") throw new Error(`expected a sentence; got ${name}`);
  const study = await openStudy(data);
  const host = {version: "test", now: () => 0};
  const run = await runWorkflow(study, exhibit.workflow, given, host);
  const {document} = parseHTML("<html><body></body></html>");
  const base = {document, study: study as PublishedStudy, width: 600, view: {}, interactive: false};
  const nodes = phraseNodes(document, exhibit.phrase({...base, run}));
  return nodes.map((node) => node.textContent).join("");
}

describe.skipIf(!executable)("a page come alive", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("gives, for a moved input, the numbers of a headless run over the same bytes", async () => {
    const {page, complaints, foreign} = await openPage(browser, report);
    const before = await sentenceOn(page, "classification-sentence");
    await setCount(page, 5);
    await settled(page);
    for (const name of sentences)
      expect(await sentenceOn(page, name)).toBe(await sentenceOf(name, {queryCount: 5}));
    expect(await sentenceOn(page, "classification-sentence")).not.toBe(before);
    expect(await page.locator("s.vantage-ghost").count()).toBeGreaterThan(0);
    await expect.poll(() => new URL(page.url()).search).toBe("?queryCount=5");
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.context().close();
  });

  it("shows, for the published inputs, what a headless run gives", async () => {
    const {page} = await openPage(browser, report);
    for (const name of sentences)
      expect(await sentenceOn(page, name)).toBe(await sentenceOf(name, {}));
    await page.context().close();
  });

  it("says a warning once, at its first figure, as published and live", async () => {
    const {page} = await openPage(browser, report);
    const items = page.locator(".vantage-warnings li");
    const said = () => items.filter({visible: true}).allTextContents();
    expect(await items.count()).toBe(3);
    expect(await said()).toHaveLength(1);
    const [published] = await said();
    await setCount(page, 5);
    await settled(page);
    await expect.poll(said).toHaveLength(1);
    expect(await said()).not.toEqual([published]);
    const first = page.locator("[data-published=map] .vantage-warnings");
    expect(await first.isVisible()).toBe(true);
    await page.context().close();
  });

  it("goes back to what was published", async () => {
    const {page} = await openPage(browser, report);
    const before = await sentenceOn(page, "regression-sentence");
    await setCount(page, 3);
    await settled(page);
    expect(await page.locator(".vantage-changes").first().textContent()).toContain(
      "1 input changed"
    );
    await page.locator(".vantage-reset").first().click();
    expect(await sentenceOn(page, "regression-sentence")).toBe(before);
    expect(await page.locator("s.vantage-ghost").count()).toBe(0);
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await page.context().close();
  });

  it("keeps no live number beside published inputs while the drawing is changed", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore`);
    const before = await sentenceOn(page, "regression-sentence");
    const most = Number(await page.locator("input[name=queryCount]").getAttribute("max"));
    await page.locator("select[name='view.color']").selectOption({index: 1});
    for (const count of [10, most, 10, most]) {
      await setCount(page, count);
      if (count === most) {
        expect(await sentenceOn(page, "regression-sentence")).toBe(before);
        continue;
      }
      await settled(page);
      expect(await sentenceOn(page, "regression-sentence")).toContain("From 10\u00a0questions");
    }
    expect(await page.locator(".vantage-live, .vantage-stale, s.vantage-ghost").count()).toBe(0);
    await expect.poll(() => new URL(page.url()).search).toMatch(/^\?view\.color=[^&]+$/);
    await page.context().close();
  });

  it.each([report, `${report}explore`])(
    "keeps the focus in the form when changes are taken back by key: %s",
    async (url) => {
      const {page} = await openPage(browser, url);
      await setCount(page, 5);
      const reset = page.locator(".vantage-reset").first();
      await reset.focus();
      await page.keyboard.press("Enter");
      await reset.waitFor({state: "hidden"});
      const hasFocus = () => document.querySelector(".vantage-controls:focus-within") !== null;
      expect(await page.evaluate(hasFocus)).toBe(true);
      await page.context().close();
    }
  );

  it("keeps a table unfolded, scrolled, and its row in focus while an input moves", async () => {
    const {page} = await openPage(browser, `${report}explore`);
    const place = page.locator("[data-published=map]").first();
    await place.locator(".vantage-twin summary").first().click();
    const table = place.locator(".vantage-scroll").first();
    await table.focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowDown");
    const where = () =>
      page.evaluate(() => {
        const row = document.activeElement;
        return [row?.querySelector("td")?.textContent, row?.closest("div")?.scrollTop];
      });
    const before = await where();
    expect(before[1]).toBeGreaterThan(100);
    const axes = await page.evaluate(() => document.activeElement?.textContent);
    await setCount(page, 5);
    await settled(page);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .not.toBe(axes);
    expect(await where()).toEqual(before);
    await page.context().close();
  });

  it("opens in the state its address names, and says what it does not know", async () => {
    const {page} = await openPage(browser, `${report}?queryCount=7&nonsense=1`);
    await settled(page);
    expect(await sentenceOn(page, "classification-sentence")).toContain("From 7\u00a0questions");
    expect(await page.locator(".vantage-note").textContent()).toContain("nonsense=1");
    await page.context().close();
  });

  it("keeps an error in its place, beside the last good value", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore`);
    await page.locator("input[name=models]").fill("no_such_column = 1");
    await page.locator("input[name=models]").press("Enter");
    const error = page.locator("div[data-published=map] .vantage-error");
    await error.waitFor();
    expect(await error.textContent()).toContain("no_such_column");
    expect(await page.locator("div[data-published=map] svg").count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it("keeps errors and stale marks when it is drawn at another width", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore?models=((`);
    const places = page.locator("[data-published].vantage-stale:has(.vantage-error)");
    await page.waitForFunction(() => document.querySelectorAll(".vantage-error").length === 8);
    const before = await places.count();
    const width = () => document.querySelector(".vantage-map .vantage-plot svg")?.clientWidth;
    const drawn = await page.evaluate(width);
    await page.setViewportSize({width: 500, height: 900});
    await page.waitForFunction(
      (old) => document.querySelector(".vantage-map .vantage-plot svg")?.clientWidth !== old,
      drawn
    );
    expect([before, await places.count()]).toEqual([8, 8]);
    await page.locator("input[name=models]").fill("");
    await page.locator("input[name=models]").press("Enter");
    expect(await page.locator(".vantage-error, .vantage-stale").count()).toBe(0);
    await page.context().close();
  });

  it("names a model at the press of a key, with lines to its true neighbors", async () => {
    const {page} = await openPage(browser, report);
    const map = page.locator("div[data-published=map] .vantage-plot");
    await map.focus();
    await page.keyboard.press("ArrowRight");
    const study = JSON.parse(await readFile(join(data, "study.json"), "utf8")) as PublishedStudy;
    expect(await map.locator(".vantage-tip").textContent()).toContain(study.models[0]?.label);
    expect(await map.locator(".vantage-overlay line").count()).toBe(3);
    await page.context().close();
  });
});
