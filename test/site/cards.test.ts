import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import type {PairResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {quiet, setCount} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const patiently = {timeout: 20_000};
const published = join(inject("root"), "src", "data", "exposure");
const cards = ".vantage-models";

const found = (page: Page) => page.locator(`${cards} .finding`).innerText();

/** The same comparison on the command line's way. */
async function inNode(given: Record<string, unknown>): Promise<PairResult> {
  const run = await runWorkflow(await openStudy(published), "pair", given, {
    version: "test",
    now: () => 0
  });
  return run.result as PairResult;
}

/** Taps the map where a model of the published picture is, by its tip. */
async function tapUntil(page: Page, count: number): Promise<string[]> {
  await quiet(page);
  const plot = page.locator("[data-published=map] .vantage-plot").first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error("the map must be on the page");
  const names: string[] = [];
  for (let x = 0.1; x < 0.95 && names.length < count; x += 0.07) {
    await page.touchscreen.tap(box.x + x * box.width, box.y + 0.5 * box.height);
    const [name = ""] = (
      await page.locator("[data-published=map] .vantage-tip").first().innerText()
    ).split("\n");
    if (name !== "" && !names.includes(name)) names.push(name);
  }
  return names;
}

describe.skipIf(!executable)("cards of models", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("compare two models with the numbers of the command line, under the reader's inputs", async () => {
    const {page, complaints, foreign} = await openPage(browser, `${site}s/exposure/explore`);
    const lists = page.locator(`${cards} select`);
    const [first, second] = [lists.nth(0), lists.nth(1)];
    await first.selectOption("avocet");
    await expect.poll(() => found(page), patiently).toContain("nearest to Avocet are");
    await second.selectOption("wren");
    const {distance, rank, questions} = await inNode({a: "avocet", b: "wren"});
    await expect.poll(() => found(page), patiently).toContain(`${distance?.toPrecision(3)} apart`);
    expect(await found(page)).toContain(`Wren is number ${rank} from Avocet`);
    const study = JSON.parse(readFileSync(join(published, "study.json"), "utf8")) as PublishedStudy;
    const text = study.queries.find(({query_id}) => query_id === questions[0]?.query)?.query_text;
    const pressed = page.locator(`${cards} [aria-pressed=true]`);
    expect(await pressed.innerText()).toContain(text);
    await expect
      .poll(() => page.locator(`${cards} .vantage-pair .vantage-answer`).count(), patiently)
      .toBe(8);
    const fewer = await inNode({a: "avocet", b: "wren", queryCount: 10});
    await setCount(page, 10);
    await expect
      .poll(() => found(page), patiently)
      .toContain(`10\u00a0questions, Avocet and Wren are ${fewer.distance?.toPrecision(3)} apart`);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it("open again on the model they were closed on", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore`);
    const first = page.locator(`${cards} select`).first();
    for (const id of ["avocet", "", "avocet"]) {
      await first.selectOption(id);
      await expect
        .poll(() => page.locator(`${cards} .finding`).isVisible(), patiently)
        .toBe(id !== "");
    }
  });

  it("open by a tap on the map of a phone, and compare by a second one", async () => {
    const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};
    const {page, complaints} = await openPage(browser, `${site}s/exposure/`, phone);
    await page.waitForSelector(`${cards} select`);
    const [a, b] = await tapUntil(page, 2);
    await expect.poll(() => found(page), patiently).toContain(`${a} and ${b} are`);
    await expect.poll(() => page.locator(`${cards} mark`).count(), patiently).toBeGreaterThan(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("are said to be there where no script runs", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`, {javaScriptEnabled: false});
    expect(await page.locator("[data-published=model-cards]").innerText()).toContain(
      "Choose a model"
    );
  });
});
