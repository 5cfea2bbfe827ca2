import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {quiet} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};
const paths = [
  "",
  "try",
  "s/exposure/",
  "s/exposure/explore",
  "s/exposure/data",
  "s/exposure/provenance",
  "s/gpt4all/explore",
  "guide/",
  "guide/gallery"
];

const unfold = (page: Page) =>
  page.locator("details").evaluateAll((all) => {
    for (const details of all as HTMLDetailsElement[]) details.open = true;
  });

/** What can be pressed, other than links in prose, and is less than 44 pixels high or wide. */
const small = (page: Page) =>
  page
    .locator("button, select, input, summary, form a, nav a, header a, [data-controls] a, li > a")
    .filter({visible: true})
    .evaluateAll((all) =>
      all
        .flatMap((each) => {
          const isTicked = each.matches("[type=checkbox], [type=radio]");
          const box = ((isTicked && each.closest("label")) || each).getBoundingClientRect();
          // A target may reach beyond what is drawn.
          const more = getComputedStyle(each, "::after");
          const reach = more.position === "absolute" ? more : {width: "0", height: "0"};
          const width = Math.max(box.width, Number.parseFloat(reach.width));
          const height = Math.max(box.height, Number.parseFloat(reach.height));
          const isProse = each.closest("p, #observablehq-main > ul, #observablehq-main > ol");
          return isProse?.contains(each) && each.tagName === "A" ? [] : [{each, width, height}];
        })
        .filter(({width, height}) => width < 43.9 || height < 43.9)
        .map(({each, width, height}) => `${each.outerHTML.slice(0, 80)}: ${width} x ${height}`)
    );

/** How much of the window's height is taken by what stays at its top. */
const taken = (page: Page) =>
  page
    .locator("#observablehq-main *")
    .evaluateAll((all) =>
      all
        .filter((each) => each.tagName !== "TH" && getComputedStyle(each).position === "sticky")
        .map((each) => each.getBoundingClientRect().height / innerHeight)
    );

describe.skipIf(!executable)("on a phone", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(paths)(
    "/%s has targets for a finger and no sideways scrolling, all unfolded",
    async (path) => {
      const {page} = await openPage(browser, site + path, phone);
      await unfold(page);
      expect(await small(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.context().close();
    }
  );

  it.each(["", "s/exposure/", "s/exposure/explore", "guide/gallery"])(
    "/%s keeps its inputs in sight, and three fifths of the window for the figure",
    async (path) => {
      const {page} = await openPage(browser, site + path, phone);
      expect((await taken(page)).length).toBeGreaterThan(0);
      expect(Math.max(...(await taken(page)))).toBeLessThan(0.4);
      await unfold(page);
      expect(Math.max(...(await taken(page)))).toBeLessThanOrEqual(0.401);
      const map = page.locator("[data-published=map] .vantage-plot:visible").first();
      await map.evaluate((plot) => plot.scrollIntoView({block: "start"}));
      await expect.poll(() => isWhole(page)).toBe(true);
      await page.context().close();
    }
  );

  it("scrolls by a finger on a map, and draws no line around models", async () => {
    const {page, plot} = await exploring(browser);
    const box = (await plot.boundingBox())!;
    const before = await page.evaluate(() => scrollY);
    await drag(page, box.x + box.width / 2, box.y + box.height / 2, 150);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
    expect(await page.locator(".vantage-lasso").count()).toBe(0);
    expect(await page.locator(".vantage-selection").filter({visible: true}).count()).toBe(0);
    await page.context().close();
  });

  it("pins the model that is tapped, and its tip stays", async () => {
    const {page, plot} = await exploring(browser);
    const dot = (await plot.locator(".map-models > *").first().boundingBox())!;
    await page.touchscreen.tap(dot.x + dot.width / 2, dot.y + dot.height / 2);
    const tip = plot.locator(".vantage-tip");
    await expect.poll(() => tip.isVisible()).toBe(true);
    await page.waitForTimeout(600);
    expect(await tip.isVisible()).toBe(true);
    await page.context().close();
  });
});

/** The explore page with its map in the middle of the window. */
async function exploring(browser: Browser) {
  const {page} = await openPage(browser, `${site}s/exposure/explore`, phone);
  await quiet(page);
  const plot = page.locator("[data-published=map] .vantage-plot").first();
  await plot.evaluate((each) => each.scrollIntoView({block: "center"}));
  return {page, plot};
}

/** Moves a finger up from a place of the window. */
async function drag(page: Page, x: number, from: number, by: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove", y: number) =>
    session.send("Input.dispatchTouchEvent", {type, touchPoints: [{x, y}]});
  await touch("touchStart", from);
  for (let moved = 0; moved <= by; moved += 10) {
    await touch("touchMove", from - moved);
    // A finger is not faster than the screen.
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await session.send("Input.dispatchTouchEvent", {type: "touchEnd", touchPoints: []});
}

/** Whether the page's first map lies below what stays at the top, and within the window. */
const isWhole = (page: Page) =>
  page.evaluate(() => {
    const map = document.querySelector("[data-published=map] .vantage-plot")!;
    const {top, bottom, left, width} = map.getBoundingClientRect();
    const first = document.elementFromPoint(left + width / 2, top + 10);
    return map.contains(first) && bottom <= innerHeight;
  });
