import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import puppeteer from "puppeteer-core";
import {beforeAll, describe, expect, inject, it} from "vitest";
import {importStudy} from "../../loaders/import/importStudy.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {eigenvaluesOf} from "./eigenvaluesOf.js";
import {openWebkit} from "./webkitDriver.js";

/*
 * The page for one's own logs in the browsers Chromium is not: Debian's Firefox and WebKit. Where one
 * is not installed its test is skipped.
 */

const [site] = inject("sites");
const fixtures = process.env.VANTAGE_FIXTURES;
const [firefox, driver] = ["/usr/bin/firefox-esr", "/usr/bin/WebKitWebDriver"];
const lacksWebkit = !existsSync(driver) || !existsSync("/usr/bin/xvfb-run");
const filesInput = ".try-drop input[type=file]:not([webkitdirectory])";

/** Times of the first map and of the whole one since files were taken, and what the page says. */
const watch = `(() => {
  document.addEventListener("change", () => { window.taken = performance.now(); }, true);
  new MutationObserver(() => {
    if (document.querySelector(".try-map .vantage-map svg")) window.mapped ??= performance.now();
  }).observe(document.body, {childList: true, subtree: true});
})()`;
const said = `(() => ({
  isWhole: document.querySelector(".try-standing[data-whole]") !== null,
  first: Math.round(window.mapped - window.taken),
  report: document.querySelector(".try-report")?.textContent ?? ""
}))()`;
const twin = ".try-map [data-published=scree] .vantage-twin:first-child";
const open = `document.querySelector("${twin} summary").click()`;
const eigenvalues = `[...document.querySelectorAll("${twin} tbody tr td:nth-child(2)")]
  .map((cell) => cell.textContent)`;

interface Said {
  readonly isWhole: boolean;
  readonly first: number;
  readonly report: string;
}

/** A page of any browser. */
interface AnyPage {
  evaluate(expression: string): Promise<unknown>;
  choose(selector: string, paths: readonly string[]): Promise<void>;
}

const folder = temporaryFolders();
let logs: string[] = [];
let wanted: readonly number[] = [];

/** What an expression gives in a page, asked again until it is right. */
async function until<T>(page: AnyPage, expression: string, isRight: (value: T) => boolean) {
  for (const started = performance.now(); performance.now() - started < 60_000; ) {
    const found = (await page.evaluate(expression)) as T;
    if (isRight(found)) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
  const got = await page.evaluate(`document.querySelector("main").innerText.slice(0, 2000)`);
  throw new Error(`page: ${expression} must become right within a minute; got ${got}`);
}

async function expectMapped(name: string, page: AnyPage): Promise<void> {
  await page.evaluate(watch);
  await page.choose(filesInput, logs);
  const {first, report} = await until<Said>(page, said, ({isWhole}) => isWhole);
  process.stderr.write(`${name}, from drop to first picture: ${first} ms\n`);
  expect(report).toContain("64\u00a0models");
  expect(report).toContain("149 of 150");
  await page.evaluate(open);
  const shown = await until<string[]>(page, eigenvalues, ({length}) => length > 0);
  expect(shown).toHaveLength(wanted.length);
  shown.forEach((text, k) => {
    const value = Number(text.replace("−", "-"));
    expect(Math.abs(value - (wanted[k] as number))).toBeLessThan(1e-5);
  });
}

describe.skipIf(fixtures === undefined)("AlpacaEval's dev files (VANTAGE_FIXTURES)", () => {
  beforeAll(async () => {
    const results = join(fixtures ?? "", "alpacaeval-dev", "results");
    const files = readdirSync(results, {recursive: true, encoding: "utf8"});
    logs = files.filter((path) => path.endsWith(".json")).map((path) => join(results, path));
    expect(logs).toHaveLength(64);
    const study = join(folder(), "study");
    await importStudy({study, paths: [results]});
    wanted = await eigenvaluesOf(study);
  }, 60_000);

  it.skipIf(!existsSync(firefox))("are mapped in Firefox", {timeout: 120_000}, async () => {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: firefox,
      headless: true
    });
    try {
      const page = await browser.newPage();
      await page.goto(`${site}try`);
      await expectMapped("Firefox", {
        evaluate: (expression) => page.evaluate(expression),
        async choose(selector, paths) {
          const input = await page.waitForSelector(selector);
          await (input as Awaited<ReturnType<typeof page.$<"input">>>)?.uploadFile(...paths);
        }
      });
    } finally {
      await browser.close();
    }
  });

  it.skipIf(lacksWebkit)("are mapped in WebKit", {timeout: 120_000}, async () => {
    const page = await openWebkit(driver);
    try {
      await page.open(`${site}try`);
      await expectMapped("WebKit", page);
    } finally {
      await page.close();
    }
  });
});
