import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {readAnswerShard} from "../../src/lib/tables/answerShard.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site] = inject("sites");
const data = join(inject("root"), "src", "data", "exposure");
const explore = `${site}s/exposure/explore`;

async function publishedStudy(): Promise<PublishedStudy> {
  return JSON.parse(await readFile(join(data, "study.json"), "utf8"));
}

/** The published texts of one model's answers to a question. */
async function textsOf(question: number, model: number): Promise<(string | null)[]> {
  const {answers} = await publishedStudy();
  const entry = answers?.files.find(({queries}) => queries.includes(question));
  if (!entry) throw new Error(`expected answers to question ${question}`);
  const text = await readFile(join(data, entry.file), "utf8");
  const own = readAnswerShard(text, entry.queries.length, entry.file);
  return (own[entry.queries.indexOf(question)] ?? [])
    .filter((answer) => answer.model === model)
    .map((answer) => answer.text);
}

const choose = (page: Page, question: number) =>
  page.locator("select[name=answers-question]").selectOption(String(question));

const column = (page: Page, at: number) =>
  page.locator(".vantage-column").nth(at).locator(".vantage-answer").allTextContents();

const drawn = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector(".vantage-columns[aria-busy=false] .vantage-answer") !== null
  );

describe.skipIf(!executable)("the answers on a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it("are fetched when a question is chosen, and are those published", async () => {
    const {page, complaints} = await openPage(browser, explore);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.waitForTimeout(300);
    expect(asked.filter((url) => url.includes("/answers/"))).toEqual([]);
    await choose(page, 7);
    await drawn(page);
    expect(asked.filter((url) => url.includes("/answers/"))).toHaveLength(1);
    const {queries, models} = await publishedStudy();
    expect(await page.locator(".vantage-question").textContent()).toBe(queries[7]?.query_text);
    expect(await column(page, 0)).toEqual(await textsOf(7, 0));
    expect(await column(page, 1)).toEqual(await textsOf(7, models.length - 1));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("show the model pinned on the map, and one chosen by key keeps the focus", async () => {
    const {page} = await openPage(browser, explore);
    await choose(page, 3);
    await drawn(page);
    const plot = page.locator("div[data-published=map] .vantage-plot");
    const dot = plot.locator("g[aria-label=dot] > *").nth(17);
    await dot.click({force: true});
    await page.waitForFunction(() => document.querySelectorAll(".vantage-column").length === 3);
    const label = await plot.locator(".vantage-tip").textContent();
    const name = await page.locator(".vantage-column").nth(2).getAttribute("aria-label");
    expect(label?.split("\n")[0]).toBe(name);
    const first = page.locator("select[name=answers-model]").first();
    await first.focus();
    await first.selectOption("5");
    await drawn(page);
    await expect.poll(() => column(page, 0)).toEqual(await textsOf(3, 5));
    const focused = () => document.activeElement?.getAttribute("name");
    expect(await page.evaluate(focused)).toBe("answers-model");
    await page.context().close();
  });

  it("are found by the words of their question", async () => {
    const {page} = await openPage(browser, explore);
    await page.locator("input[name=answers-find]").fill("no such words at all");
    const options = page.locator("select[name=answers-question] option");
    expect(await options.allTextContents()).toEqual(["no question has these words"]);
    await page.locator("input[name=answers-find]").fill("reservoir AUTUMN");
    const found = await options.allTextContents();
    expect(found.length).toBeGreaterThan(1);
    for (const text of found.slice(1)) expect(text).toMatch(/reservoir.*autumn/i);
    await page.context().close();
  });

  it("are refused where the file is not the one the study lists, and asked for again", async () => {
    const {page} = await openPage(browser, explore);
    await page.route(
      "**/answers/*",
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, body: `${await response.text()} `});
      },
      {times: 1}
    );
    await choose(page, 0);
    const error = page.locator(".vantage-columns .vantage-error");
    await error.waitFor();
    expect(await error.textContent()).toMatch(/answers\/0\.json: hash must be [0-9a-f]{64}; got/);
    await choose(page, 1);
    await drawn(page);
    expect(await column(page, 0)).toEqual(await textsOf(1, 0));
    await page.context().close();
  });
});
