import {existsSync} from "node:fs";
import {brotliCompressSync} from "node:zlib";
import {parseHTML} from "linkedom";
import {chromium, type Page} from "playwright-core";
import type {FigureContext} from "../src/components/context.js";
import {exhibitNodes} from "../src/components/exhibit.js";
import {alternate, digits, line, print, summary} from "./alternate.js";
import type {MapBench} from "./mapPage.js";
import {mapPageHtml} from "./mapPageHtml.js";
import {mapContext} from "./mapStudy.js";

/*
 * The map of 10, 200 and 5,000 models in Chromium against plain Plot dots with tips: first drawing, pointing,
 * new places; and what its figure weighs in a published page. With a folder as argument, screenshots go there.
 */

const [folder] = process.argv.slice(2);
const sizes = [10, 200, 5000];

/** Bytes of the figure as it stands in a published page, twice drawn and with its table. */
function weigh(n: number): void {
  const {document} = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const context = mapContext(n, document, false) as FigureContext;
  const began = performance.now();
  const nodes = exhibitNodes("map", context) ?? [];
  const html = nodes.map((node) => (node as Element).outerHTML).join("");
  const took = performance.now() - began;
  const svg = (html.match(/<svg[\s\S]*?<\/svg>/g) ?? []).join("");
  print(
    `${n} models in a published page: ${digits(html.length / 1000)} kB, ${digits(brotliCompressSync(html).length / 1000)} kB by brotli; of it drawings ${digits(svg.length / 1000)} kB; elements ${html.match(/<[a-z]/g)?.length}, made in ${digits(took)} ms`
  );
}

async function compare(page: Page, n: number): Promise<void> {
  const call = <T>(name: keyof MapBench, ...args: unknown[]) =>
    page.evaluate(
      ([name, args]) =>
        (window as unknown as {bench: Record<string, (...a: unknown[]) => unknown>}).bench[
          name as string
        ]?.(...(args as unknown[])),
      [name, args]
    ) as Promise<T>;
  const pair = (what: string, name: keyof MapBench, ...args: unknown[]) =>
    alternate(`${n} models, ${what}`, [
      {name: "Vantage's map", run: () => call(name, "ours", ...args)},
      {name: "Plot's dots with tips", run: () => call(name, "peer", ...args)}
    ]);
  await call("prepare", n);
  await pair("drawing to frame", "first");
  const [ours, peer] = [
    await call<number[]>("hover", "ours"),
    await call<number[]>("hover", "peer")
  ];
  print(`${n} models, pointing to frame\n  ${line("Vantage's map", summary(ours))}`);
  print(`  ${line("Plot's dots with tips", summary(peer))}`);
  print(`  ratio ${digits(summary(peer).median / summary(ours).median)}\n`);
  await pair("new places to frame", "move", 1);
  await call("first", "ours");
  print(`${n} models, table opened: ${digits(await call<number>("table"))} ms\n`);
}

async function pictures(page: Page, html: string): Promise<void> {
  for (const n of sizes)
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [1440, 390]) {
        await page.emulateMedia({colorScheme});
        await page.setViewportSize({width, height: 900});
        await page.setContent(html);
        await page.evaluate(`bench.prepare(${n}); bench.first("ours")`);
        await page.screenshot({path: `${folder}/map-${n}-${colorScheme}-${width}.png`});
      }
}

for (const n of sizes) weigh(n);
const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu"]});
const page = await browser.newPage({viewport: {width: 1440, height: 1200}});
page.on("pageerror", (error) => print(error.stack ?? error.message));
const html = await mapPageHtml();
await page.setContent(html);
if (folder) await pictures(page, html);
else for (const n of sizes) await compare(page, n);
await browser.close();
