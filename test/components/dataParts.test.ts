import {describe, expect, it} from "vitest";
import {dataPart, dataPartNames} from "../../src/components/dataParts.js";
import {element} from "../../src/components/element.js";
import {coverageGrid} from "../../src/lib/intake/coverageGrid.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import type {AlignmentReport, CoverageReport} from "../../src/lib/schema/studyReports.js";
import {newDocument, study} from "./sample.js";

function shown(name: string, more: Partial<PublishedStudy> = {}): HTMLElement {
  const document = newDocument();
  const place = {document, study: {...study, ...more}, width: 680, interactive: false};
  return element(document, "div", {}, ...(dataPart(name, place) ?? []));
}

function coverageOf(models: number, queries: number, missing: ReadonlyMap<number, number[]>) {
  const names = (prefix: string, count: number) =>
    Array.from({length: count}, (_, i) => prefix + i);
  const gaps = [...missing].map(([i, positions]) => ({
    model_id: `m${i}`,
    missing: positions.map((j) => `q${j}`)
  }));
  const total = gaps.reduce((sum, gap) => sum + gap.missing.length, 0);
  return {
    models,
    queries,
    answered: models * queries - total,
    complete: 1,
    gapped: gaps.length,
    gaps: gaps.map(({model_id, missing}) => ({
      model_id,
      missing: missing.length,
      queries: missing
    })),
    frontier: [],
    grid: coverageGrid(names("m", models), names("q", queries), gaps)
  } satisfies CoverageReport;
}

const alignment: AlignmentReport = {
  facts: [
    {
      name: "few_shot",
      datasets: ["poems"],
      values: [
        {value: "0", models: ["a", "b"]},
        {value: "5", models: ["c"]}
      ]
    },
    {name: "stop", datasets: [null], values: [{value: "<b>", models: ["a"]}]}
  ],
  setups: [
    {name: "A", models: ["a", "b"]},
    {name: "B", models: ["c"]}
  ],
  unplaced: ["d", "e"],
  prompts: {shared: 3, compared: 2, different: 1, unknown: 1},
  warnings: [{code: "PROMPTS_DIFFER", message: "1 of 2 queries differ"}]
};

describe("coverage", () => {
  it("has a caption with counts, a table twin and two drawings", () => {
    const figure = shown("coverage", {coverage: coverageOf(5, 3, new Map([[1, [0, 2]]]))});
    expect(figure.querySelector("figcaption")?.textContent).toBe(
      "5\u00a0models by 3\u00a0questions: 13 of 15 pairs have an answer (87\u202f%). Rows are models. Gaps are orange, models with most of them on top."
    );
    expect(figure.querySelectorAll(".vantage-wide svg, .vantage-narrow svg").length).toBe(2);
    const cells = [...figure.querySelectorAll(".vantage-twin:not(.vantage-source) tbody td")].map(
      ({textContent}) => textContent
    );
    expect(cells).toEqual(["m1", "1", "2", "q0 and q2", "4 without gaps", "3", "0", ""]);
  });

  it("draws each gap, equal neighbors as one", () => {
    const gaps = new Map([
      [1, [0, 2]],
      [2, [1, 2]]
    ]);
    const figure = shown("coverage", {coverage: coverageOf(5, 3, gaps)});
    const path = figure.querySelector(".vantage-wide path")?.getAttribute("d");
    expect(path?.match(/z/g)).toHaveLength(3);
  });

  it("stays small for 200 models by 1000 questions", () => {
    const every = Array.from({length: 500}, (_, j) => 2 * j);
    const gaps = new Map(Array.from({length: 200}, (_, i) => [i, every] as const));
    const figure = shown("coverage", {coverage: coverageOf(200, 1000, gaps)});
    expect(figure.querySelector("figcaption")?.textContent).toContain(
      "A block is 4\u00a0models by 7\u00a0questions"
    );
    expect(figure.querySelector(".vantage-wide")?.innerHTML.length).toBeLessThan(300_000);
  });

  it("says what leaving models out would win", () => {
    const coverage = {
      ...coverageOf(5, 30, new Map([[1, [0]]])),
      complete: 12,
      frontier: [
        {drop: 1, models: ["a"], complete: 24},
        {drop: 2, models: ["a", "b"], complete: 25}
      ]
    };
    expect(shown("coverage-sentence", {coverage}).textContent).toBe(
      "12 of 30\u00a0questions are complete: answered by every model. The map leaves out the others. Without Model A, 12 more questions are complete. Without Model A and Model B, 13 more questions are complete."
    );
  });

  it("says so where there is no gap, or no coverage was published", () => {
    const coverage = coverageOf(5, 3, new Map());
    expect(shown("coverage-sentence", {coverage}).textContent).toBe(
      "Every model answered every question."
    );
    expect(shown("coverage", {coverage}).querySelector("path")).toBeNull();
    expect(shown("coverage").textContent).toContain("published without its coverage");
  });
});

