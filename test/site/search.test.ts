import {readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {readAnswerShard, type ShownAnswer} from "../../src/lib/tables/answerShard.js";
import {axeFaults} from "./axeFaults.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const folder = inject("folder");
const data = join(inject("root"), "src", "data", "exposure");

interface Published extends ShownAnswer {
  readonly question: number;
}

async function publishedStudy(): Promise<PublishedStudy> {
  return JSON.parse(await readFile(join(data, "study.json"), "utf8"));
}

/** Every published answer, read from the files. */
async function publishedAnswers(): Promise<Published[]> {
  const {answers} = await publishedStudy();
  const read = async ({file, queries}: NonNullable<typeof answers>["files"][number]) => {
    const shard = readAnswerShard(await readFile(join(data, file), "utf8"), queries.length, file);
    return shard.flatMap((own, i) =>
      own.map((each) => ({...each, question: queries[i] as number}))
    );
  };
  return (await Promise.all((answers?.files ?? []).map(read))).flat();
}

const place = "[data-published=answers-search]";
const said = (page: Page) => page.locator(`${place} [role=status]`);

async function search(page: Page, term: string): Promise<void> {
  await page.locator("input[name=search-term]").fill(term);
  await page.locator(`${place} button[type=submit]`).click();
}

const marks = (page: Page) => page.locator(`${place} mark`).allTextContents();

describe.skipIf(!executable)("the search of answers", () => {
  let browser: Browser;
  let answers: Published[];
  beforeAll(async () => {
    answers = await publishedAnswers();
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  const holding = (term: string) =>
    answers.filter(({text}) => text?.replace(/\s+/g, " ").toLowerCase().includes(term));

  it("fetches DuckDB and answers at the first search alone, from its own host, and counts as the files do", async () => {
    const {page, complaints, foreign} = await openPage(browser, `${site}s/exposure/data`);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.reload();
    await page.waitForSelector(`${place} fieldset:not(:disabled)`);
    await page.waitForTimeout(300);
    expect(asked.filter((url) => /duckdb|apache-arrow|\/answers\//.test(url))).toEqual([]);

    await search(page, "Buttress NINE");
    const [found, all] = [holding("buttress nine"), answers.length.toLocaleString("en-US")];
    const models = new Set(found.map(({model}) => model)).size;
    expect(found.length).toBeGreaterThan(50);
    await expect
      .poll(() => said(page).textContent(), {timeout: 60_000})
      .toBe(
        `${found.length} of ${all}\u00a0answers, by ${models} of 60\u00a0models, contain “Buttress NINE”. The first 50 are shown.`
      );
    expect(asked.filter((url) => url.includes(".wasm"))).toHaveLength(1);
    expect(asked.filter((url) => url.includes("/answers/"))).toHaveLength(20);

    const before = asked.length;
    await search(page, "heron");
    await expect.poll(() => said(page).textContent()).toContain("“heron”");
    expect(await said(page).textContent()).toContain(
      holding("heron").length.toLocaleString("en-US")
    );
    expect(asked.length).toBe(before);
    expect([complaints, foreign]).toEqual([[], []]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({colorScheme});
      expect(await axeFaults(page)).toEqual([]);
    }
    await page.context().close();
  });

  it("gives counts by model, filters, and shows what there is more", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/data`);
    const {models} = await publishedStudy();
    await search(page, "heron");
    const counts = page.locator(`${place} .vantage-found-counts tbody tr`);
    await expect.poll(() => counts.count(), {timeout: 60_000}).toBe(models.length);
    const shown = await counts.evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].slice(0, 2).map((td) => td.textContent))
    );
    const expected = models.map(({label}, model) => {
      const own = (all: readonly Published[]) => all.filter((each) => each.model === model).length;
      return [label, `${own(holding("heron"))} of ${own(answers)}`];
    });
    expect(shown.sort()).toEqual(expected.sort());

    const model = holding("heron")[0]?.model as number;
    await page.locator("select[name=search-model]").selectOption(String(model));
    await search(page, "heron");
    const own = holding("heron").filter((each) => each.model === model);
    await expect
      .poll(() => said(page).textContent())
      .toMatch(new RegExp(`^${own.length} of 400\\s`));
    const more = page.locator(`${place} button`, {hasText: "Show more"});
    await expect
      .poll(async () => {
        if (await more.isVisible()) await more.click();
        return (await marks(page)).length;
      })
      .toBe(own.length);
    expect(new Set((await marks(page)).map((mark) => mark.toLowerCase()))).toEqual(
      new Set(["heron"])
    );
    await page.context().close();
  });

  it("takes a term as it is, below a sub path, and comes back by its address", async () => {
    const {page, complaints} = await openPage(browser, `${subSite}s/exposure/data`);
    const term = `50% of 'a_b" <b>x</b>`;
    await search(page, term);
    await expect
      .poll(() => said(page).textContent(), {timeout: 60_000})
      .toBe(`None of 24,000\u00a0answers contains “${term}”.`);
    expect(await page.locator(`${place} b`).count()).toBe(0);
    await search(page, "%heron%");
    await expect.poll(() => said(page).textContent()).toMatch(/^None of .*“%heron%”/);
    const held = answers.find(({text}) => text?.includes("."))?.text as string;
    await search(page, held.slice(0, 40));
    await expect.poll(async () => (await marks(page))[0]).toBe(held.slice(0, 40));

    await search(page, term);
    await expect.poll(() => said(page).textContent()).toContain(term);
    await page.reload();
    await page.waitForSelector(`${place} fieldset:not(:disabled)`);
    expect(await page.locator("input[name=search-term]").inputValue()).toBe(term);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("is canceled by key, and begins again", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/data`);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.context().route("**/*.wasm*", async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.locator("input[name=search-term]").fill("heron");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.locator(`${place} .vantage-progress`).textContent())
      .toMatch(/^Reading 20\sfiles of answers, 6\.5\sMB, and DuckDB, 7\.7\sMB, once/);
    await page.locator(`${place} button`, {hasText: "Cancel"}).press("Enter");
    await expect.poll(() => said(page).textContent()).toMatch(/^Canceled/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(
      "search-term"
    );
    release();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await marks(page)).length, {timeout: 60_000}).toBe(50);
    await page.context().close();
  });

  it("shows what is wrong where a file is not the one the study lists", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/data`);
    await page.context().route("**/answers/3.*", (route) => route.fulfill({body: "[]"}));
    await search(page, "heron");
    const error = page.locator(`${place} .vantage-error`);
    await error.waitFor({timeout: 60_000});
    expect(await error.textContent()).toMatch(/answers\/3\.json: hash must be [0-9a-f]{64}; got/);
    await page.context().close();
  });

  it("says what there is where no script runs", async () => {
    const {page} = await openPage(browser, `${site}s/exposure/data`, {javaScriptEnabled: false});
    const text = await page.locator(place).textContent();
    expect(text).toMatch(
      /^A search looks through all published answers, those of 60\smodels to 100\sq/
    );
    expect(await page.locator(`${place} fieldset:disabled`).count()).toBe(1);
    expect(
      (
        await page.request.get(
          await page.locator(`${place} a`).evaluate((a) => (a as HTMLAnchorElement).href)
        )
      ).ok()
    ).toBe(true);
    await page.context().close();
  });
});

it("no file of the site is larger than hosts take, 25 MB", async () => {
  const names = await readdir(folder, {recursive: true});
  const sizes = await Promise.all(
    names.map(async (name) => [name, (await stat(join(folder, name))).size] as const)
  );
  expect(sizes.filter(([, size]) => size > 25e6)).toEqual([]);
});
