import {existsSync} from "node:fs";
import {chromium, type Page} from "playwright-core";
import {serve} from "../loaders/site/serve.js";
import {digits, print} from "./alternate.js";
import {sliderSite} from "./sliderSite.js";

/*
 * Promise: from the event of a moved slider to the frame with the new map, at the 95th percentile,
 * 33 ms for 100 models and 50 ms for 500.
 */
const promises = new Map([
  [100, 33],
  [500, 50]
]);
const moves = 40;

/**
 * Move the slider by one question, `count` times: for each, the times of the frame that shows the new
 * map, and of the one after which nothing on the page is pending any more.
 */
function moveInPage(count: number): Promise<[number, number][]> {
  const input = document.querySelector("input[name=queryCount]") as HTMLInputElement;
  const host = document.querySelector("[data-published=map]") as HTMLElement;
  const isSettled = () =>
    host.getAttribute("aria-busy") !== "true" && !host.classList.contains("vantage-stale");
  const move = (value: number) =>
    new Promise<[number, number]>((resolve) => {
      const before = host.querySelector("svg");
      const started = performance.now();
      let drawn = 0;
      const since = () => performance.now() - started;
      const observer = new MutationObserver(() => {
        if (host.querySelector("svg") === before) return;
        if (drawn === 0)
          requestAnimationFrame(() => {
            drawn ||= since();
          });
        if (!isSettled()) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve([drawn || since(), since()]));
      });
      input.value = String(value);
      input.dispatchEvent(new Event("input", {bubbles: true}));
      observer.observe(host, {subtree: true, childList: true, attributes: true});
    });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
  return (async () => {
    const times: [number, number][] = [];
    for (let i = 0; i < count + 5; i++) {
      times.push(await move(40 + i));
      await pause();
    }
    return times.slice(5);
  })();
}

const quantile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.ceil(share * times.length) - 1] as number;

async function measure(page: Page, url: string, n: number, promise: number) {
  await page.goto(`${url}s/n${n}/`);
  await page.waitForSelector("input[name=queryCount]");
  await page.waitForTimeout(1000);
  const times = await page.evaluate(moveInPage, moves);
  const drawn = times.map(([first]) => first);
  const settled = times.map(([, last]) => last);
  const [least, median, p95] = [1e-9, 0.5, 0.95].map((share) => quantile(drawn, share));
  const kept = (p95 as number) <= promise ? "" : "  NOT KEPT";
  print(
    `slider to plot, n = ${n}: median ${digits(median as number)} ms, least ${digits(least as number)}, 95th percentile ${digits(p95 as number)} (promised ≤ ${promise})${kept}\n  all settled: median ${digits(quantile(settled, 0.5))} ms\n`
  );
}

const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const served = await serve(await sliderSite([...promises.keys()]));
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"]
});
const page = await browser.newPage({viewport: {width: 1200, height: 900}});
// The TypeScript loader marks functions with a helper that a page does not have.
await page.addInitScript("globalThis.__name = (named) => named");
page.on("pageerror", (error) => print(error.message));
for (const [n, promise] of promises) await measure(page, served.url, n, promise);
await browser.close();
await served.close();
