import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {quiet, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const patiently = {timeout: 20_000};
const map = "[data-published=map]";

const tip = (page: Page) => page.locator(`${map} .vantage-tip`).first();
/** How many models a figure rings because another figure points at them. */
const rings = (page: Page, place: string) =>
  page
    .locator(`${place} .vantage-rings`)
    .evaluateAll((all) => all.reduce((sum, each) => sum + Number(each.dataset.count ?? 0), 0));

/** Draws around the models that have read most, which lie on the right. */
async function drawAroundTheRight(page: Page) {
  // Before it is alive, what was built is replaced.
  await page.waitForSelector("[data-controls] fieldset:not([disabled])");
  await quiet(page);
  const plot = page.locator(`${map} .vantage-plot`).first();
  // The place stays where a figure is drawn anew.
  await page.locator(map).first().scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error("the map must be on the page");
  const [left, right] = [box.x + 0.78 * box.width, box.x + box.width - 2];
  await page.mouse.move(left, box.y + 2);
  await page.mouse.down();
  for (const [x, y] of [
    [right, box.y + 2],
    [right, box.y + box.height - 2],
    [left, box.y + box.height - 2]
  ] as const)
    await page.mouse.move(x, y, {steps: 5});
  await page.mouse.up();
}

/** Writes down the models that are chosen on the page from now on. @returns what there is of them */
async function pinsOn(page: Page): Promise<() => Promise<string[]>> {
  const pins = await page.evaluateHandle(() => {
    const all: string[] = [];
    document.addEventListener("vantage-pin", (event) => {
      all.push((event as CustomEvent<string>).detail);
    });
    return all;
  });
  return () => pins.jsonValue();
}

describe.skipIf(!executable)("models chosen on a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("are found by name, or by the nearest name", async () => {
    const {page, complaints} = await openPage(browser, site);
    const box = page.getByLabel("Find a model");
    await box.fill("pintail");
    await expect.poll(() => tip(page).textContent(), patiently).toContain("Pintail");
    await box.fill("pintale");
    await box.press("Enter");
    await box.blur();
    await expect
      .poll(() => page.locator(".vantage-find-said").textContent(), patiently)
      .toContain('did you mean "Pintail"?');
    expect(complaints).toEqual([]);
  });

  it("are ringed in every figure while one is pointed at", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`);
    await quiet(page);
    expect(await rings(page, "[data-published=predicted]")).toBe(0);
    await page.locator(`${map} .vantage-plot`).first().focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => rings(page, "[data-published=predicted]"), patiently).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => rings(page, "[data-published=predicted]"), patiently).toBe(0);
  });

  it("are kept or left out when a line is drawn around them", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/explore`);
    await drawAroundTheRight(page);
    const bar = page.locator(".vantage-selection");
    const count = Number(/^(\d+)/.exec(await bar.innerText())?.[1]);
    expect(count).toBeGreaterThan(2);
    await bar.getByRole("button", {name: "without these"}).click();
    await settled(page);
    await expect
      .poll(() => page.locator("[data-published=space-sentence]").textContent(), patiently)
      .toContain(`${60 - count}\u00a0models`);
    await expect
      .poll(() => new URL(page.url()).searchParams.get("models"), patiently)
      .toMatch(/^not model_id in \('/);
    expect(complaints).toEqual([]);
  });

  it("mark their rows and cells in tables, and are ringed from there", async () => {
    const {page, complaints} = await openPage(browser, `${site}guide/gallery`);
    const table = "[data-published=model-table]";
    const marked = (place: string) => page.locator(`${place} .vantage-marked`).count();
    await expect.poll(() => page.locator(`${table} tbody tr`).count(), patiently).toBe(60);
    await quiet(page);
    await page.locator(`${map} .vantage-plot`).first().focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => marked(table), patiently).toBe(1);
    await expect.poll(() => marked("[data-published=confusion]"), patiently).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => marked(table), patiently).toBe(0);

    await page.locator(`${table} tbody tr`).nth(3).hover();
    await expect.poll(() => rings(page, map), patiently).toBe(1);
    const cell = page.locator("[data-published=confusion] .vantage-confusion tbody td").first();
    await cell.hover();
    await expect.poll(() => rings(page, map), patiently).toBe(Number(await cell.innerText()));
    await page.mouse.move(0, 0);
    await expect.poll(() => rings(page, map), patiently).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("are ringed and chosen from a table by keys alone", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/explore`);
    await quiet(page);
    await page.locator(`${map} .vantage-twin summary`).first().click();
    const table = page.locator(`${map} .vantage-scroll`).first();
    const rows = table.locator("tbody tr");
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    // A mouse that lies over the table changes nothing.
    await table.locator("thead th").first().hover();
    await table.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await table.locator("thead th").last().hover();
    expect(await focused()).toBe(await rows.nth(1).textContent());
    await expect.poll(() => rings(page, "[data-published=predicted]"), patiently).toBe(1);
    const pins = await pinsOn(page);
    await page.keyboard.press("Enter");
    const name = await rows.nth(1).locator("td").first().innerText();
    await expect.poll(pins, patiently).toEqual([name.toLowerCase()]);
    await expect
      .poll(() => page.locator(".vantage-models .finding").innerText(), patiently)
      .toContain(`nearest to ${name} are`);
    await page.locator(`${map} .vantage-plot`).first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const [pointed] = (await tip(page).innerText()).split("\n");
    await expect.poll(pins, patiently).toEqual([name, pointed].map((each) => each?.toLowerCase()));
    await table.focus();
    for (let i = 0; i < 100; i++) await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(await rows.last().textContent());
    const [outer, inner] = [await table.boundingBox(), await rows.last().boundingBox()];
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual(
      (outer?.y ?? 0) + (outer?.height ?? 0) + 1
    );
    await page.keyboard.press("Escape");
    expect(await focused()).toBe(await table.textContent());
    await expect.poll(() => rings(page, "[data-published=predicted]"), patiently).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("stay marked everywhere while they are chosen, until a click", async () => {
    const {page} = await openPage(browser, `${site}guide/gallery`);
    await drawAroundTheRight(page);
    const marked = page.locator("[data-published=model-table] .vantage-marked");
    await expect.poll(() => marked.count(), patiently).toBeGreaterThan(2);
    const count = await marked.count();
    await expect.poll(() => rings(page, "[data-published=predicted]"), patiently).toBe(count);
    const box = await page.locator(`${map} .vantage-plot`).first().boundingBox();
    await page.mouse.click((box?.x ?? 0) + 3, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect.poll(() => marked.count(), patiently).toBe(0);
  });

  it("are named as groups, by a line or in words, and compared", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/explore`);
    await drawAroundTheRight(page);
    const bar = page.locator(".vantage-selection");
    const count = Number(/^(\d+)/.exec(await bar.innerText())?.[1]);
    await bar.getByRole("button", {name: "as group A"}).click();
    const legend = page.locator(`${map} .vantage-legend`);
    await expect.poll(() => legend.textContent(), patiently).toContain(`A: ${count}\u00a0models`);
    const compared = "[data-published=groups]";
    const groups = page.locator(compared);
    await expect
      .poll(() => groups.textContent(), patiently)
      .toContain(`the others: ${60 - count}\u00a0models`);
    const words = page.getByLabel("Group B");
    await words.fill("exposure = 0");
    await words.press("Enter");
    await expect.poll(() => groups.textContent(), patiently).toMatch(/; B: \d+\u00a0models\./);

    await expect
      .poll(() => new URL(page.url()).searchParams.get("view.against"), patiently)
      .toBe("exposure = 0");
    const address = page.url();
    expect(new URL(address).searchParams.get("view.color")).toBe("groups");
    const again = await openPage(browser, address);
    await expect
      .poll(() => again.page.locator(`${compared} figcaption`).textContent(), patiently)
      .toBe(await groups.locator("figcaption").textContent());
    await words.fill("exposure = ");
    await words.press("Enter");
    await expect.poll(() => groups.textContent(), patiently).toMatch(/; got/);
    expect([...complaints, ...again.complaints]).toEqual([]);
  });
});
