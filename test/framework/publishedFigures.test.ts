import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {placeSnippet} from "../../src/components/runSource.js";
import {publishedFigures} from "../../src/framework/publishedFigures.js";
import type {Warning} from "../../src/lib/core/warning.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
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

function render(
  source: string,
  workflows: readonly (keyof typeof results)[],
  more: Partial<PublishedStudy> = {},
  warnings: readonly Warning[] = []
): string {
  const dataRoot = newFolder();
  mkdirSync(join(dataRoot, "sample", "results"), {recursive: true});
  writeFileSync(join(dataRoot, "sample", "study.json"), JSON.stringify({...study, ...more}));
  for (const workflow of workflows) {
    const inputs = workflow === "space" ? shared : {...shared, ...own};
    const run = {workflow, study: "sample", inputs, result: results[workflow], warnings};
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

describe("a warning of several analyses", () => {
  it("is said at the first figure of a page, and again on the next page", () => {
    const source = `<div data-published="map"></div>

<div data-published="predicted"></div>

<div data-published="confusion"></div>`;
    const warnings = [{code: "X", message: "hardly defined"}];
    for (const html of [render(source, all, {}, warnings), render(source, all, {}, warnings)]) {
      const {document} = parseHTML(html);
      const lists = [...document.querySelectorAll(".vantage-warnings")];
      expect(lists.map((list) => list.hasAttribute("hidden"))).toEqual([false, true, true]);
    }
  });
});

describe("figures of a page", () => {
  const places = (names: readonly string[], extra = "") =>
    names.map((name) => `<div${extra} data-published="${name}"></div>`).join("\n\n");
  const captions = (html: string) => [...html.matchAll(/<figcaption><b>(Figure \d+)\./g)];

  it("are numbered in their order, less those that are absent", () => {
    const html = render(places(["map", "confusion", "space-sentence", "scree"]), ["space"]);
    expect(captions(html).map(([, number]) => number)).toEqual(["Figure 1", "Figure 2"]);
    expect(html).toMatch(/data-published="scree" data-number="2"/);
    expect(html).not.toMatch(/(confusion|space-sentence)" data-number/);
  });

  it("have no number where there is one, unless the text may refer to it", () => {
    expect(captions(render(places(["map"]), ["space"]))).toHaveLength(0);
    expect(captions(render(places(["map"], ' id="fig-map"'), ["space"]))).toHaveLength(1);
  });
});

describe("the works a study stands on", () => {
  const source =
    '<div data-needs="references">\n\n## References\n\n<div data-published="study-references"></div>\n\n</div>';

  it("are listed in full, and their heading is left out where there are none", () => {
    const references = "@misc{a, title={On <i>maps</i>}, author={Doe, Jane}, year={2020}}";
    const html = render(source, [], {references});
    expect(html).toMatch(/References<[\s\S]*Doe, J\. \(2020\)/);
    expect(render(source, []).trim()).toBe("");
  });
});

describe("a place", () => {
  it("may hold a filter as figures write it under “In a page of yours”", () => {
    const group = `share >= 0.5 and label <> 'Model "E" & co'`;
    const snippet = placeSnippet({published: "groups", study: "sample", group});
    const counts = (source: string) => /A: \d.*?\. A/.exec(render(source, ["space"]))?.[0];
    expect(counts(snippet)).toBe("A: 3&#160;models; the others: 2&#160;models. A");
    const written = '<div data-published="groups" data-group="share > 0.6"></div>';
    expect(counts(written)).toBe("A: 2&#160;models; the others: 3&#160;models. A");
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

  it("may need a kind of study", () => {
    const kinds = [render(source("scores"), all), render(source("responses"), all)];
    expect(kinds.map((html) => html.includes("Amounts"))).toEqual([false, true]);
    expect(render(source("scores"), all, {kind: "scores"})).toContain("Amounts");
  });

  it("must name analyses and be closed", () => {
    expect(() => render(source("mop"), all)).toThrow("data-needs must name some of space, ");
    expect(() => render('<div data-needs="space">\n\nx', all)).toThrow("must be closed");
  });
});

describe("a page of a study of scores", () => {
  const scored: Partial<PublishedStudy> = {
    kind: "scores",
    replicates: 1,
    statuses: {ok: 15},
    embedder: {id: "scores", name: "scores", lexical: false},
    answers: {
      policy: "all",
      files: [{file: "answers/0.json", queries: [0, 1, 2], hash: "", bytes: 99}],
      withheld: 0
    },
    coverage: {
      models: 5,
      queries: 3,
      answered: 14,
      complete: 2,
      gapped: 1,
      gaps: [{model_id: "a", missing: 1, queries: ["r"]}],
      frontier: [{drop: 1, models: ["a"], complete: 3}],
      grid: {
        modelsPerBlock: 1,
        queriesPerBlock: 1,
        order: [0, 1, 2, 3, 4],
        rows: ["009", "000", "000", "000", "000"]
      }
    }
  };
  const text = (name: string, more: Partial<PublishedStudy>) =>
    render(
      page(name)
        .replace(/```js[\s\S]*```/, "")
        .replace(/.*(study-manifest|cell-graph).*/g, ""),
      all,
      more
    )
      .replace(/<[^>]*>|\b(queries|debias|metric): [^<]*/g, " ")
      // the sample’s own run, and the name of a file
      .replaceAll(/no answer from a|answers\/0/g, "");

  it.each(["index", "explore", "data"])("%s speaks of tasks and scores alone", (name) => {
    expect(text(name, scored).match(/.{0,40}\b(answer|question)\w*.{0,40}/gi)).toBeNull();
    expect(text(name, {}).match(/\bscor(e|ing)\w*|\btasks?\b/gi)).toBeNull();
  });
});
