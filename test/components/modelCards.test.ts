import {beforeAll, describe, expect, it} from "vitest";
import type {AnswersSource} from "../../src/components/answersSource.js";
import {createInputState} from "../../src/components/inputState.js";
import {type Chosen, modelCards} from "../../src/components/modelCards.js";
import {pairPhrase} from "../../src/components/modelFacts.js";
import {pairQuestions} from "../../src/components/pairQuestions.js";
import {placeModelCards} from "../../src/components/placeModelCards.js";
import type {GraphProxy, Session} from "../../src/runtime/session.js";
import type {PairResult} from "../../src/workflows/results.js";
import {makeListsSettable, newDocument, study} from "./sample.js";

const result: PairResult = {
  a: "a",
  b: "b",
  models: 5,
  queriesUsed: 3,
  distance: 1.5,
  rank: 2,
  nearest: [
    {model: "c", distance: 0},
    {model: "b", distance: 1.5}
  ],
  questions: [{query: "q", squared: 2, share: 1, usual: 1}]
};

function said(more: Partial<PairResult>): string {
  return pairPhrase(study, {...result, ...more})
    .map((part) => (typeof part === "string" ? part : part.value))
    .join("");
}

beforeAll(makeListsSettable);

/** A page with a place for cards, and a worker that writes down what it is asked. */
function placed() {
  const document = newDocument();
  document.body.innerHTML = '<div data-published="model-cards"></div>';
  const log = {opened: 0, disposed: 0};
  const sets: Readonly<Record<string, unknown>>[] = [];
  const graph = {
    set: (inputs: Readonly<Record<string, unknown>>) => void sets.push(inputs),
    on: () => () => undefined,
    onSettled: () => undefined,
    dispose: () => void log.disposed++
  } as Partial<GraphProxy> as GraphProxy;
  const session: Session = {
    graph(_, inputs) {
      log.opened++;
      sets.push(inputs);
      return graph;
    },
    dispose: () => undefined
  };
  const state = createInputState({space: {queryCount: "all"}});
  placeModelCards({document, study, state, session: () => session, fetchText: undefined});
  const list = document.querySelector("select") as HTMLSelectElement;
  return {
    sets,
    log,
    state,
    choose(id: string) {
      list.value = id;
      list.dispatchEvent(new (document.defaultView as unknown as typeof globalThis).Event("input"));
    }
  };
}

const files = [{file: "answers/0.json", queries: [0, 1, 2], hash: "", bytes: 9}];
const answered = {...study, answers: {policy: "all" as const, files, withheld: 0}};
const questions = ["p", "q"].map((query) => ({query, squared: 1, share: 0.5, usual: 1}));

function cards(source: AnswersSource | null = null) {
  const asked: Chosen[] = [];
  const ask = (chosen: Chosen) => void asked.push(chosen);
  const made = modelCards({document: newDocument(), study: answered, source, ask});
  const found = () => made.node.querySelector(".finding") as HTMLElement;
  return {...made, asked, found};
}

describe("the sentence of a pair", () => {
  it("says how far apart they are, and the rank among the others", () => {
    expect(said({})).toBe(
      "Over 3\u00a0questions, Model A and Model B are 1.50 apart. Of the 4 other models, Model B is number 2 from Model A, counted from the nearest."
    );
  });

  it("says no rank of two models that are all there are", () => {
    expect(said({models: 2, rank: 1})).toMatch(/are 1\.50 apart\. $/);
  });

  it("names noise where no distance is left", () => {
    expect(said({distance: 0})).toContain("Model A and Model B are no further apart than noise.");
  });

  it("names what is nearest to one alone", () => {
    expect(said({b: null, distance: null, rank: null})).toMatch(
      /nearest to Model A are Model C \(within noise\), Model B \(1\.50\)\.$/
    );
    const [nearest = {model: "", distance: 0}] = result.nearest;
    expect(said({b: null, distance: null, nearest: [nearest]})).toContain("nearest to Model A is");
  });
});

describe("the place of the cards", () => {
  it("asks under the reader's inputs, while a model is chosen", () => {
    const {sets, log, state, choose} = placed();
    state.set("queryCount", 2);
    expect(sets).toEqual([]);
    choose("a");
    state.set("queryCount", 3);
    choose("");
    expect(log.disposed).toBe(1);
    state.set("queryCount", 1);
    choose("a");
    expect(sets).toEqual([2, 3, 1].map((queryCount) => ({queryCount, a: "a", b: ""})));
    expect(log.opened).toBe(2);
  });
});

describe("the questions that separate two models", () => {
  it("show the answers of the last one chosen, whatever an earlier one comes to", async () => {
    let refuse: (error: Error) => void = () => undefined;
    const failing = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const node = pairQuestions({
      document: newDocument(),
      study: answered,
      source: (position) => (position === 0 ? failing : Promise.resolve([])),
      result: {...result, questions}
    });
    [...node.querySelectorAll("button")].at(-1)?.click();
    refuse(new Error("the file is gone"));
    await new Promise((resolve) => setTimeout(resolve));
    expect(node.querySelectorAll(".vantage-column")).toHaveLength(2);
    expect(node.textContent).not.toContain("the file is gone");
  });
});

describe("the cards of models", () => {
  it("open one, compare with a second, and begin anew with a third", () => {
    const {take, asked} = cards();
    for (const id of ["a", "b", "b", "nobody", "c"]) take(id);
    expect(asked).toEqual([["a"], ["a", "b"], ["c"]]);
  });

  it("say of a question what is usual only where there are others", () => {
    const rows = (models: number) => {
      const {take, show, node} = cards();
      for (const id of ["a", "b"]) take(id);
      show({...result, models});
      return node.querySelector(".vantage-apart")?.textContent;
    };
    expect(rows(5)).toContain("of the squared distance, 2 times what is usual for Model A");
    expect(rows(2)).toMatch(/of the squared distance$/);
  });

  it("keep the question chosen while inputs move, until another model is", () => {
    const {take, show, node} = cards(() => Promise.resolve([]));
    const pressed = () =>
      [...node.querySelectorAll("button.vantage-apart-row")].map((each) =>
        each.getAttribute("aria-pressed")
      );
    for (const id of ["a", "b"]) take(id);
    show({...result, questions});
    expect(pressed()).toEqual(["true", "false"]);
    (node.querySelectorAll("button.vantage-apart-row")[1] as HTMLElement).click();
    show({...result, questions, queriesUsed: 2});
    expect(pressed()).toEqual(["false", "true"]);
    show({...result, questions: questions.toReversed()});
    expect(pressed()).toEqual(["true", "false"]);
    for (const id of ["c", "d", "a", "b"]) take(id);
    show({...result, questions});
    expect(pressed()).toEqual(["true", "false"]);
  });

  it("pass over what is about other models, and mark what an error has made old", () => {
    const {take, show, fail, found} = cards();
    for (const id of ["a", "b"]) take(id);
    show({...result, b: "c"});
    expect(found().hidden).toBe(true);
    show(result);
    expect(found().textContent).toContain("1.50 apart");
    fail("no such model");
    expect(found().classList.contains("vantage-stale")).toBe(true);
    show(result);
    expect(found().classList.contains("vantage-stale")).toBe(false);
  });
});
