import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";
import {serve} from "../loaders/site/serve.js";
import {siteOutput} from "../loaders/site/siteOutput.js";
import {digits, print} from "./alternate.js";

/*
 * How long a reader waits who searches the embedded study's 24,000 answers, in Chromium, each run a fresh
 * browser: from pressing Search to the first results in the page, at the first search, which reads answers
 * and DuckDB, and at the second. By hand, of a site that is built.
 */
const runs = Number(process.argv[2] ?? 5);
const terms = ["buttress nine", "heron"];

/** Times in the page, from the click to the count. */
const watch = `(() => {
  const said = document.querySelector(".vantage-search-said");
  document.addEventListener("click", () => { window.began = performance.now(); }, true);
  new MutationObserver(() => {
    if (said.textContent.includes(" of ")) window.took = performance.now() - window.began;
  }).observe(said, {childList: true});
})()`;

const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const served = await serve(siteOutput(fileURLToPath(new URL("..", import.meta.url))));
const times: number[][] = [];
for (let run = 0; run < runs; run++) {
  const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu"]});
  const page = await browser.newPage({viewport: {width: 1440, height: 900}});
  await page.goto(`${served.url}s/exposure/data`);
  await page.waitForSelector("[data-published=answers-search] fieldset:not(:disabled)");
  await page.evaluate(watch);
  const row: number[] = [];
  for (const term of terms) {
    await page.evaluate("window.took = 0");
    await page.locator("input[name=search-term]").fill(term);
    await page.locator("[data-published=answers-search] button[type=submit]").click();
    const took = await page.waitForFunction(() => Reflect.get(globalThis, "took"));
    row.push(await took.jsonValue());
  }
  times.push(row);
  await browser.close();
}
await served.close();
for (const [at, name] of ["first", "second"].entries()) {
  const sorted = times.map((row) => row[at] as number).sort((a, b) => a - b);
  const [least, most] = [sorted[0] as number, sorted.at(-1) as number];
  print(
    `${name} search, ${runs} fresh browsers: median ${digits(sorted[Math.floor(runs / 2)] as number)} ms, ${digits(least)} to ${digits(most)}`
  );
}
