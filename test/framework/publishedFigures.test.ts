import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {publishedFigures} from "../../src/framework/publishedFigures.js";
import {classification, regression, space, study} from "../components/sample.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";

type MarkdownIt = Parameters<typeof publishedFigures>[0] & {
  use(plugin: typeof publishedFigures, options: {readonly dataRoot: string}): MarkdownIt;
  render(source: string, context: unknown): string;
};

/* Framework's own, which comes without types. */
const entry: string = "@observablehq/framework/dist/markdown.js";
const {createMarkdownIt} = (await import(entry)) as {
  createMarkdownIt(options: {readonly markdownIt: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;
};

const newFolder = temporaryFolders();
const results = {space, regression, classification};
const shared = {queries: "", queryCount: "all", dimension: "auto", seed: 1};
const own = {method: "ols", validation: "auto", covariate: "", label: "", k: 1, exchange: "auto"};

function render(source: string, workflows: readonly (keyof typeof results)[]): string {
  const dataRoot = newFolder();
  mkdirSync(join(dataRoot, "sample", "results"), {recursive: true});
  writeFileSync(join(dataRoot, "sample", "study.json"), JSON.stringify(study));
  for (const workflow of workflows) {
    const inputs = workflow === "space" ? shared : {...shared, ...own};
    const run = {workflow, study: "sample", inputs, result: results[workflow], warnings: []};
    const file = join(dataRoot, "sample", "results", `${workflow}.json`);
    writeFileSync(file, JSON.stringify(run));
  }
  const markdownIt = (md: MarkdownIt) => md.use(publishedFigures, {dataRoot});
  const context = {code: [], startLine: 0, currentLine: 0, path: "/p", params: {study: "sample"}};
  return createMarkdownIt({markdownIt}).render(source, context);
}

const page = (name: string) => readFileSync(join("src", "s", "[study]", `${name}.md`), "utf8");
const all = ["space", "regression", "classification"] as const;

describe("a page of a study without a label or an amount", () => {
  it.each(["index", "explore"])("%s says so once per analysis, in plain words", (name) => {
    const html = render(
      page(name)
        .replace(/```js[\s\S]*```/, "")
        .replace(/.*study-manifest.*/, ""),
      ["space"]
    );
    expect(html.match(/class="vantage-absent"/g)).toHaveLength(2);
    expect(html.match(/publishes no amount to predict/g)).toHaveLength(1);
    expect(html.match(/publishes no classes to tell/g)).toHaveLength(1);
    expect(html).not.toMatch(/(regression|classification)(-sentence)? to show|undefined/);
    expect(html).not.toMatch(/<\w+\s[^<>]*data-published="[^"]*"[^<>]*><\//);
  });

  it("offers no control of what was not published, and no heading over nothing", () => {
    const html = render(page("explore"), ["space"]);
    expect(html).not.toMatch(/name="(regression|classification)\./);
    expect(html).not.toMatch(/name="(k|exchange|permutations|level|seed)"/);
    expect(html).not.toMatch(/Amount<|Class<|Tests</);
    expect(html).toContain('name="queryCount"');
  });

  it("keeps the tests of the analysis it has", () => {
    const html = render(page("explore"), ["space", "regression"]);
    expect(html).toMatch(/Amount<[\s\S]*Tests</);
    expect(html).not.toContain("Class<");
    expect(html).toContain('name="exchange"');
  });
});

describe("a part of a page that needs an analysis", () => {
  const source = (names: string) =>
    `<div data-needs="${names}">\n\n<div class="a">\n\n## Amounts\n\n</div>\n\n</div>\n\nThe end.`;

  it("stands without its wrapper where the analysis was published", () => {
    expect(render(source("regression"), all)).toMatch(
      /^<div class="a">\s*<h2[\s\S]*Amounts[\s\S]*<\/h2>\s*<\/div>\s*<p>The end\.<\/p>\s*$/
    );
  });

  it("goes with all that is in it where the analysis was not", () => {
    expect(render(source("regression, classification"), ["space"]).trim()).toBe("<p>The end.</p>");
  });

  it("may need any of several", () => {
    expect(render(source("regression, classification"), ["classification"])).toContain("Amounts");
  });

  it("must name analyses and be closed", () => {
    expect(() => render(source("mop"), all)).toThrow("data-needs must name some of space, ");
    expect(() => render('<div data-needs="space">\n\nx', all)).toThrow("must be closed");
  });
});
