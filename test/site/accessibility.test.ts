import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {axeFaults} from "./axeFaults.js";
import {setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";
import {sitePages} from "./sitePages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1440, 390].map((width) => ({colorScheme, width}))
);

/**
 * Unfolds all there is, and waits until what is made on unfolding stands there. A figure may be drawn anew
 * meanwhile, so what has nothing in it yet is unfolded again.
 */
async function unfold(page: Page): Promise<void> {
  const folded = page.locator("details:not([open])");
  await folded.evaluateAll((all) => {
    for (const each of all) (each as HTMLDetailsElement).open = true;
  });
  await page.waitForFunction(() => {
    const empty = [...document.querySelectorAll("details")].filter(
      ({children}) => children.length < 2
    );
    for (const each of empty) each.open = true;
    return empty.length === 0;
  });
}

describe.skipIf(!executable).each(looks)("axe, $colorScheme, $width pixels", (look) => {
  const {colorScheme, width} = look;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());
  /** What stands of other inputs is drawn faintly: pages whose own cells set inputs do so at first. */
  const open = async (path: string) => {
    const options = {colorScheme, viewport: {width, height: 900}};
    const {page} = await openPage(browser, site + path, options);
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
    return page;
  };

  it.each(sitePages)("finds nothing serious on /%s, folded or unfolded", async (path) => {
    const page = await open(path);
    expect(await axeFaults(page)).toEqual([]);
    await unfold(page);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  it.each(["", "s/exposure/", "s/exposure/explore"])(
    "finds nothing serious on /%s with a slider moved",
    async (path) => {
      const page = await open(path);
      await setCount(page, 7);
      await settled(page);
      expect(await page.locator(".vantage-ghost").count()).toBeGreaterThan(0);
      expect(await axeFaults(page)).toEqual([]);
      await page.context().close();
    }
  );

  it("finds nothing serious about a model trained on the first page", async () => {
    const page = await open("");
    await page.getByRole("button", {name: "Train it here"}).click();
    await page.getByRole("button", {name: "Reveal the truth"}).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", {name: "Reveal the truth"}).click();
    await page.getByText(/The truth:/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
