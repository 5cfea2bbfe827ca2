import {existsSync} from "node:fs";
import {type Browser, chromium} from "playwright-core";
import {serve} from "../loaders/site/serve.js";
import {digits, print} from "./alternate.js";
import {moveSlider} from "./movingSlider.js";
import {sliderSite} from "./sliderSite.js";

/*
 * Promise: with a slider of an explore page moved sixty times a second for ten seconds, from each move
 * to the frame with its picture or a newer one, at the 95th percentile, 33 ms for 100 models, 50 for 500,
 * 100 for 1000; never more than one stale computation in flight; no task of the main thread over
 * 50 ms; and at the end the picture of a page opened at that place.
 */
const promises = new Map([
  [100, 33],
  [500, 50],
  [1000, 100]
]);
const seconds = Number(process.argv[2] ?? 10);

const quantile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? Number.NaN;

/** Counts the sets a page has given its worker and not heard of, graph by graph. */
const countSets = `globalThis.__name = (named) => named;
globalThis.inFlight = {now: {}, most: 0};
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  const {now} = inFlight;
  if (!this.isCounted) this.addEventListener("message", ({data}) => {
    if (data.type === "settled") now[data.graph]--;
  });
  this.isCounted = true;
  if (message.type === "set") {
    now[message.graph] = (now[message.graph] ?? 0) + 1;
    inFlight.most = Math.max(inFlight.most, now[message.graph]);
  }
  return post.call(this, message, ...rest);
};`;

async function measure(browser: Browser, url: string, n: number, promise: number) {
  const page = await browser.newPage({viewport: {width: 1200, height: 900}});
  page.on("pageerror", (error) => print(error.message));
  await page.addInitScript(countSets);
  await page.goto(`${url}s/n${n}/explore?queryCount=40`);
  await page.waitForSelector(".vantage-live");
  await page.waitForTimeout(1500);
  const {times, pictures, longest, final} = await page.evaluate(moveSlider, seconds);
  const most = await page.evaluate("inFlight.most");
  const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  const isKept = p95 <= promise && longest <= 50 && most === 1;
  const [count] = final.split(" ");
  await page.goto(`${url}s/n${n}/explore?queryCount=${count}`);
  await page.waitForSelector(".vantage-live");
  await page.waitForTimeout(2000);
  const fresh = (await page.evaluate(moveSlider, 0)).final.split(" ")[1];
  print(
    `sixty moves a second, n = ${n}: median ${digits(median)} ms, 95th percentile ${digits(p95)} (promised ≤ ${promise})${isKept ? "" : "  NOT KEPT"}
  ${pictures} pictures of ${times.length} moves in ${seconds} s; longest task ${digits(longest)} ms; sets in flight at most ${most}; the end ${final.split(" ")[1] === fresh ? "equals" : "DIFFERS FROM"} a fresh page's\n`
  );
  await page.close();
}

const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const served = await serve(await sliderSite([...promises.keys()]));
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"]
});
for (const [n, promise] of promises) await measure(browser, served.url, n, promise);
await browser.close();
await served.close();
