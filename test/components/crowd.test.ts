import {describe, expect, it} from "vitest";
import {mapContext} from "../../bench/mapStudy.js";
import type {FigureContext} from "../../src/components/context.js";
import {exhibitNodes} from "../../src/components/exhibit.js";
import {crowdSize} from "../../src/components/mapCrowd.js";
import {dotRadius} from "../../src/components/mapPoints.js";
import {newDocument} from "./sample.js";

/** The published figure of a map of `n` models, as a build has it. */
function published(n: number, view: Readonly<Record<string, string>> = {color: "kind"}) {
  const context = {...mapContext(n, newDocument(), false), view} as FigureContext;
  return exhibitNodes("map", context)?.[0] as HTMLElement;
}

/** Points of all paths of a crowd's first drawing. */
function places(figure: HTMLElement) {
  const paths = [...(figure.querySelector(".map-models")?.children ?? [])];
  return paths.flatMap((path) => path.getAttribute("d")?.match(/M[^M]+/g) ?? []);
}

describe("a map of thousands of models", () => {
  const figure = published(5000);
  const svg = figure.querySelector("svg[aria-label]") as SVGSVGElement;

  it("has every model in a handful of elements", () => {
    expect(places(figure)).toHaveLength(5000);
    expect(svg.querySelectorAll("*").length).toBeLessThan(100);
    expect(svg.querySelector("title")).toBeNull();
  });

  it("weighs less than thirty bytes a model and drawing", () => {
    expect(svg.outerHTML.length).toBeLessThan(30 * 5000);
  });

  it("draws the classes in turns, none over all the others", () => {
    const colors = [...(svg.querySelector(".map-models")?.children ?? [])].map((path) =>
      path.getAttribute("stroke")
    );
    const last = colors.lastIndexOf(colors[0] as string);
    expect(new Set(colors.slice(0, last)).size).toBe(4);
  });

  it("says in its legend what it draws: circles", () => {
    const shapes = [...figure.querySelectorAll(".vantage-wide .vantage-swatch path")].map((path) =>
      path.getAttribute("d")
    );
    expect(shapes.length).toBe(4);
    expect(new Set(shapes).size).toBe(1);
  });

  it("names few of them", () => {
    const names = svg.querySelectorAll(".map-names text").length;
    expect(names).toBeGreaterThan(3);
    expect(names).toBeLessThanOrEqual(12);
  });

  it("has few shades of an amount, and sizes where they are asked for", () => {
    const amounts = published(5000, {color: "amount", size: "amount"});
    expect(places(amounts)).toHaveLength(5000);
    const widths = [...(amounts.querySelector(".map-models")?.children ?? [])].map((path) =>
      Number(path.getAttribute("stroke-width"))
    );
    expect(widths.length).toBeLessThan(1000);
    expect(Math.max(...widths)).toBeGreaterThan(2 * Math.min(...widths));
  });

  it("has the first rows of its table, and says how many there are", () => {
    const twin = figure.querySelector(".vantage-twin") as HTMLElement;
    expect(twin.querySelectorAll("tbody tr").length).toBe(300);
    expect(twin.querySelector("table")?.getAttribute("aria-rowcount")).toBe("5001");
    expect(twin.textContent).toContain("The first 300 of 5,000\u00a0rows");
  });
});

describe("a map of a few models", () => {
  it("has an element for each", () => {
    const models = published(200).querySelector(".map-models");
    expect(models?.children.length).toBe(200);
    expect(200).toBeLessThan(crowdSize);
  });

  it("has dots of the usual size to a hundred, then smaller ones", () => {
    expect([10, 100].map(dotRadius)).toEqual([5, 5]);
    expect(dotRadius(200)).toBeLessThan(5);
    expect(dotRadius(5000)).toBeGreaterThan(1.4);
  });
});
