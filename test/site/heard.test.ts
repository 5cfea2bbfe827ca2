import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {quiet, setCount} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

/* What readers meet who hear pages or work them by keys: what is said aloud, and where the focus goes. */

const executable = inject("chromium");
const [site] = inject("sites");
const explore = `${site}s/exposure/explore`;
const patiently = {timeout: 20_000};

/** What has been said aloud of the page as a whole. */
const heard = (page: Page) =>
  page.locator("main > .vantage-hidden[role=status]").evaluate((each) => each.textContent ?? "");

/** What has the focus: its name, or its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const {activeElement: at} = document;
    return at?.getAttribute("name") ?? at?.textContent ?? "";
  });

async function type(page: Page, name: string, text: string): Promise<void> {
  const field = page.locator(`input[name="${name}"]`).first();
  await field.fill(text);
  await field.press("Enter");
}

describe.skipIf(!executable)("a page heard and worked by keys", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("says once what a moved input came to, and nothing before", async () => {
    const {page} = await openPage(browser, explore);
    await quiet(page);
    expect(await heard(page)).toBe("");
    await setCount(page, 7);
    await expect
      .poll(() => heard(page), patiently)
      .toMatch(/^60 models, 7 questions, .*From 7 questions, /);
    expect(await heard(page)).not.toContain("50 questions");
    await page.locator("[name='regression.method']").first().selectOption({index: 1});
    await expect
      .poll(() => heard(page), patiently)
      .toMatch(/^From 7 questions, .* predicts exposure/);
    await page.context().close();
  });

  it("marks what stands of other inputs before the first answer is there", async () => {
    const {page} = await openPage(browser, explore);
    await quiet(page);
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.context().route(/worker\/browser/, async (route) => {
      await held;
      await route.continue();
    });
    await setCount(page, 7);
    const stale = page.locator("[data-published].vantage-stale[aria-busy=true]");
    await expect.poll(() => stale.count(), patiently).toBeGreaterThan(4);
    expect(await heard(page)).toBe("");
    go();
    await expect.poll(() => stale.count(), patiently).toBe(0);
    await page.context().close();
  });

  it("refuses at the field what it cannot use", async () => {
    const {page, complaints} = await openPage(browser, explore);
    const wrong = page.locator(".vantage-wrong").filter({visible: true});
    for (const text of ["0", "999", "1.5", ""]) {
      await type(page, "k", text);
      expect(await wrong.allTextContents()).toEqual(["must be a whole number from 1 to 25"]);
      expect(await page.locator("input[name=k]").getAttribute("aria-invalid")).toBe("true");
    }
    await type(page, "k", "3");
    expect(await wrong.count()).toBe(0);
    await type(page, "models", `exposure > 0.${"0".repeat(1000)}1`);
    expect(await wrong.allTextContents()).toEqual(["must be at most 1000 characters"]);
    await expect.poll(() => new URL(page.url()).searchParams.get("k"), patiently).toBe("3");
    expect(new URL(page.url()).searchParams.has("models")).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("tells a filter that fails aloud once, marks its field, and saves nothing of it", async () => {
    const {page} = await openPage(browser, explore);
    await type(page, "models", "nonsense = 1");
    const errors = page.locator("[data-published] > .vantage-error");
    await expect.poll(() => errors.count(), patiently).toBeGreaterThan(4);
    expect(await page.locator("[data-published] > [role=alert]").count()).toBe(1);
    const field = page.locator("input[name=models]");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    const map = page.locator("[data-published=map]").first();
    const saves = map.locator(".vantage-save button");
    expect(await saves.evaluateAll((all) => all.every((each) => each.matches(":disabled")))).toBe(
      true
    );
    await type(page, "models", "");
    await expect.poll(() => errors.count(), patiently).toBe(0);
    expect(await field.getAttribute("aria-invalid")).toBe("false");
    expect(await map.locator(".vantage-save button:disabled").count()).toBe(0);
    await page.context().close();
  });

  it("keeps the focus where a model is trained and its truth revealed", async () => {
    const {page} = await openPage(browser, site);
    await page.getByRole("button", {name: "Train it here"}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page), patiently).toBe("Train another");
    await page.getByRole("button", {name: "Reveal the truth"}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page), patiently).toContain("The truth:");
    await page.context().close();
  });

  it("goes to the list of a model that is added to those read", async () => {
    const {page} = await openPage(browser, explore);
    await page.getByRole("button", {name: "add a model"}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".vantage-column").count(), patiently).toBe(3);
    const last = page.locator("select[name=answers-model]").last();
    expect(await last.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it("lets go of models drawn around by Escape, and goes back to their figure", async () => {
    const {page} = await openPage(browser, explore);
    await quiet(page);
    const plot = page.locator("[data-published=map] .vantage-plot").first();
    const bar = page.locator(".vantage-selection");
    const choose = () =>
      plot.evaluate((each) =>
        each.dispatchEvent(
          new CustomEvent("vantage-select", {bubbles: true, detail: ["avocet", "wren"]})
        )
      );
    await choose();
    await bar.getByRole("button", {name: "as group A"}).focus();
    await page.keyboard.press("Escape");
    expect(await bar.count()).toBe(0);
    const isThere = () => plot.evaluate((each) => each === document.activeElement);
    expect(await isThere()).toBe(true);
    await choose();
    await bar.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => bar.count(), patiently).toBe(0);
    await choose();
    await bar.getByRole("button", {name: "as group A"}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(isThere, patiently).toBe(true);
    await page.context().close();
  });
});
