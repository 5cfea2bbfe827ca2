import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {keyboardWalk} from "./keyboardWalk.js";
import {launch, openPage} from "./openPages.js";
import {sitePages} from "./sitePages.js";

const executable = inject("chromium");
const [site] = inject("sites");

describe.skipIf(!executable).each([1440, 390])("by the Tab key alone, %i pixels wide", (width) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(sitePages)(
    "/%s gives all there is to operate the focus, once, in sight",
    async (path) => {
      const {page} = await openPage(browser, site + path, {viewport: {width, height: 900}});
      const {wanted, ...faults} = await keyboardWalk(page);
      expect(wanted).toBeGreaterThan(5);
      expect(faults).toEqual({missed: [], unseen: [], covered: []});
      await page.context().close();
    }
  );

  it("reaches the steps of an analysis in its unfolded graph", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/explore`, {
      viewport: {width, height: 900}
    });
    await page.locator(".cell-graph > summary").first().click();
    await page.locator(".cell-node[tabindex='0']").first().waitFor();
    expect(await keyboardWalk(page)).toMatchObject({missed: [], unseen: [], covered: []});
    await page.context().close();
  });
});