describe("alignment", () => {
  it("has a row per fact and a column per setup, values as text", () => {
    const part = shown("alignment", {alignment});
    const rows = [...part.querySelectorAll("tr")].map((row) =>
      [...row.children].map(({textContent}) => textContent)
    );
    expect(rows).toEqual([
      ["", "setup A", "setup B"],
      ["models", "Model A, Model B", "Model C"],
      ["few shot (poems)", "0", "5"],
      ["stop", "<b>", "not recorded"]
    ]);
    expect(part.querySelector("b")).toBeNull();
    expect(part.textContent).toContain("Too little is known of Model D, Model E to say.");
    expect(part.textContent).toContain(
      "2 have prompts on record for two or more, and of these 1 was asked with different prompts. 1 has"
    );
  });

  it("says that nothing is known where nothing is", () => {
    expect(shown("alignment").textContent).toContain("whether their prompts differ is unknown");
    const own = shown("alignment", {source: "embedded-ngram"}).textContent;
    expect(own).toMatch(/^Vantage asked these models itself, .* the same settings\.$/);
    const contexts = shown("alignment", {source: "embedded-context"}).textContent;
    expect(contexts).toContain("the text that makes the model what it is");
  });

  it("raises its doubt on other pages only where there is one, with a way to color the map", () => {
    expect(shown("alignment-banner").innerHTML).toBe("");
    expect(shown("alignment-banner", {alignment: {...alignment, warnings: []}}).innerHTML).toBe("");
    const covariates = {...study.covariates, eval_setup: {type: "class", description: ""} as const};
    const banner = shown("alignment-banner", {alignment, covariates});
    expect(banner.textContent).toContain("1 of 2 queries differ.");
    expect(banner.querySelector("[data-view-color=eval_setup]")?.getAttribute("href")).toBe(
      "./explore?view.color=eval_setup"
    );
    const without = shown("alignment-banner", {alignment});
    expect(without.querySelector("[data-view-color]")).toBeNull();
  });
});

it("the models come with their covariates", () => {
  const rows = [...shown("model-table").querySelectorAll("tr")].map((row) =>
    [...row.children].map(({textContent}) => textContent)
  );
  expect(rows.slice(0, 2)).toEqual([
    ["model", "id", "read", "share"],
    ["Model A", "a", "yes", "0\u202f%"]
  ]);
});

it("a name that is not known gives nothing", () => {
  const place = {document: newDocument(), study, width: 680, interactive: false};
  expect(dataPart("constructor", place)).toBeNull();
  expect(dataPartNames).toContain("coverage");
});

describe("the data card", () => {
  const fact = (node: HTMLElement, name: string) =>
    [...node.querySelectorAll("dt")].find((dt) => dt.textContent === name)?.nextElementSibling
      ?.textContent;

  it("says what is missing, and that nothing is", () => {
    const whole = {alignment: undefined, unlisted: undefined, covariates: {}};
    expect(fact(shown("data-card", whole), "Known gaps")).toBe("None is known.");
    const [first, ...rest] = study.models;
    const models = [{...first, size: 7}, ...rest] as PublishedStudy["models"];
    const size = {type: "number", description: "billions of weights", unit: "B"} as const;
    const lacking = shown("data-card", {models, covariates: {size}, unlisted: 3});
    expect(fact(lacking, "Known gaps")).toBe(
      `3\u00a0answers of models or questions not listed, left out. “size” is not known of ${rest.length}\u00a0models.`
    );
    const cells = [...lacking.querySelectorAll("tbody td")].map(({textContent}) => textContent);
    expect(cells).toEqual(["size", "billions of weights", "number, B", "1"]);
  });
});
