import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");

describe.skipIf(!executable)("the claims of a report", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("are on the page without a script, each with its verdict and twin", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`, {javaScriptEnabled: false});
    const claims = page.locator(".vantage-claim");
    expect(await claims.count()).toBe(3);
    for (const text of await claims.allTextContents()) {
      expect(text).toContain("Holds");
      expect(text).toContain("its negative twin fails, as it must");
    }
  });

  it("come out otherwise under a reader's settings that make them false", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/`);
    const ask = page.getByRole("button", {name: "Check with my settings"});
    const yours = page.locator(".vantage-claim-yours");
    await ask.click();
    await expect.poll(() => yours.count(), {timeout: 60_000}).toBe(3);
    const published = await page.locator(".vantage-claim-evidence").first().textContent();
    const same = (await yours.first().textContent()) ?? "";
    expect(same).toContain("Holds");
    expect(published).toContain(same.split("Holds ")[1]);
    await page.locator("select[name=queries]").first().selectOption({label: "orthogonal"});
    await ask.click();
    await expect
      .poll(
        async () => (await yours.allTextContents()).filter((text) => text.includes("Fails")).length,
        {
          timeout: 60_000
        }
      )
      .toBe(3);
    expect(complaints).toEqual([]);
  });
});
