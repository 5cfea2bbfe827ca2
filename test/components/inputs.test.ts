import {describe, expect, it} from "vitest";
import {readAddress, writeAddress} from "../../src/components/address.js";
import {questionsKept} from "../../src/components/controlChoices.js";
import {controlSpecs} from "../../src/components/controlSpecs.js";
import {controls} from "../../src/components/controls.js";
import {createInputState} from "../../src/components/inputState.js";
import {newDocument, study} from "./sample.js";

const published = {
  space: {queries: "", queryCount: "all", dimension: "auto"},
  regression: {queries: "", queryCount: "all", dimension: "auto", method: "ols"},
  classification: {queries: "", queryCount: "all", dimension: "auto", method: "knn"}
};

describe("input state", () => {
  it("sends a shared input to every analysis and a dotted one to its own", () => {
    const state = createInputState(published, {queryCount: 2, "regression.method": "knn"});
    expect(state.inputsOf("space")).toEqual({...published.space, queryCount: 2});
    expect(state.inputsOf("regression")).toMatchObject({queryCount: 2, method: "knn"});
    expect(state.inputsOf("classification")).toMatchObject({queryCount: 2, method: "knn"});
    expect(state.changed()).toEqual(["queryCount", "regression.method"]);
  });

  it("knows the inputs of what was published and of the drawing, and no others", () => {
    const state = createInputState(published);
    const names = [
      "dimension",
      "regression.method",
      "regression.label",
      "space.x.y",
      "k",
      "view.color"
    ];
    expect(names.filter(state.has)).toEqual(["dimension", "regression.method", "view.color"]);
  });

  it("counts no change that leads back to what was published", () => {
    const state = createInputState(published);
    state.set("dimension", 3);
    state.set("dimension", "auto");
    expect(state.changed()).toEqual([]);
  });

  it("counts as change what only one of the analyses that share an input was published with", () => {
    const state = createInputState({regression: {k: 1}, classification: {k: 3}});
    state.set("k", 1);
    expect(state.changed()).toEqual(["k"]);
    expect(state.inputsOf("classification")).toEqual({k: 1});
  });

  it("takes back some changes or all, and tells", () => {
    const state = createInputState(published, {dimension: 2, queryCount: 1});
    let told = 0;
    state.on(() => told++);
    state.reset(["dimension"]);
    expect(state.changed()).toEqual(["queryCount"]);
    state.reset();
    expect([state.changed(), told]).toEqual([[], 2]);
  });
});

describe("an address", () => {
  const names = ["queries", "queryCount", "dimension", "regression.method", "models:filter"];
  const read = (search: string) => readAddress(search, study, names);

  it("gives typed inputs", () => {
    const search = "?queryCount=2&dimension=3&regression.method=ridge&models=share%20%3E%200";
    expect(read(search)).toEqual({
      inputs: {queryCount: 2, dimension: 3, "regression.method": "ridge", models: "share > 0"},
      ignored: []
    });
  });

  it("says what it ignores: unknown names, values out of range, other types", () => {
    expect(read("?x=1&queryCount=9&dimension=two&utm_source=y")).toEqual({
      inputs: {},
      ignored: [
        "x=1: not an input of this page",
        "queryCount=9: must be a whole number from 1 to 3, or all",
        expect.stringMatching(/^dimension=two: must be one of auto, 1, 2/)
      ]
    });
  });

  it.each([
    ["?queryCuont=2", 'queryCuont=2: not an input of this page; did you mean "queryCount"?'],
    ["?dimension=1&dimension=2", "dimension: given twice"],
    ["?v=2", "v=2: written by a newer version; read as version 1"],
    ["?v=x", "v=x: must be a version, 1 at most"],
    [`?models=${"x".repeat(1001)}`, `models=${"x".repeat(40)}…: must be at most 1000 characters`],
    ["?__proto__=1", "__proto__=1: not an input of this page"]
  ])("says why it does not use %s", (search, said) =>
    expect(read(search)).toEqual({inputs: {}, ignored: [said]})
  );

  it("says nothing of its own version", () => {
    expect(read("?v=1&dimension=2")).toEqual({inputs: {dimension: 2}, ignored: []});
  });

  it("bounds the number of questions by the filter beside it", () => {
    expect(read("?queries=category+%3D+%27even%27&queryCount=3").ignored).toEqual([
      "queryCount=3: must be a whole number from 1 to 2, or all"
    ]);
  });

  it("written and read again is the same", () => {
    const state = createInputState(published, {queryCount: 2, dimension: 4});
    const {inputs} = read(writeAddress(state.changed(), state.get));
    expect(inputs).toEqual({queryCount: 2, dimension: 4});
    expect(writeAddress([], state.get)).toBe("");
  });
});

describe("controls", () => {
  it("quote the categories they filter by", () => {
    const spec = controlSpecs.queries;
    const choices = spec?.kind === "choice" ? spec.choices(study) : [];
    expect(choices.map(({value}) => value)).toEqual([
      "",
      "category = 'even'",
      "category = 'it''s odd'"
    ]);
    expect(choices.map(({value}) => questionsKept(study, String(value)))).toEqual([3, 2, 1]);
  });

  it("keep all questions while a filter cannot be read", () => {
    expect(questionsKept(study, "category = ")).toBe(3);
  });

  it("show what was published, disabled, at build time", () => {
    const state = createInputState(published);
    const names = ["queryCount", "dimension", "regression.method"];
    const context = {document: newDocument(), study, state, interactive: false};
    const {form} = controls(names, context);
    expect(form.querySelector("fieldset")?.hasAttribute("disabled")).toBe(true);
    expect(form.querySelector("output")?.textContent).toBe("3 of 3");
    expect(form.querySelector("option[selected]")?.textContent).toBe("by the elbow");
    expect(form.querySelectorAll("label[title]").length).toBe(3);
    expect(form.textContent).toContain("as published");
  });

  it("leave out what no published analysis reads, and hide when nothing is left", () => {
    const state = createInputState({space: published.space});
    const context = {document: newDocument(), study, state, interactive: false};
    const {form} = controls(["dimension", "regression.method", "exchange"], context);
    expect(form.querySelectorAll("label").length).toBe(1);
    expect(form.hasAttribute("hidden")).toBe(false);
    expect(controls(["regression.method"], context).form.hasAttribute("hidden")).toBe(true);
  });

  it("count the changes of their own inputs", () => {
    const state = createInputState(published, {queryCount: 2, dimension: 3});
    const context = {document: newDocument(), study, state, interactive: false};
    expect(controls(["queryCount"], context).form.textContent).toContain("1 input changed");
    expect(controls(["queryCount", "dimension"], context).form.textContent).toContain(
      "2 inputs changed"
    );
  });

  it("widen to all questions when a filter keeps fewer than were asked for", () => {
    const state = createInputState(published, {queryCount: 3, queries: "category = 'even'"});
    controls(["queryCount"], {document: newDocument(), study, state, interactive: false});
    expect(state.get("queryCount")).toBe("all");
  });
});
