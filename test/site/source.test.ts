import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {formatNumber} from "../../src/components/format.js";
import {publishedFigures} from "../../src/framework/publishedFigures.js";
import {runVantage} from "../cli/runVantage.js";
import {setCount, settled} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const root = inject("root");

/* Framework's own, which comes without types. */
const entry: string = "@observablehq/framework/dist/markdown.js";
const {createMarkdownIt} = await import(entry);

describe.skipIf(!executable)("how a figure was made", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("is a command, an address and a place that all give what is shown", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/`);
    await setCount(page, 12);
    await settled(page);
    const shown = await twin(page);
    const {command, address, snippet} = await source(page);

    expect(command).toBe("npx vantage run space --study data/studies/exposure --set queryCount=12");
    const {stdout} = await runVantage([...command.split(" ").slice(2), "--json"], undefined, root);
    const {coordinates} = JSON.parse(stdout).result;
    const [n, d] = coordinates.shape;
    const printed = Array.from({length: n}, (_, i) => formatNumber(coordinates.data[i * d]));
    expect(shown.map((row) => row.split("|")[4])).toEqual(printed);

    const again = await openPage(browser, address);
    await settled(again.page);
    expect(await twin(again.page)).toEqual(shown);

    expect(snippet).toContain('data-set="queryCount=12"');
    const rows = [...rendered(snippet).matchAll(/<tr><td role="rowheader">(.*?)<\/tr>/g)].map(
      ([row]) => textOf(row)
    );
    expect(rows.slice(0, shown.length)).toEqual(shown);
    expect(complaints).toEqual([]);
  });

  it("names every figure's bytes and steps, without a script too", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/`, {javaScriptEnabled: false});
    const figures = page.locator("figure.vantage-figure");
    const sources = page.locator("figure.vantage-figure .vantage-source");
    expect(await sources.count()).toBe(await figures.count());
    for (const text of await sources.allTextContents()) expect(text).toMatch(/sha256 [0-9a-f]{64}/);
  });

  it("keeps to its own inputs where a place sets them", async () => {
    const {page, complaints} = await openPage(browser, `${site}s/exposure/data`);
    await page.route("**/s/exposure/*", async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const body = html.replace(' data-published="map"', '$& data-set="queryCount=12"');
      expect(body).not.toBe(html);
      await route.fulfill({response, body});
    });
    await page.goto(`${site}s/exposure/?dimension=3`);
    const map = page.locator("[data-published=map]");
    await expect.poll(() => map.getAttribute("data-questions"), {timeout: 30_000}).toBe("12");
    await setCount(page, 30);
    await expect.poll(() => page.locator(".vantage-live").count()).toBeGreaterThan(2);
    expect(await map.getAttribute("data-questions")).toBe("12");
    expect(complaints).toEqual([]);
  });

  function rendered(snippet: string): string {
    const markdownIt = (
      md: Parameters<typeof publishedFigures>[0] & {
        use: (plugin: typeof publishedFigures, options: object) => unknown;
      }
    ) => md.use(publishedFigures, {dataRoot: join(root, "src", "data")});
    const context = {code: [], startLine: 0, currentLine: 0, path: "/p", params: {}};
    return createMarkdownIt({markdownIt}).render(snippet, context);
  }
});

const textOf = (row: string) => row.replaceAll(/<[^>]*>/g, "|");

/** The rows of the table below the map, cell by cell. */
async function twin(page: Page): Promise<string[]> {
  const details = page.locator("[data-published=map] .vantage-twin", {
    hasText: "The same as a table"
  });
  await details.evaluate((element) => {
    (element as HTMLDetailsElement).open = true;
  });
  await details.locator("tbody tr").first().waitFor();
  const rows = await details.locator("tbody tr").evaluateAll((all) => all.map((r) => r.outerHTML));
  return rows.map(textOf);
}

async function source(page: Page) {
  const details = page.locator("[data-published=map] .vantage-source");
  await details.locator("summary").click();
  await details.locator("code").last().waitFor();
  const [command = "", address = "", snippet = ""] = await details
    .locator("code")
    .allTextContents();
  return {command, address, snippet};
}
