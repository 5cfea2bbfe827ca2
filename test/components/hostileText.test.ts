import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {importText} from "../../cli/importText.js";
import type {ImportReport} from "../../loaders/import/importStudy.js";
import type {FigureContext} from "../../src/components/context.js";
import {controls} from "../../src/components/controls.js";
import {element} from "../../src/components/element.js";
import {exhibitNodes} from "../../src/components/exhibit.js";
import {createInputState} from "../../src/components/inputState.js";
import {errorBox} from "../../src/components/notices.js";
import {exhibits} from "../../src/components/registry.js";
import {studyManifest} from "../../src/components/studyParts.js";
import {hostileTexts} from "../property/hostile.js";
import {classification, contextOf, newDocument, regression, runOf, space, study} from "./sample.js";

const results = {space, regression, classification};
type Workflow = keyof typeof results;

/** A value with texts in the place of others, wherever they are, as keys too. */
function renamed<T>(value: T, texts: ReadonlyMap<string, string>): T {
  const rename = (text: string) => texts.get(text) ?? text;
  const inner = (each: unknown): unknown => {
    if (typeof each === "string") return rename(each);
    if (Array.isArray(each)) return each.map(inner);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, of]) => [rename(key), inner(of)]));
  };
  return inner(value) as T;
}

/** Whatever a log or a study's author may name: a model, its label, a query, a class, a column. */
const names = ["a", "Model A", "r", "no", "share", "whether it read the file", "no answer from a"];

function shown(name: string, text?: string): HTMLElement {
  const texts = new Map(text === undefined ? [] : names.map((each) => [each, text]));
  const workflow = exhibits[name]?.workflow as Workflow;
  const message = text ?? "hardly defined";
  const run = {
    ...runOf<unknown>(workflow, renamed(results[workflow], texts)),
    warnings: [{code: "X", message: `as said: ${message}`}]
  };
  const context: FigureContext = contextOf<unknown>(workflow, run.result, {
    study: renamed(study, texts),
    run
  });
  return element(context.document, "div", {}, ...(exhibitNodes(name, context) ?? []));
}

/** The elements of a tree by name, but for those of which there are as many as there is text. */
function elements(tree: Element): string {
  const found = [...tree.querySelectorAll("*")].map(({tagName}) => tagName.toLowerCase());
  return found.filter((name) => !["tspan", "g", "path", "text"].includes(name)).join(" ");
}

const foreign = "img, script, iframe, object, embed, [onerror], [onload], [onclick]";
const parsed = (html: string) => parseHTML(`<!DOCTYPE html><body>${html}</body>`).document.body;

/** Not every text in every figure, which are drawn twice each. */
const filled = hostileTexts.filter((text) => text.trim() !== "").slice(0, 30);

describe.each(Object.keys(exhibits))("%s", (name) => {
  const usual = elements(parsed(shown(name).innerHTML));

  it.each(filled)("shows %j as text", (text) => {
    const tree = shown(name, text);
    expect(tree.querySelectorAll(foreign)).toHaveLength(0);
    expect(parsed(tree.innerHTML).querySelectorAll(foreign)).toHaveLength(0);
    expect(elements(parsed(tree.innerHTML))).toBe(usual);
  });
});

describe("what people read", () => {
  it.each(filled)("is %j itself", (text) => {
    const map = shown("map", text);
    const cells = [...map.querySelectorAll("details tbody tr:first-child td, th")];
    expect(cells.map(({textContent}) => textContent)).toContain(text);
    const textOf = (selector: string) => map.querySelector(selector)?.textContent;
    expect(textOf(".vantage-dropped code")).toBe(text);
    expect(textOf(".vantage-warnings li")).toBe(`As said: ${text}.`);
  });

  it.each(filled)("of errors, controls and manifests has no markup: %j", (text) => {
    const document = newDocument();
    const texts = new Map(names.map((each) => [each, text]));
    const odd = renamed(study, texts);
    const state = createInputState({regression: {covariate: text}, view: {color: text}});
    const given = {document, study: odd, state, interactive: false};
    const {form} = controls(["covariate", "label", "color", "queries"], given);
    const box = errorBox(document, {message: text, code: text});
    const made = {...odd, data: {[text]: text}, embedder: {...odd.embedder, id: text}};
    const holder = element(document, "div", {}, form, box, studyManifest(document, made, []));
    for (const tree of [holder, parsed(holder.innerHTML)])
      expect(tree.querySelectorAll(foreign)).toHaveLength(0);
    expect(box.textContent).toContain(text);
  });
});

/** A report in which every name is a text. */
function report(text: string): ImportReport {
  const coverage = {models: 2, queries: 1, answered: 1, complete: 0};
  const gaps = [{model_id: text, missing: [text]}];
  const alignment = {facts: [], prompts: {}, setups: [], unplaced: [], warnings: []};
  return {
    format: "generic",
    evidence: "a table",
    refused: [],
    statuses: {ok: 1},
    merge: {earlier: 0, added: 1, identical: 0, replaced: 0},
    coverage: {...coverage, gaps, frontier: [{drop: [text], complete: 1}]},
    alignment,
    notes: [{kind: "note", code: "X", model_id: text, detail: "y", count: 1}],
    preview: [],
    wrote: ["models.csv"]
  } as unknown as ImportReport;
}

describe("the report of an import", () => {
  it.each(filled)("keeps its lines and sends no commands to a terminal: %j", (text) => {
    const lines = importText(report(text)).split("\n");
    expect(lines).toHaveLength(importText(report("a")).split("\n").length);
    expect(lines.join("")).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
  });
});
