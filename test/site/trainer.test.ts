import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const patiently = {timeout: 20_000};

const told = (page: Page) => page.locator(".trainer-told").innerText();
const guests = (page: Page) => page.locator("[data-published=map] .map-guest").count();
const percent = (text: string) => Number(/(\d+)\s*%/.exec(text)?.[1]);

describe.skipIf(!executable)("training a model on the first page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("puts it on the map, guesses its share, and tells the truth when asked", async () => {
    const {page, complaints, foreign} = await openPage(browser, subSite);
    expect(await guests(page)).toBe(0);
    await page.getByRole("button", {name: "Train it here"}).click();
    await expect.poll(() => told(page), patiently).toMatch(/The guess: \d+\s% of what it read/);
    expect(await guests(page)).toBeGreaterThan(0);
    expect(await told(page)).not.toContain("The truth");
    await page.getByRole("button", {name: "Reveal the truth"}).click();
    await expect.poll(() => told(page), patiently).toMatch(/The truth: \d+\s%, \d+ of its 60/);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it("lies where its share puts it, and only on the map it was placed on", async () => {
    const {page} = await openPage(browser, site);
    await page.getByLabel("choose the share yourself").check();
    const guesses: number[] = [];
    for (const share of [0, 50, 100]) {
      await page.getByLabel("share that is leaked").fill(String(share));
      await page.locator(".trainer-go").click();
      await expect
        .poll(() => told(page), patiently)
        .toContain(`, ${Math.round(0.6 * share)} of its 60\u00a0documents`);
      guesses.push(percent(await told(page)));
    }
    expect(guesses[0]).toBeLessThan(15);
    expect(guesses[1]).toBeGreaterThan(30);
    expect(guesses[1]).toBeLessThan(70);
    expect(guesses[2]).toBeGreaterThan(80);
    await setCount(page, 10);
    await settled(page);
    expect(await guests(page)).toBe(0);
    await page.locator(".vantage-reset").first().click();
    await expect.poll(() => guests(page), patiently).toBeGreaterThan(0);
  });

  it("asks for nothing before a reader reaches for the button, and reads without a script", async () => {
    const {page} = await openPage(browser, site);
    const asked = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({name}) => name)
    );
    expect(asked.filter((name) => /trainer\.[^/]*json|trainBrowser/.test(name))).toEqual([]);
    const still = await openPage(browser, site, {javaScriptEnabled: false});
    expect(await still.page.locator(".trainer").innerText()).toContain("One more model");
    expect(await still.page.locator(".trainer-go").isDisabled()).toBe(true);
  });
});
