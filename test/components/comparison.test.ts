import {describe, expect, it} from "vitest";
import {comparison} from "../../src/components/comparisonInput.js";
import {element} from "../../src/components/element.js";
import type {ComparedSetting, EmbedderComparison} from "../../src/lib/schema/embedderComparison.js";
import {comparedSetting} from "../../src/workflows/comparedSetting.js";
import {classification, newDocument, regression, space, study} from "./sample.js";

const results = {space, classification, regression};
const published = comparedSetting(
  {varied: "embedder", value: "hash-ngram-512", width: 512, shift: 0},
  results,
  space
);

function setting(about: Partial<ComparedSetting>): ComparedSetting {
  return {...published, shift: null, pearson: 0.8, spearman: 0.7, accuracy: 0.4, ...about};
}

const compared: EmbedderComparison = {
  schemaVersion: 1,
  models: space.models,
  queries: 3,
  replicates: 2,
  label: "read",
  covariate: "share",
  chance: 0.6,
  baseline: 0.375,
  published,
  settings: [
    setting({varied: "buckets", value: 16, width: 16}),
    setting({varied: "buckets", value: 64, width: 64}),
    setting({varied: "embedder", value: "one-hot", points: [], refused: "models coincide"})
  ]
};

function shown(varied: "buckets" | "embedder", index: number): HTMLElement {
  const document = newDocument();
  const place = {document, study, comparison: compared, color: undefined, width: 680};
  return element(document, "div", {}, ...comparison({...place, varied, index, interactive: false}));
}

describe("a compared setting", () => {
  it("is turned and scaled onto the published map", () => {
    const {shape, data} = space.coordinates;
    const turned = {shape, data: data.map((_, at) => 3 * (data[at % 2 ? at - 1 : at + 1] ?? 0))};
    const {points, pearson} = comparedSetting(
      {varied: "cut", value: 64, width: 64, shift: null},
      {space: {...space, coordinates: turned}, classification: null, regression: null},
      space
    );
    points.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(data[2 * i] as number, 4);
      expect(y).toBeCloseTo(data[2 * i + 1] as number, 4);
    });
    expect(pearson).toBe(1);
  });
});

describe("a comparison", () => {
  it("shows the map, conclusions beside the published ones, and every setting as a table", () => {
    const part = shown("buckets", 0);
    expect(part.querySelectorAll(".vantage-wide [aria-label=link] path").length).toBe(5);
    expect(part.textContent).toContain("at r = .800 (by ranks .700).");
    expect([...part.querySelectorAll("s")].map(({textContent}) => textContent)).toEqual([
      "60\u202f%"
    ]);
    const rows = [
      ...part.querySelectorAll(".vantage-twin:not(.vantage-source) tbody tr td:first-child")
    ];
    expect(rows.map(({textContent}) => textContent)).toEqual(["16", "64", "512"]);
  });

  it("has an input that waits for a script", () => {
    const part = shown("buckets", 1);
    expect(part.querySelector("fieldset")?.hasAttribute("disabled")).toBe(true);
    expect(part.querySelector("input")?.getAttribute("max")).toBe("2");
    expect(part.querySelector("output")?.textContent).toBe("64");
    expect(shown("embedder", 0).querySelectorAll("option").length).toBe(2);
  });

  it("says where an embedder sees nothing", () => {
    const part = shown("embedder", 1);
    expect(part.textContent).toContain("There is no map");
    expect(part.textContent).toContain("it sees nothing here");
    expect(part.querySelector("svg")).toBeNull();
  });
});
