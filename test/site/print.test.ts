import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";
import {sitePages} from "./sitePages.js";

const executable = inject("chromium");
const [site] = inject("sites");
/* as wide as the text of an A4 page between Chromium's own margins */
const paper = {viewport: {width: 718, height: 1000}};

/** What can be pressed, moved or unfolded, and shows on paper. */
const operable = (page: Page) =>
  page
    .locator("button, input, select, details:not([open]), nav, [data-controls], [data-try]")
    .filter({visible: true})
    .evaluateAll((all) => all.map((each) => each.outerHTML.slice(0, 100)));

describe.skipIf(!executable)("on paper", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(sitePages)("/%s shows nothing to press, and its figures and links", async (path) => {
    const {page} = await openPage(browser, site + path, paper);
    const figures = await page.locator("figure:visible").count();
    await page.emulateMedia({media: "print"});
    expect(await operable(page)).toEqual([]);
    expect(await page.locator("h1:visible").count()).toBe(1);
    expect(await page.locator("figure:visible").count()).toBe(figures);
    const links = page.locator("main p > a:visible");
    expect(await links.evaluateAll((all) => all.every((a) => a.textContent !== ""))).toBe(true);
    await page.context().close();
  });

  it("keeps figures whole, and is dark on light whatever the screen's scheme", async () => {
    const options = {...paper, colorScheme: "dark" as const};
    const {page} = await openPage(browser, `${site}s/exposure/`, options);
    const look = () =>
      page.evaluate(() => {
        const {backgroundColor, color} = getComputedStyle(document.body);
        return {backgroundColor, color};
      });
    expect(await look()).toEqual({backgroundColor: "rgb(20, 23, 27)", color: "rgb(228, 229, 227)"});
    await page.emulateMedia({media: "print"});
    expect(await look()).toEqual({backgroundColor: "rgb(255, 255, 255)", color: "rgb(27, 30, 35)"});
    const breaks = await page
      .locator("figure:visible, .vantage-claim")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).breakInside));
    expect(breaks.length).toBeGreaterThan(3);
    expect(new Set(breaks)).toEqual(new Set(["avoid"]));
    await page.context().close();
  });

  it("leaves room at the edges, and no figure so high that it leaves a page empty", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`, paper);
    await page.emulateMedia({media: "print"});
    const heights = await page
      .locator("figure:visible")
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    // An A4 page has about 1,000 pixels between its margins.
    expect(Math.max(...heights)).toBeLessThan(500);
    const margins = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .flatMap((rule) => (rule instanceof CSSMediaRule ? [...rule.cssRules] : [rule]))
        .flatMap((rule) => (rule instanceof CSSPageRule ? [rule.style.margin] : []))
    );
    expect(margins).toEqual(["16mm"]);
    await page.context().close();
  });

  it("prints no hints for a pointer, and the addresses of other sites", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore`, paper);
    await page.waitForSelector(".vantage-models");
    await page.emulateMedia({media: "print"});
    const hints = page.locator(".vantage-find, .vantage-models > p");
    expect(await hints.count()).toBeGreaterThan(1);
    expect(await hints.filter({visible: true}).count()).toBe(0);
    const added = await page
      .locator("main p")
      .last()
      .evaluate((text) => {
        text.innerHTML += '<a href="https://example.org/a">there</a>';
        return getComputedStyle(text.lastElementChild!, "::after").content;
      });
    expect(added).toContain("https://example.org/a");
    await page.context().close();
  });

  it("prints what a reader's own settings gave, on pages of paper", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`, paper);
    await setCount(page, 7);
    await settled(page);
    const pdf = await page.pdf({format: "A4", printBackground: true});
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(12);
    await page.context().close();
  });
});
