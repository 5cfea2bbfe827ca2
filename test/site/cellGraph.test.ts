import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {workflows} from "../../src/workflows/registry.js";
import {setCount} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const explore = `${site}s/exposure/explore`;

/** What the elbow decides, by the analyses' own definitions. */
const belowElbow = {
  space: ["chosen", "placed", "estimate", "result"],
  regression: [
    ...["chosen", "placed", "regressor", "predictions", "leverage", "intervals"],
    ...["estimate", "permutation", "result"]
  ]
};

const open = (page: Page, workflow: string) =>
  page.locator(`.cell-graph[data-workflow=${workflow}] > summary`).click();

/** The mark of every cell of the open graph, once nothing is under way. */
async function marksOn(page: Page): Promise<Record<string, string>> {
  const busy = "[open] [data-mark=running], [open] [data-mark=stale], [open] [data-mark=idle]";
  await page.waitForFunction((nodes) => !document.querySelector(nodes), busy);
  return page
    .locator(".cell-graph[open] .cell-cell")
    .evaluateAll((boxes) =>
      Object.fromEntries(
        boxes.map((box) => [box.getAttribute("data-name"), box.getAttribute("data-mark")])
      )
    );
}

/** Sets the elbow, and waits until the last step has heard of it. */
async function setElbow(page: Page, elbow: number): Promise<void> {
  const last = page.locator(".cell-graph[open] [data-name=result] title");
  const [title, before] = [await last.elementHandle(), await last.textContent()];
  await page.locator("[name=elbow]").selectOption(String(elbow));
  await page.waitForFunction(([node, text]) => node?.textContent !== text, [
    title,
    before
  ] as const);
}

const named = (marks: Record<string, string>, ...wanted: string[]) =>
  Object.keys(marks)
    .filter((name) => wanted.includes(marks[name] as string))
    .sort();

describe.skipIf(!executable)("the graph of the steps", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("is in the page before any script runs, one per published analysis", async () => {
    const {page} = await openPage(browser, explore, {javaScriptEnabled: false});
    for (const name of ["space", "regression", "classification"]) {
      const {cells} = workflows.get(name)!;
      await open(page, name);
      const boxes = page.locator(`.cell-graph[data-workflow=${name}] .cell-cell`);
      expect(await boxes.count()).toBe(cells.size);
      expect(await boxes.first().isVisible()).toBe(true);
    }
    await page.context().close();
  });

  it.each(["space", "regression"] as const)(
    "marks exactly what an input decides, and finds it in memory on the way back: %s",
    async (workflow) => {
      const {page, complaints} = await openPage(browser, explore);
      await open(page, workflow);
      expect(new Set(Object.values(await marksOn(page)))).toEqual(new Set(["published"]));
      await setCount(page, 8);
      await page.waitForSelector(".cell-graph[open] .cell-cell:not([data-mark=published])");
      const first = await marksOn(page);
      expect(named(first, "run", "memory")).toEqual(Object.keys(first).sort());
      await setElbow(page, 1);
      const moved = await marksOn(page);
      const why = page.locator(".cell-graph[open] [data-name=chosen] title");
      expect(await why.textContent()).toContain("Elbow is new.");
      expect(named(moved, "run", "memory")).toEqual(belowElbow[workflow].toSorted());
      expect(named(moved, "run")).toContain("result");
      expect(named(moved, "unchanged").length).toBe(
        Object.keys(first).length - belowElbow[workflow].length
      );
      await setElbow(page, 2);
      const back = await marksOn(page);
      expect(named(back, "memory")).toEqual(belowElbow[workflow].toSorted());
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  );

  it("knows, when it is unfolded late, what has run before", async () => {
    const {page} = await openPage(browser, explore);
    await setCount(page, 8);
    await page.waitForSelector("[data-published=map].vantage-live[aria-busy=false]");
    await open(page, "space");
    const marks = await marksOn(page);
    expect(named(marks, "run", "memory")).toEqual(Object.keys(marks).sort());
    expect(await page.locator(".cell-graph[open] tbody tr").first().textContent()).toContain("ms");
    await page.context().close();
  });

  it("marks the step that failed, and as stale what lies below it", async () => {
    const {page} = await openPage(browser, explore);
    await open(page, "space");
    await page.locator("input[name=models]").fill("no_such_column = 1");
    await page.locator("input[name=models]").press("Enter");
    await page.locator(".cell-graph[open] [data-name=members][data-mark=failed]").waitFor();
    for (const name of ["selection", "squared", "result"])
      await page.locator(`.cell-graph[open] [data-name=${name}][data-mark=stale]`).waitFor();
    await page.context().close();
  });

  it("is walked by keys and heard by name", async () => {
    const {page} = await openPage(browser, explore);
    await open(page, "space");
    const detail = page.locator(".cell-graph[open] .cell-detail");
    await page.locator(".cell-graph[open] .cell-node[tabindex='0']").focus();
    const first = await detail.textContent();
    await page.keyboard.press("ArrowRight");
    expect(await detail.textContent()).not.toBe(first);
    const box = page.locator(".cell-graph[open]").getByRole("img", {name: /^placed: Where each/});
    await box.click();
    expect(await detail.textContent()).toContain("Needs gram, leading and chosen.");
    await page.context().close();
  });

  it("scrolls inside its own box on a phone", async () => {
    const viewport = {width: 390, height: 844};
    const {page} = await openPage(browser, explore, {viewport});
    await open(page, "regression");
    const [inside, around, whole] = await page.evaluate(() => {
      const box = document.querySelector(".cell-graph[open] .cell-scroll");
      return [box?.scrollWidth, box?.clientWidth, document.documentElement.scrollWidth];
    });
    expect(inside).toBeGreaterThan(around as number);
    expect(whole).toBe(390);
    await page.context().close();
  });
});
