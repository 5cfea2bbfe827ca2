import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {compareLooks, type Look, lookOf} from "./look.js";
import {quiet} from "./onPage.js";
import {launch, openPage} from "./openPages.js";

/*
 * Whether every place of the gallery looks as it did, by coarse looks kept in `looks.json`. `npm run looks`
 * writes them anew, on purpose; what differs is written to `test-results/`.
 */

const executable = inject("chromium");
const [site] = inject("sites");
const file = join(inject("root"), "test", "site", "looks.json");
const results = join(inject("root"), "test-results");
const isRenewed = process.env.UPDATE_LOOKS === "1";

/** The share of inked cells that may differ; see decision 33 for how it was found. */
const tolerance = 0.06;

/** The same for tables and text, whose columns and lines follow the width of letters. */
const textTolerance = 0.2;

/** A font that comes with KaTeX: those of machines differ, and texts break into lines elsewhere. */
const font = join(inject("root"), "node_modules/katex/dist/fonts/KaTeX_SansSerif-Regular.woff2");

const settings = (["light", "dark"] as const).flatMap((scheme) =>
  [1440, 390].map((width) => ({scheme, width, key: `${scheme} ${width}`}))
);
type Setting = (typeof settings)[number];

/** The gallery, still. */
async function gallery(browser: Browser, {scheme, width}: Setting): Promise<Page> {
  const {page} = await openPage(browser, `${site}guide/gallery`, {
    viewport: {width, height: 900},
    colorScheme: scheme,
    reducedMotion: "reduce",
    bypassCSP: true
  });
  const url = `data:font/woff2;base64,${(await readFile(font)).toString("base64")}`;
  // What sticks to the top of the window would lie over what is looked at.
  const content = `@font-face { font-family: look; src: url(${url}); }
    html body, html body * { font-family: look, sans-serif !important; }
    .vantage-controls, header { position: static !important; }`;
  await page.addStyleTag({content});
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await quiet(page);
  return page;
}

/** The places of the gallery that are blocks, by name. */
async function places(page: Page): Promise<(readonly [string, Locator])[]> {
  const all = await page.locator("div[data-published]").all();
  const named = await Promise.all(
    all.map(async (place) => [await place.getAttribute("data-published"), place] as const)
  );
  const seen = await Promise.all(named.map(([, place]) => place.isVisible()));
  return named.filter((_, i) => seen[i]).map(([name, place]) => [name as string, place] as const);
}

const shoot = (place: Locator) => place.screenshot({animations: "disabled", caret: "hide"});

type Looks = Record<string, Record<string, Look>>;

async function known(): Promise<Looks> {
  return JSON.parse(await readFile(file, "utf8"));
}

describe.skipIf(!executable)("the gallery looks as it did", () => {
  let browser: Browser;
  const renewed: Looks = {};
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(async () => {
    await browser?.close();
    if (isRenewed) await writeFile(file, `${JSON.stringify(renewed, null, 1)}\n`);
  });

  it.each(settings)("in $key", async (setting) => {
    const page = await gallery(browser, setting);
    const before = isRenewed ? {} : (await known())[setting.key];
    const now: Record<string, Look> = {};
    const differing: string[] = [];
    for (const [name, place] of await places(page)) {
      const png = await shoot(place);
      now[name] = lookOf(png);
      const {share, png: difference} = compareLooks(before?.[name] ?? [], now[name] as Look);
      if (process.env.LOOKS_TOLD)
        process.stderr.write(`${setting.key} ${name} ${share.toFixed(3)}\n`);
      const isDrawn = (await place.locator("svg[role=img]").count()) > 0;
      if (isRenewed || share <= (isDrawn ? tolerance : textTolerance)) continue;
      differing.push(`${name}: ${(100 * share).toFixed(0)} % of what is drawn`);
      await mkdir(results, {recursive: true});
      const path = join(results, `${name}-${setting.key.replace(" ", "-")}`);
      await writeFile(`${path}.png`, png);
      await writeFile(`${path}-difference.png`, difference);
    }
    renewed[setting.key] = now;
    expect(differing).toEqual([]);
    if (!isRenewed) expect(Object.keys(now)).toEqual(Object.keys(before ?? {}));
    await page.context().close();
  });

  describe.skipIf(isRenewed)("and does not if", () => {
    let page: Page;
    beforeAll(async () => {
      page = await gallery(browser, settings[0] as Setting);
    });
    afterAll(() => page?.context().close());

    /** How far the map, as it is now, is from how it was. */
    async function difference(key = "light 1440"): Promise<number> {
      const place = page.locator("div[data-published=map]");
      return compareLooks((await known())[key]?.map ?? [], lookOf(await shoot(place))).share;
    }

    /** Does something to the map, looks, and puts it back. */
    async function spoiled(act: string): Promise<number> {
      const place = page.locator("div[data-published=map]");
      const html = await place.innerHTML();
      await place.evaluate((host, act) => new Function("host", act)(host), act);
      const share = await difference();
      await place.evaluate((host, html) => {
        host.innerHTML = html;
      }, html);
      return share;
    }

    it("nothing was done: then it does", async () => {
      expect(await spoiled("")).toBeLessThanOrEqual(tolerance);
    });

    it("its drawing has vanished", async () => {
      const act = "host.querySelector('svg[role=img]').style.visibility = 'hidden'";
      expect(await spoiled(act)).toBeGreaterThan(tolerance);
    });

    it("its colors are turned around", async () => {
      const act = `
        const dots = [...host.querySelectorAll(".map-models > *")];
        const fills = [...new Set(dots.map((dot) => dot.getAttribute("fill")))];
        for (const dot of dots) {
          const at = fills.indexOf(dot.getAttribute("fill"));
          dot.setAttribute("fill", fills.at(-1 - at));
        }`;
      expect(await spoiled(act)).toBeGreaterThan(tolerance);
    });

    it("a label covers half of it", async () => {
      const act = `
        const label = host.ownerDocument.createElement("div");
        label.style.cssText = "position:absolute;inset:0 50% 0 0;background:var(--paper)";
        host.querySelector(".vantage-plot").append(label);`;
      expect(await spoiled(act)).toBeGreaterThan(tolerance);
    });

    it("the dark colors are not applied", async () => {
      expect(await difference("dark 1440")).toBeGreaterThan(0.9);
    });
  });
});
