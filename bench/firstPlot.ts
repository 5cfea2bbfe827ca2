import {existsSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {brotliCompressSync} from "node:zlib";
import {type Browser, chromium} from "playwright-core";
import {buildSite} from "../loaders/site/buildSite.js";
import {serve} from "../loaders/site/serve.js";
import {digits, line, print, summary} from "./alternate.js";

/*
 * Promises about a report's first plot: it is there within 1 s on loopback; until then at most 600 kB of code
 * and 50 kB of data have been read (by brotli, the page's own HTML apart, which is told); no file of the
 * site is over 25 MB. Beside it, in the same run, a page that draws the same points with Plot alone, as one
 * would by hand.
 */

interface Seen {
  /** milliseconds until a plot was painted, and until its inputs can be used */
  readonly plot: number;
  readonly alive: number;
  /** bytes by brotli read until then */
  readonly bytes: Readonly<Record<"html" | "code" | "data" | "codeAlive" | "dataAlive", number>>;
}

/** Notes when a plot has been painted, and when inputs may be moved. */
const watch = `(() => {
  const seen = (selector, key) => {
    if (!document.querySelector(selector)) return requestAnimationFrame(() => seen(selector, key));
    requestAnimationFrame(() => { window[key] = performance.now(); });
  };
  seen("figure svg, .peer svg", "plotAt");
  seen("fieldset:not([disabled]) input, .peer svg", "aliveAt");
})()`;

async function visit(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}});
  const page = await context.newPage();
  await page.addInitScript(watch);
  const bodies = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    // Of what is still being read when the page is left, nobody asks the size.
    const size = response.body().then(
      (body) => brotliCompressSync(body).length,
      () => 0
    );
    bodies.set(response.url(), size);
  });
  await page.goto(url);
  const times = () => {
    const {plotAt, aliveAt} = window as unknown as Record<string, number>;
    return plotAt && aliveAt ? ([plotAt, aliveAt] as const) : null;
  };
  await page.waitForFunction(times);
  const [plot, alive] = (await page.evaluate(times)) as readonly [number, number];
  const ends = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => {
      const {name, responseEnd} = entry as PerformanceResourceTiming;
      return [name, responseEnd] as const;
    })
  );
  const read = async (pattern: RegExp, until: number) => {
    const names = ends.filter(([name, end]) => end <= until && pattern.test(name));
    const sizes = await Promise.all(names.map(([name]) => bodies.get(name) ?? 0));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const [code, data] = [/\.(js|css)$/, /\.(json|arrow)$/];
  const bytes = {
    html: (await bodies.get(url)) ?? 0,
    code: await read(code, plot),
    data: await read(data, plot),
    codeAlive: await read(code, alive),
    dataAlive: await read(data, alive)
  };
  await context.close();
  return {plot, alive, bytes};
}

/** The same points drawn by Plot alone, from the published result. */
function writePeer(folder: string, study: string): string {
  const found = (below: string, name: RegExp) =>
    `/${below}/${readdirSync(join(folder, below)).find((file) => name.test(file))}`;
  const plot = found("_node/@observablehq", /^plot@/).slice(1);
  const library = found(plot, /^index.*\.js$/);
  const result = found(`_file/data/${study}/results`, /^space/);
  const script = `import * as Plot from "${library}";
const {result} = await (await fetch("${result}")).json();
const [n, d] = result.coordinates.shape;
const rows = result.models.map((model, i) => ({model, x: result.coordinates.data[i * d], y: result.coordinates.data[i * d + 1]}));
document.querySelector(".peer").append(Plot.dot(rows, {x: "x", y: "y", title: "model", tip: true}).plot());`;
  const html = `<!DOCTYPE html><meta charset="utf-8"><div class="peer"></div><script type="module">${script}</script>`;
  writeFileSync(join(folder, "peer.html"), html);
  return "peer.html";
}

function largest(folder: string): readonly [string, number] {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((f) =>
    f.isFile()
  );
  const sizes = files.map((file) => {
    const path = join(file.parentPath, file.name);
    return [path.slice(folder.length + 1), statSync(path).size] as const;
  });
  return sizes.sort((a, b) => b[1] - a[1])[0] as readonly [string, number];
}

const kept = (value: number, most: number) => (value <= most ? "" : "  NOT KEPT");
const kilo = (bytes: number) => `${digits(bytes / 1000)} kB`;
const rounds = Number(process.argv[2] ?? 5);
const paths = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = paths.find((path) => path && existsSync(path));
const {folder} = await buildSite(process.cwd());
const served = await serve(folder);
const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu"]});
for (const page of ["s/exposure/", "s/exposure/explore", "s/context/", "s/gpt4all/"]) {
  const peer = writePeer(folder, page.split("/")[1] as string);
  const [ours, theirs]: [Seen[], Seen[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await visit(browser, served.url + page));
    theirs.push(await visit(browser, served.url + peer));
  }
  const plots = summary(ours.map(({plot}) => plot));
  const peers = summary(theirs.map(({plot}) => plot));
  const {html, code, data, codeAlive, dataAlive} = (ours.at(-1) as Seen).bytes;
  print(`/${page}, ${rounds} visits without a cache`);
  print(`  ${line("first plot", plots)}${kept(plots.most, 1000)}`);
  print(
    `  ${line("inputs can be moved", summary(ours.map(({alive}) => alive)))}\n  ${line("the same points by Plot alone", peers)}`
  );
  print(`  ratio of medians ${digits(peers.median / plots.median)}`);
  print(
    `  read until then: HTML ${kilo(html)}, code ${kilo(code)} (promised ≤ 600)${kept(code, 600e3)}, data ${kilo(data)} (≤ 50)${kept(data, 50e3)}; until alive: code ${kilo(codeAlive)}, data ${kilo(dataAlive)}\n`
  );
}
await browser.close();
await served.close();
rmSync(join(folder, "peer.html"));
const [name, size] = largest(folder);
print(`largest file: ${name}, ${digits(size / 1e6)} MB (promised ≤ 25)${kept(size, 25e6)}`);
