import {describe, expect, it} from "vitest";
import {placeholderHtml} from "../../src/framework/placeholderHtml.js";
import type {PublishedFiles} from "../../src/framework/readPublished.js";
import type {RunResult} from "../../src/workflows/results.js";
import {regression, space, study} from "../components/sample.js";

function published(workflow: string, result: unknown): RunResult {
  const manifest = {
    vantage: "0.0.0",
    data: {},
    tables: {encoding: "float32", hash: "0".repeat(64)},
    embedder_id: "hash-ngram-512",
    seed: 1,
    stages: {}
  };
  const inputs = {queryCount: "all", queries: "", dimension: "auto"};
  return {workflow, study: "sample", inputs, result, warnings: [], manifest, timing: {}};
}

const files: PublishedFiles = {
  folder: "nowhere",
  study,
  runs: {space: published("space", space), regression: published("regression", regression)},
  files: ["study.json", "distances.r1.arrow", "results/space.json"]
};

const fill = (attributes: Readonly<Record<string, string>>) =>
  placeholderHtml(attributes, files, "/data");

describe("a placeholder", () => {
  it("for a figure holds it in two widths", () => {
    expect(fill({published: "map"}).html.match(/<svg[^>]*map of 5 models/g)).toHaveLength(2);
  });

  it("for a fact is text, so that a title made of it is found", () => {
    expect(fill({published: "study-title"})).toMatchObject({
      html: "Sample &lt;study&gt;",
      text: "Sample <study>"
    });
  });

  it("for files links each by its published path", () => {
    const {html} = fill({published: "study-files"});
    expect(html).toContain('href="/data/sample/distances.r1.arrow"');
    expect(html.match(/data-file=/g)).toHaveLength(3);
  });

  it("for the manifest names seed and hashes", () => {
    expect(fill({published: "study-manifest"}).html).toContain("0000000000000000…");
  });

  it("for controls shows them as published", () => {
    expect(fill({controls: "queryCount, dimension"}).html).toContain("3 of 3");
  });

  it("says what a study does not publish", () => {
    const {html, absent} = fill({published: "confusion"});
    expect(html).toContain("This study publishes no classes to tell its models by.");
    expect(absent).toBe("classification");
    expect(fill({published: "map"}).absent).toBeNull();
  });

  it("that names nothing known is an error with the known names", () => {
    expect(() => fill({published: "mop"})).toThrow(/expected one of map, .*; got "mop"/);
  });

  it("with inputs of its own refuses what its analysis does not take", () => {
    expect(() => fill({published: "map", set: "queryCont=3"})).toThrow(/queryCont.*queryCount/);
    expect(() => fill({published: "map", set: "permutations=9"})).toThrow(
      "data-set must name inputs of space; got permutations: not an input of space"
    );
    expect(() => fill({published: "study-title", set: "queryCount=3"})).toThrow(
      'data-set goes with a figure or sentence of an analysis; got it with "study-title"'
    );
  });
});
