import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {mapPageHtml} from "../../bench/mapPageHtml.js";
import {launch} from "./openPages.js";

const executable = inject("chromium");
const patiently = {timeout: 20_000};
const n = 5000;

describe.skipIf(!executable)("a map of thousands of models in a browser", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch(executable as string);
    page = await browser.newPage({viewport: {width: 1440, height: 900}});
    await page.setContent(await mapPageHtml());
    await page.evaluate(`bench.prepare(${n}); bench.first("ours")`);
  });
  afterAll(() => browser?.close());

  /** A model that lies apart, by its name on the map, and where it is on the screen. */
  async function named() {
    const plot = await page.locator("#ours .vantage-plot").boundingBox();
    if (!plot) throw new Error("the map must be on the page");
    const mark = await page.evaluate("bench.lonely()");
    const {x, y, label} = mark as {x: number; y: number; label: string};
    return {x: plot.x + x, y: plot.y + y, label};
  }

  it("names a model pointed at, with lines to its true neighbors", async () => {
    const {x, y, label} = await named();
    await page.mouse.move(x, y);
    const tip = page.locator("#ours .vantage-tip");
    await expect.poll(() => tip.textContent(), patiently).toMatch(new RegExp(`^${label}\n`));
    expect(await page.locator("#ours .vantage-overlay line").count()).toBe(3);
  });

  it("tells which model is pinned", async () => {
    const pinned = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener("vantage-pin", (event) =>
            resolve((event as CustomEvent<string>).detail)
          )
        )
    );
    const {x, y, label} = await named();
    await page.mouse.click(x, y);
    expect(await pinned).toBe(label.replace("Model ", "model-"));
  });

  it("takes a line around all of them", async () => {
    const box = await page.locator("#ours .vantage-plot").boundingBox();
    if (!box) throw new Error("the map must be on the page");
    const chosen = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener("vantage-select", (event) =>
            resolve((event as CustomEvent<string[]>).detail.length)
          )
        )
    );
    const [right, bottom] = [box.x + box.width - 1, box.y + box.height - 1];
    await page.mouse.move(box.x + 1, box.y + 1);
    await page.mouse.down();
    await page.mouse.move(right, box.y + 1, {steps: 4});
    await page.mouse.move(right, bottom, {steps: 4});
    await page.mouse.move(box.x + 1, bottom, {steps: 4});
    await page.mouse.up();
    expect(await chosen).toBe(n);
    expect(await page.locator("#ours .vantage-rings").getAttribute("data-count")).toBe(String(n));
  });

  it("moves its dots on a canvas", async () => {
    await page.evaluate(`bench.move("ours", 3)`);
    const painted = await page.locator("#ours canvas.vantage-dots").evaluate((canvas) => {
      const {width, height} = canvas as HTMLCanvasElement;
      const paper = (canvas as HTMLCanvasElement).getContext("2d");
      return paper
        ?.getImageData(0, 0, width, height)
        .data.filter((_, i) => i % 4 === 3)
        .some(Boolean);
    });
    expect(painted).toBe(true);
  });

  it("makes the rows of its table as one scrolls", async () => {
    await page.evaluate(`bench.first("ours")`);
    await page.getByText("The same as a table").click();
    const rows = page.locator("#ours tbody tr");
    await expect.poll(() => rows.count(), patiently).toBe(300);
    await page.locator("#ours .vantage-scroll").evaluate((frame) => {
      frame.scrollTop = frame.scrollHeight;
    });
    await expect.poll(() => rows.count(), patiently).toBe(600);
  });

  it("is saved with every dot", async () => {
    await page.locator("#ours summary", {hasText: "Save"}).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "Save as SVG"}).click()
    ]);
    const stream = await file.createReadStream();
    let text = "";
    for await (const piece of stream) text += piece;
    expect(text.match(/h0/g)).toHaveLength(n);
  });
});
