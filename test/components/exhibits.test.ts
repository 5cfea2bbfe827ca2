import {describe, expect, it} from "vitest";
import type {FigureContext} from "../../src/components/context.js";
import {element} from "../../src/components/element.js";
import {exhibitNodes} from "../../src/components/exhibit.js";
import "../../src/components/groupExhibit.js";
import {exhibits} from "../../src/components/registry.js";
import {classification, contextOf, regression, runOf, space} from "./sample.js";

const results = {space, regression, classification};

function contextFor(name: string, more: Partial<FigureContext> = {}): FigureContext {
  const workflow = exhibits[name]?.workflow as keyof typeof results;
  const view = {group: "share = 0"};
  return contextOf<unknown>(workflow, results[workflow], {view, ...more});
}

function shown(name: string, context = contextFor(name)): HTMLElement {
  return element(context.document, "div", {}, ...(exhibitNodes(name, context) ?? []));
}

const figures = Object.keys(exhibits).filter((name) => exhibits[name]?.kind === "figure");

describe.each(figures)("%s", (name) => {
  it("has a caption, a description and a table twin", () => {
    const figure = shown(name).querySelector("figure");
    expect(figure?.getAttribute("aria-label")).toBeTruthy();
    expect(figure?.querySelector("figcaption")?.textContent).toBeTruthy();
    const rows = figure?.querySelectorAll(".vantage-twin:not(.vantage-source) tbody tr").length;
    // five models, or pairs within and between two groups
    expect(rows).toBe(name === "groups" ? 3 : 5);
  });

  it("is drawn wide and narrow at build time", () => {
    expect(shown(name).querySelectorAll(".vantage-wide, .vantage-narrow").length).toBe(2);
  });

  it("is the same for the same result", () => {
    expect(shown(name).innerHTML).toBe(shown(name).innerHTML);
  });
});

describe("the map", () => {
  it("has a point per model, a legend and an honest share", () => {
    const map = shown("map");
    expect(
      map.querySelectorAll(
        ".vantage-wide [aria-label=dot] path, .vantage-wide [aria-label=dot] circle"
      ).length
    ).toBe(5);
    expect(map.textContent).toContain("This picture keeps 94\u202f% of the geometry");
    expect(map.querySelector(".vantage-legend")?.textContent).toContain("yes");
  });

  it("colors by an amount with the ends of its range in its unit", () => {
    const map = shown("map", contextFor("map", {view: {color: "share"}}));
    expect(map.querySelector(".vantage-legend")?.textContent).toMatch(/0\u202f%.*100\u202f%/);
  });

  it("shows where models were published as ghosts", () => {
    const published = runOf<unknown>("space", space);
    const ghosts = (context: FigureContext) =>
      shown("map", context)
        .querySelector(".vantage-wide .map-published")
        ?.getAttribute("d")
        ?.match(/M/g)?.length;
    expect(ghosts(contextFor("map", {published}))).toBe(5);
    expect(ghosts(contextFor("map"))).toBeUndefined();
  });

  it("tells what was left out and what is doubtful", () => {
    const run = {
      ...runOf<unknown>("space", space),
      warnings: [{code: "X", message: "hardly defined"}]
    };
    const map = shown("map", contextFor("map", {run}));
    expect(map.querySelector(".vantage-warnings")?.textContent).toBe("Hardly defined.");
    expect(map.querySelector(".vantage-dropped")?.textContent).toContain("r: no answer from a");
  });

  it("escapes what studies call their models", () => {
    const context = contextFor("map");
    const models = context.study.models.map((model) => ({...model, label: "<img src=x>"}));
    const map = shown("map", {...context, study: {...context.study, models}});
    expect(map.querySelector("img")).toBeNull();
    expect(map.innerHTML).toContain("&lt;img src=x&gt;");
  });
});

