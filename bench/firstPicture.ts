import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";
import {buildSite} from "../loaders/site/buildSite.js";
import {serve} from "../loaders/site/serve.js";
import {digits, print} from "./alternate.js";

/*
 * Promise: from the choice of AlpacaEval's 64 dev files on `/try` to the first map in Chromium, 3 s.
 * By hand, with VANTAGE_FIXTURES set; Firefox and WebKit print theirs in `test/site/otherBrowsers`.
 */
const promise = 3000;
const runs = Number(process.argv[2] ?? 5);

const results = join(process.env.VANTAGE_FIXTURES ?? "", "alpacaeval-dev", "results");
const logs = readdirSync(results, {recursive: true, encoding: "utf8"})
  .filter((path) => path.endsWith(".json"))
  .map((path) => join(results, path));

/** Times of a drop's first map and of its whole one, in milliseconds since the files were chosen. */
const watch = `(() => {
  document.addEventListener("change", () => { window.taken = performance.now(); }, true);
  window.times = new Promise((done) => {
    let first;
    new MutationObserver(() => {
      if (document.querySelector(".try-map .vantage-map svg")) first ??= performance.now() - taken;
      if (document.querySelector(".try-standing[data-whole]")) done([first, performance.now() - taken]);
    }).observe(document.body, {childList: true, subtree: true, attributes: true});
  });
})()`;

const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const served = await serve((await buildSite(fileURLToPath(new URL("..", import.meta.url)))).folder);
const times: [number, number][] = [];
for (let run = 0; run < runs; run++) {
  const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu"]});
  const page = await browser.newPage({viewport: {width: 1440, height: 900}});
  await page.goto(`${served.url}try`, {waitUntil: "networkidle"});
  await page.evaluate(watch);
  await page.locator(".try-drop input[type=file]:not([webkitdirectory])").setInputFiles(logs);
  times.push(await page.evaluate("times"));
  await browser.close();
}
await served.close();
const sorted = times.map(([first]) => first).sort((a, b) => a - b);
const kept = (sorted.at(-1) as number) <= promise ? "" : "  NOT KEPT";
print(
  `first picture of /try in Chromium, ${runs} fresh browsers: median ${digits(sorted[Math.floor(runs / 2)] as number)} ms, ${digits(sorted[0] as number)} to ${digits(sorted.at(-1) as number)} (promised ≤ ${promise})${kept}`
);
print(`  whole picture: ${times.map(([, whole]) => digits(whole)).join(", ")} ms`);
