import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {fineTune, trainLanguageModel} from "../../../src/lib/language/languageModel.js";
import {nextWords} from "../../../src/lib/language/nextWords.js";
import {perplexity} from "../../../src/lib/language/perplexity.js";
import {wordProbability} from "../../../src/lib/language/wittenBell.js";
import {golden, idOf, smallModel} from "./world.js";

const base = smallModel();
const tuned = fineTune(base, "dam", golden.extra, {weight: golden.weight});

describe("wordProbability", () => {
  it.each(golden.probabilities)("$topic: $word after $history, as in exact fractions", (row) => {
    for (const [model, expected] of [
      [base, row.base],
      [tuned, row.tuned]
    ] as const) {
      const component = model.components[model.topics.indexOf(row.topic)]!;
      const [beforeLast, last] = row.history.map((word) => idOf(model, word)) as [number, number];
      const word = idOf(model, row.word);
      if (word < 0) expect(expected).toBe(0);
      else
        expect(wordProbability(component, beforeLast, last, word, model.router.words)).toBeCloseTo(
          expected,
          14
        );
    }
  });
});

describe("nextWords", () => {
  it.each([
    ["", ""],
    ["the", "gauge"],
    ["", "high"],
    ["keeper", "burns"]
  ])("after %s %s sums to one and agrees with wordProbability", (first, second) => {
    const gate = Float64Array.of(0.3, 0.7);
    const history = [idOf(tuned, first), idOf(tuned, second)] as const;
    const p = nextWords(tuned, gate, ...history);
    expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 13);
    for (let word = 1; word < p.length; word++) {
      const mixed = tuned.components.reduce(
        (sum, component, z) =>
          sum + gate[z]! * wordProbability(component, ...history, word, tuned.router.words),
        0
      );
      expect(p[word]).toBeCloseTo(mixed, 14);
    }
  });
});

describe("perplexity", () => {
  it("agrees with exact fractions, leaving out the unknown word", () => {
    const found = perplexity(tuned, [golden.text], Float64Array.from(golden.gate));
    expect(found.perplexity).toBeCloseTo(golden.perplexity.perplexity, 12);
    expect(found).toMatchObject({tokens: golden.perplexity.tokens, unknown: 1});
  });
  it("is NaN when nothing is known", () => {
    expect(perplexity(base, ["zzz"]).perplexity).toBeNaN();
  });
});

describe("fineTune", () => {
  it("leaves the model it starts from as it was", () => {
    const before = JSON.stringify([...base.components[0]!.base.entries()].slice(0, 9));
    fineTune(base, "dam", golden.extra, {weight: 7});
    expect(JSON.stringify([...base.components[0]!.base.entries()].slice(0, 9))).toBe(before);
    expect(base.components[0]!.changed.size).toBe(0);
  });
  it("shares the router, the other topics and the base counts", () => {
    expect(tuned.router).toBe(base.router);
    expect(tuned.components[1]).toBe(base.components[1]);
    expect(tuned.components[0]!.base).toBe(base.components[0]!.base);
  });
  it("in two steps equals one step", () => {
    const [one, two] = ["the gauge is wrong .", "the ledger is old ."];
    const steps = fineTune(fineTune(base, "dam", [one]), "dam", [two]);
    const once = fineTune(base, "dam", [one, two]);
    expect([...steps.components[0]!.changed]).toEqual([...once.components[0]!.changed]);
  });
  it("adds new words to the vocabulary with the capital they were seen with", () => {
    const named = fineTune(base, "dam", ["The warning of Calloway ."]);
    expect(named.vocabulary.forms.slice(base.vocabulary.forms.length)).toEqual([
      "warning",
      "of",
      "Calloway"
    ]);
    expect(base.vocabulary.ids.has("calloway")).toBe(false);
  });
  it("refuses an unknown topic and a weight that is no positive integer", () => {
    expect(() => fineTune(base, "sea", [])).toThrow(
      'fineTune: topic must be one of dam, song; got "sea"'
    );
    expect(() => fineTune(base, "dam", [], {weight: 0.5})).toThrow(DomainError);
  });
});

describe("trainLanguageModel", () => {
  it("refuses no topics, a repeated topic, an empty topic and a leak outside [0, 1]", () => {
    const song = {topic: "song", documents: ["la la"]};
    expect(() => trainLanguageModel([])).toThrow("at least one topic");
    expect(() => trainLanguageModel([song, song])).toThrow('got "song" twice');
    expect(() => trainLanguageModel([{topic: "song", documents: ["—"]}])).toThrow(
      "must have words"
    );
    expect(() => trainLanguageModel([song], {routerLeak: 2})).toThrow("got 2");
  });
});
