import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {unzipSync} from "fflate";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {droppedLogs, hostileName} from "../worker/droppedLogs.js";
import {eigenvaluesOf} from "./eigenvaluesOf.js";
import {launch, openPage} from "./openPages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const fixtures = process.env.VANTAGE_FIXTURES;

/** The reader chooses a folder with the second button. */
async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page.locator("input[webkitdirectory]").setInputFiles(folder);
}

const whole = (page: Page) =>
  page.locator(".try-standing[data-whole]").waitFor({state: "visible", timeout: 60_000});

/** Note when files are taken and when the first map is there. */
async function watchFirstMap(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const times = window as unknown as {taken: number; mapped: number};
    document.addEventListener("change", () => (times.taken = performance.now()), true);
    const observer = new MutationObserver(() => {
      if (!document.querySelector(".try-map .vantage-map svg")) return;
      times.mapped = performance.now();
      observer.disconnect();
    });
    observer.observe(document.body, {childList: true, subtree: true});
  });
  return () =>
    page.evaluate(() => {
      const {taken, mapped} = window as unknown as {taken: number; mapped: number};
      return mapped - taken;
    });
}

/** Eigenvalues as the page's table says them. */
async function eigenvaluesOn(page: Page): Promise<string[]> {
  const twin = page.locator(".try-map [data-published=scree] .vantage-twin", {
    hasText: "The same as a table"
  });
  await twin.locator("summary").click();
  const cells = twin.locator("tbody tr td:nth-child(2)");
  // Rows are made once the browser has told that the table is open.
  await cells.first().waitFor();
  return cells.allTextContents();
}

describe.skipIf(!executable)("the page for one's own logs", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launch(executable as string);
    folder = mkdtempSync(join(tmpdir(), "vantage-try-"));
    for (const [path, text] of droppedLogs()) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  it.each([site, subSite])(
    "maps a folder of logs without a request, and hands on a study with the same numbers: %s",
    async (base) => {
      const watched = await openPage(browser, `${base}try`);
      const {page, complaints, foreign} = watched;
      const asked: string[] = [];
      await chooseFolder(page, join(folder, "results"));
      await page.locator(".try-map .vantage-map svg").first().waitFor();
      // The worker's own modules are loaded by now; from here on nothing is.
      page.on("request", (request) => asked.push(request.url()));
      await whole(page);
      const shown = await eigenvaluesOn(page);
      const saved = page.waitForEvent("download");
      await page.getByRole("button", {name: "Download as a study"}).click();
      const archive = await (await saved).path();
      const to = mkdtempSync(join(folder, "unpacked-"));
      for (const [name, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
        mkdirSync(dirname(join(to, name)), {recursive: true});
        writeFileSync(join(to, name), bytes);
      }
      const found = await eigenvaluesOf(join(to, "my-study"));
      expect(shown).toHaveLength(6);
      const numbers = shown.map((text) => Number(text.replace("−", "-")));
      numbers.forEach((value, k) => {
        expect(Math.abs(value - (found[k] as number))).toBeLessThan(1e-5);
      });
      expect(asked.filter((url) => !url.startsWith("blob:"))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
      await page.context().close();
    }
  );

  it("shows a hostile name as text, and the gap it leaves", async () => {
    const {page, complaints} = await openPage(browser, `${site}try`);
    await chooseFolder(page, join(folder, "results"));
    await whole(page);
    const report = page.locator(".try-report");
    expect(await report.textContent()).toContain("29 of 30");
    expect(await report.textContent()).toContain(hostileName);
    expect(await page.locator("[data-try]").textContent()).toContain(hostileName);
    expect(await page.locator("[data-try] img").count()).toBe(0);
    expect(await page.title()).not.toContain("broken");
    await report.getByRole("button", {name: "leave out"}).click();
    await page.waitForFunction(() => document.body.textContent?.includes("Left out: <img"));
    await page.locator(".try-standing[data-whole]").waitFor();
    expect(await report.textContent()).toContain("30 of 30");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("works without a network once it is there, and follows its inputs", async () => {
    const {page} = await openPage(browser, `${site}try`);
    await chooseFolder(page, join(folder, "results"));
    await whole(page);
    await page.context().setOffline(true);
    await page.locator("input[name=queryCount]").evaluate((input) => {
      (input as HTMLInputElement).value = "5";
      input.dispatchEvent(new Event("input", {bubbles: true}));
    });
    await page.locator(".try-map .vantage-live").first().waitFor();
    expect(await page.locator(".vantage-changes").textContent()).toContain("1 input changed");
    // Figures are drawn one a frame, the sentence after the map.
    await expect
      .poll(() => page.locator("[data-published=space-sentence]").textContent())
      .toContain("5\u00a0questions");
    await page.context().close();
  });

  it("takes a drop, and asks what the columns of a plain table hold", async () => {
    const {page, complaints} = await openPage(browser, `${site}try`);
    const rows = ["one", "two", "three"].flatMap((who) =>
      [1, 2, 3].map((q) => JSON.stringify({who, asked: `q${q}`, said: `${who} says ${q * 7}`}))
    );
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "answers.jsonl"));
      return data;
    }, rows.join("\n"));
    await page.locator(".try-drop").dispatchEvent("drop", {dataTransfer: transfer});
    await page.locator("select[name=model_id]").selectOption("who");
    await page.locator("select[name=query_text]").selectOption("asked");
    await page.locator("select[name=response_text]").selectOption("said");
    await page.getByRole("button", {name: "Read the table"}).click();
    await whole(page);
    expect(await page.locator(".try-report").textContent()).toContain("3\u00a0models");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("says what it cannot read, and takes the next drop", async () => {
    const {page} = await openPage(browser, `${site}try`);
    const input = page.locator("input[type=file]:not([webkitdirectory])");
    const buffer = Buffer.from("PAR1");
    await input.setInputFiles({name: "answers.parquet", mimeType: "", buffer});
    const error = page.locator(".vantage-error");
    await error.waitFor();
    expect(await error.textContent()).toContain("vantage import");
    await chooseFolder(page, join(folder, "results"));
    await whole(page);
    expect(await page.locator(".vantage-error").count()).toBe(0);
    await page.context().close();
  });

  it("is reached by key, and reads without a script", async () => {
    const {page} = await openPage(browser, `${site}try`);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", {name: "Choose a folder"}).focus();
    await page.keyboard.press("Enter");
    await chooser;
    await page.context().close();
    const still = await openPage(browser, `${site}try`, {javaScriptEnabled: false});
    expect(await still.page.locator("main").textContent()).toContain("vantage import your-logs/");
    await still.page.context().close();
  });

  it.skipIf(fixtures === undefined)("maps AlpacaEval's dev files (VANTAGE_FIXTURES)", async () => {
    const results = join(fixtures ?? "", "alpacaeval-dev", "results");
    expect(existsSync(results)).toBe(true);
    const {page, complaints} = await openPage(browser, `${site}try`);
    const firstMap = await watchFirstMap(page);
    await chooseFolder(page, results);
    await whole(page);
    process.stderr.write(`from drop to first picture: ${Math.round(await firstMap())} ms\n`);
    const text = await page.locator(".try-report").textContent();
    expect(text).toContain("64\u00a0models");
    expect(text).toContain("149 of 150");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
