import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {checkSite} from "../../../loaders/site/checkSite.js";
import {finishSite} from "../../../loaders/site/finishSite.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vantage-check-"));
});
afterEach(() => rm(folder, {recursive: true}));

it.each([
  ["a.html", '<div class="observablehq--error">x</div>', "a cell that does not compile"],
  ["a.html", '<script src="https://cdn.example/x.js"></script>', "a request to another host"],
  ["a.html", '<a href="/s/">x</a>', "a link that leaves the base path"],
  ["a.html", '<div data-published="map"></div>', "a placeholder that was not filled"],
  ["a.html", "<p><i data-page='data'></i>", "a whole page that is not named on a line of its own"],
  ["a.js", 'import x from "node:fs";', "an import a browser cannot resolve"],
  ["a.js", 'import("#lib/x.js")', "an import a browser cannot resolve"],
  ["a.css", "@import url(https://fonts.example/x.css)", "a style sheet from another host"]
])("finds in %s: %s", async (file, text, fault) => {
  await writeFile(join(folder, file), text);
  expect(await checkSite(folder)).toEqual([{file, fault}]);
});

it("finds a reference that was left as it was written, unless it is shown as code", async () => {
  const file = join(folder, "a.html");
  await writeFile(file, "<p>Say <code>[@fig-map]</code>.</p><p>See Figure 1.</p>");
  expect(await checkSite(folder)).toEqual([]);
  await writeFile(file, "<p><b>See</b> [@fig-map].</p>");
  expect((await checkSite(folder)).map(({fault}) => fault)).toEqual([
    "a reference to a figure or equation where no Markdown is read, or without the plug-in scholarly"
  ]);
});

it("passes links to other hosts, relative links and filled placeholders", async () => {
  const html = `<a href="https://example.org/">x</a><a href="./s/">y</a><div data-published="map"><svg></svg></div>`;
  await writeFile(join(folder, "a.html"), html);
  expect(await checkSite(folder)).toEqual([]);
});

it("a finished page has a language and lets its reader zoom", async () => {
  const path = join(folder, "a.html");
  await writeFile(path, '<html><meta content="width=device-width, maximum-scale=1">');
  expect(await finishSite(folder, {dataRoot: join(folder, "data")})).toBe(1);
  expect(await readFile(path, "utf8")).toBe('<html lang="en"><meta content="width=device-width">');
});