describe("sentences", () => {
  it("give effect and interval before p, beside the baseline", () => {
    expect(shown("classification-sentence").textContent).toBe(
      "From 2\u00a0questions, nearest neighbors tells no from yes for 3 of 5 models: accuracy 60\u202f% (90\u202f% interval 30\u202f% to 84\u202f%), where naming the commonest class gets 60\u202f%. 799 of 999 shuffles did as well (p\u00a0=\u00a0.800; labels shuffled among all models). These answers do not show more than the baseline does."
    );
  });

  it("give errors in the unit of what is predicted", () => {
    expect(shown("regression-sentence").textContent).toBe(
      "From 2\u00a0questions, least squares predicts share to within 5\u00a0points on average, where the mean of the other models is off by 38\u00a0points. Its 90\u202f% intervals held 100\u202f% of the models. 3 of 999 shuffles did as well (p\u00a0=\u00a0.004; labels shuffled among all models)."
    );
  });

  it("never speak of significance", () => {
    for (const name of Object.keys(exhibits))
      expect(shown(name).textContent).not.toMatch(/signific/i);
  });

  it("keep the published number beside one that moved, and only there", () => {
    const published = runOf<unknown>("classification", {...classification, accuracy: 0.9});
    const sentence = shown(
      "classification-sentence",
      contextFor("classification-sentence", {published})
    );
    const ghosts = [...sentence.querySelectorAll("s")].map((ghost) => ghost.textContent);
    expect(ghosts).toEqual(["90\u202f%"]);
  });

  it("keep no number beside one about another column", () => {
    const before = {...regression, covariate: "size", metrics: {...regression.metrics, mae: 2}};
    const published = runOf<unknown>("regression", before);
    const ghosts = (name: string) =>
      shown(name, contextFor(name, {published})).querySelectorAll("s").length;
    expect(ghosts("regression-sentence")).toBe(0);
    const same = runOf<unknown>("regression", {...before, covariate: "share"});
    const comparable = contextFor("regression-sentence", {published: same});
    expect(shown("regression-sentence", comparable).querySelectorAll("s").length).toBe(1);
    const dots = (context: FigureContext) =>
      shown("predicted", context).querySelectorAll(".vantage-wide [aria-label=dot]").length;
    expect(dots(contextFor("predicted", {published}))).toBe(
      dots(contextFor("predicted", {published: same})) - 1
    );
  });

  it("say that too few groups leave intervals unbounded, and claim no coverage", () => {
    const unbounded = {...regression, coverage: null};
    const run = {...runOf<unknown>("regression", unbounded), inputs: {level: 0.9}};
    const text = shown("regression-sentence", contextFor("regression-sentence", {run})).textContent;
    expect(text).toContain(" There are too few groups for bounded 90\u202f% intervals. 3 of");
    expect(text).not.toContain("held");
  });

  it("say that intervals are being made while they are", () => {
    const run = runOf<unknown>("regression", {...regression, coverage: null, provisional: true});
    expect(
      shown("regression-sentence", contextFor("regression-sentence", {run})).textContent
    ).toContain("Intervals are being made.");
  });

  it("say so when nothing was shuffled", () => {
    const run = runOf<unknown>("classification", {...classification, pValue: null, asGood: null});
    expect(
      shown("classification-sentence", contextFor("classification-sentence", {run})).textContent
    ).toContain("nothing is tested");
  });
});

describe("the confusion table", () => {
  it("has a row per class and ghosts where counts moved", () => {
    const before = {...classification, confusion: {shape: [2, 2] as const, data: [1, 1, 0, 3]}};
    const published = runOf<unknown>("classification", before);
    const table = shown("confusion", contextFor("confusion", {published}));
    const wide = table.querySelector(".vantage-wide .vantage-confusion");
    expect([...(wide?.querySelectorAll("td s") ?? [])].map((s) => s.textContent)).toEqual([
      "1",
      "1"
    ]);
  });
});

it("a name that is not known gives nothing", () => {
  expect(exhibitNodes("nonsense", contextFor("map"))).toBeNull();
});
