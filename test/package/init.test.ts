import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {root} from "../repo/sources.js";
import {run} from "./command.js";
import {blocked, quiet} from "./installPacked.js";
import {oneAtATime} from "./oneAtATime.js";
import {askOnly, browserPath, type Visitor, visitor} from "./visitor.js";

const folder = mkdtempSync(join(tmpdir(), "vantage-init-"));
const report = join(folder, "report");
const {version} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tarball = join("vendor", `dkps-vantage-${version}.tgz`);
const questions = ["Name a prime.", "Say hello.", "Count to three.", "Name a color.", "Why?"];
const manners: Readonly<Record<string, (question: string) => string>> = {
  echo: (question) => question,
  loud: (question) => question.toUpperCase(),
  polite: (question) => `Gladly, though I am not sure: ${question}`,
  wary: (question) => `I would rather not say, and I am not sure: ${question}`,
  terse: (question) => question.slice(0, 4)
};

/** A log as people have it: a row an answer. */
function writeLog(): string {
  const path = join(folder, "answers.jsonl");
  const rows = Object.entries(manners).flatMap(([model_id, say]) =>
    questions.map((query_text) => ({model_id, query_text, response_text: say(query_text)}))
  );
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return path;
}

/** What an import keeps back until its owner lets it out. */
function publishAnswers(): void {
  const path = join(report, "data/studies/answers/study.json");
  const spec = JSON.parse(readFileSync(path, "utf8"));
  const publish = {...spec.publish, responses: "all"};
  writeFileSync(path, JSON.stringify({...spec, publish}));
}

beforeAll(async () => {
  const words = ["init", report, "--from", writeLog(), "--title", "Five <small> manners"];
  const command = [join(root, "bin/vantage.js"), ...words];
  await oneAtATime(() => run(folder, process.execPath, command));
  await run(report, "npm", ["install", ...quiet]);
}, 600_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}), 60_000);

describe("a report begun with init", () => {
  it("installs from its own folder, again from its lock file, and verifies", async () => {
    const lock = JSON.parse(readFileSync(join(report, "package-lock.json"), "utf8"));
    expect(lock.packages["node_modules/@dkps/vantage"].resolved).toBe(`file:${tarball}`);
    await run(report, "npm", ["ci", ...quiet]);
    const verified = await run(report, "npm", ["run", "verify"], blocked);
    expect(verified).toContain("answers: no claims");
  });

  it("begins another report from the installed package", async () => {
    const another = join(folder, "another");
    await run(report, "node_modules/.bin/vantage", ["init", another], blocked);
    const list = await run(another, "tar", ["-tzf", tarball]);
    const packed = await run(report, "tar", ["-tzf", tarball]);
    expect(list.split("\n").sort()).toEqual(packed.split("\n").sort());
    expect(list).toContain("package/docs/pages.md");
  });
});

describe.skipIf(!browserPath)("its pages", () => {
  let site: Visitor;

  beforeAll(async () => {
    publishAnswers();
    await run(report, "npm", ["run", "build"], blocked);
    site = await visitor(join(report, "dist"), {base: "/somewhere/below/"});
  }, 240_000);

  afterAll(() => site?.close());

  it("have the map before any script, under the report's own name", () => {
    const html = readFileSync(join(report, "dist/index.html"), "utf8");
    expect(html.includes("<svg")).toBe(true);
    expect(html).toMatch(/data-published="space-sentence"[^>]*><b[^>]*>5&nbsp;models/);
    const titles = html.match(/Five &lt;small(?:&gt;|>) manners/g) ?? [];
    // In an attribute the sign may stand as it is; an element it never becomes.
    const element = parseHTML(html).document.querySelector("small");
    expect([titles.length > 1, element]).toEqual([true, null]);
    for (const page of ["explore", "data", "provenance"])
      expect(existsSync(join(report, "dist", `${page}.html`)), page).toBe(true);
  });

  it.each(["", "explore"])("are alive: %j follows a moved input", async (path) => {
    const {page, complaints} = await site.open(path);
    const map = page.locator("[data-published=map]");
    const before = await map.innerHTML();
    await askOnly(page, 2);
    const sentence = page.locator("[data-published=space-sentence]").first();
    await expect
      .poll(() => sentence.textContent(), {timeout: 20_000})
      .toContain("2\u00a0questions");
    await expect.poll(() => map.innerHTML(), {timeout: 20_000}).not.toBe(before);
    expect(await page.locator(".vantage-error, .observablehq--error").count()).toBe(0);
    const font = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(font).toContain("Palatino");
    expect(complaints).toEqual([]);
  });

  it("search the answers on the page Data", async () => {
    const {page, complaints} = await site.open("data");
    await page.locator("fieldset:enabled input[name=search-term]").fill("NOT SURE:");
    await page.locator("[data-published=answers-search] button[type=submit]").click();
    await expect
      .poll(() => page.locator(".vantage-search-said").textContent(), {timeout: 60_000})
      .toBe("10 of 25\u00a0answers, by 2 of 5\u00a0models, contain “NOT SURE:”.");
    expect(await page.locator("[data-published=answers-search] mark").count()).toBe(10);
    expect(new URL(page.url()).search).toBe("?answers.find=NOT+SURE%3A");
    // The database is read from memory; that is a request to nobody.
    expect(complaints.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(await page.locator(".vantage-error, .vantage-note").count()).toBe(0);
  });

  it("lead to each other", async () => {
    const {page} = await site.open("");
    await page.locator("nav.site-pages a", {hasText: "Explore"}).click();
    await page.waitForURL(`${site.url}explore`);
    expect(await page.locator("nav.site-pages [aria-current=page]").textContent()).toBe("Explore");
  });
});
