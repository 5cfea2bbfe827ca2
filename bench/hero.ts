import {existsSync} from "node:fs";
import {brotliCompressSync} from "node:zlib";
import {type Browser, chromium} from "playwright-core";
import {buildSite} from "../loaders/site/buildSite.js";
import {serve} from "../loaders/site/serve.js";
import {digits, print} from "./alternate.js";

/*
 * Promises about the first page: its code before the first interaction is at most 250 kB by brotli; the
 * first picture is there within 1 s on loopback; a model is trained, placed and guessed within 10 s on a
 * processor a fourth as fast. Chromium slows only the page's own thread, so the worker's time is told too.
 */

interface Seen {
  readonly code: number;
  readonly picture: number;
  readonly trained: number;
  readonly worker: string;
}

async function visit(browser: Browser, url: string, slowdown: number): Promise<Seen> {
  const page = await browser.newPage({viewport: {width: 390, height: 844}});
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", {rate: slowdown});
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.goto(url);
  await page.waitForSelector(".trainer:not(:disabled)");
  const picture = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN
  );
  const code = (await Promise.all(bodies)).reduce(
    (sum, body) => sum + brotliCompressSync(body).length,
    0
  );
  const began = Date.now();
  await page.click(".trainer-go");
  await page.waitForSelector(".trainer-truth button");
  await page.waitForSelector("[data-published=map] .map-guest");
  const trained = Date.now() - began;
  const worker =
    ((await page.locator(".trainer .small").textContent()) ?? "").match(/in ([\d.]+)/)?.[1] ?? "?";
  await page.close();
  return {code, picture, trained, worker};
}

const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const {folder} = await buildSite(process.cwd());
const served = await serve(folder);
const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu"]});
for (const slowdown of [1, 4])
  for (let turn = 0; turn < 3; turn++) {
    const {code, picture, trained, worker} = await visit(browser, served.url, slowdown);
    print(
      `first page, page slowed ${slowdown} times: code ${digits(code / 1000)} kB by brotli (promised ≤ 250), first picture ${digits(picture)} ms (≤ 1000), trained, placed and guessed ${digits(trained)} ms after the click (≤ 10,000), of it in the worker, not slowed, ${worker} s\n`
    );
  }
await browser.close();
await served.close();
