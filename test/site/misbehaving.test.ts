import type {Browser, Page} from "playwright-core";
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from "vitest";
import {sentenceOn, setCount, settled} from "./onPage.js";
import {launch, openPage, type WatchedPage} from "./openPages.js";

/* What a page does when its worker dies, hangs or throws, and how long work is ended early. */

const executable = inject("chromium");
const [site] = inject("sites");
const explore = `${site}s/exposure/explore`;

const patient = {timeout: 30_000};
const said = (page: Page) => sentenceOn(page, "space-sentence");

describe.skipIf(!executable)("a page whose worker misbehaves", () => {
  let browser: Browser;
  let watched: WatchedPage;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterEach(() => watched.page.context().close());
  afterAll(() => browser?.close());

  async function opened(search = "") {
    watched = await openPage(browser, `${explore}${search}`);
    const {page} = watched;
    await setCount(page, 20);
    await settled(page);
    return page;
  }

  it("goes on with the next input when the worker is gone without a word", async () => {
    const page = await opened();
    await page.workers()[0]?.evaluate(() => self.close());
    await setCount(page, 21);
    await setCount(page, 22);
    await expect.poll(() => said(page), patient).toMatch(/22\squestions/);
  });

  it("says that it is gone when nobody changes anything more", {timeout: 120_000}, async () => {
    const page = await opened();
    await page.workers()[0]?.evaluate(() => self.close());
    await setCount(page, 21);
    const error = page.locator("[data-published=map] .vantage-error");
    await error.waitFor({timeout: 60_000});
    expect(await error.textContent()).toContain("has not answered for long");
    await setCount(page, 23);
    await expect.poll(() => said(page), patient).toMatch(/23\squestions/);
  });

  it("replaces a worker that hangs in the middle of a cell", async () => {
    const page = await opened();
    await page.workers()[0]?.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    await setCount(page, 21);
    await page.waitForSelector("[data-published=map].vantage-stale");
    await setCount(page, 24);
    await expect.poll(() => said(page), patient).toMatch(/24\squestions/);
  });

  it("says what a worker threw, keeps the last good figure, and goes on", async () => {
    const page = await opened();
    await page.workers()[0]?.evaluate(() => {
      setTimeout(() => {
        throw new Error("out of memory");
      });
    });
    const error = page.locator("[data-published=map] .vantage-error");
    await error.waitFor();
    expect(await error.textContent()).toContain("out of memory");
    expect(await page.locator("[data-published=map] svg").count()).toBeGreaterThan(0);
    await setCount(page, 25);
    await settled(page);
    expect(await page.locator(".vantage-error").count()).toBe(0);
    expect(await said(page)).toMatch(/25\squestions/);
  });

  it("says what a cell refuses, leaves the others alone, and goes on", async () => {
    const page = await opened();
    const models = page.locator("input[name=models]").first();
    await models.fill("family = 'nobody'");
    await models.dispatchEvent("change");
    const error = page.locator("[data-published=map] .vantage-error");
    await error.waitFor();
    expect(await error.textContent()).toMatch(/models: .*; got/);
    await models.fill("");
    await models.dispatchEvent("change");
    await expect.poll(() => page.locator(".vantage-error").count(), patient).toBe(0);
    await settled(page);
  });

  it.each(["NaN", "1e999"])("takes no %s for a number", async (text) => {
    const page = await opened(`?level=${text}&querySeed=${text}&dimension=${text}`);
    expect(await page.locator(".vantage-note[role=status]").first().textContent()).toContain(
      `level=${text}`
    );
    expect(await said(page)).toMatch(/20\squestions/);
  });

  it("ends shuffles early, says of how many, and goes on to the end", async () => {
    watched = await openPage(browser, `${explore}?regression.method=ridge&permutations=1999`);
    const {page} = watched;
    const own = "p:has([data-published=regression-sentence]) + .vantage-progress";
    const line = page.locator(own, {hasText: "Shuffling"});
    await line.waitFor({timeout: 30_000});
    expect(await line.textContent()).toMatch(/Shuffling: [\d,]+ of 1,999\. So far .* give or take/);
    await line.getByRole("button", {name: "Enough"}).click();
    await page.locator(own, {hasText: "Stopped early."}).waitFor();
    const made = () => sentenceOn(page, "regression-sentence").then((text) => shuffles(text));
    expect(await made()).toBeGreaterThan(0);
    expect(await made()).toBeLessThan(1999);
    await page.locator(own).getByRole("button", {name: "Go on"}).click();
    await expect.poll(made, {timeout: 30_000}).toBe(1999);
  });
});

/** Of how many shuffles a sentence speaks. */
function shuffles(sentence: string): number {
  return Number(/ of ([\d,]+) shuffles/.exec(sentence)?.[1]?.replace(",", ""));
}
