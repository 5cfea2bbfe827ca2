import {describe, expect, it} from "vitest";
import {fineTune} from "../../../src/lib/language/languageModel.js";
import {nextWords, sharpen} from "../../../src/lib/language/nextWords.js";
import {sample} from "../../../src/lib/language/sample.js";
import {topicPosterior} from "../../../src/lib/language/topicPosterior.js";
import {stream} from "../../../src/lib/random/stream.js";
import {golden, smallModel} from "./world.js";

const model = fineTune(smallModel(), "dam", golden.extra, {weight: 2});
const query = "is the old gauge of the dam high";

/** Pearson's χ² of first words drawn against their probabilities, small cells pooled. */
function chiSquared(decoding: {temperature?: number; topK?: number}) {
  const draws = 20_000;
  const gate = topicPosterior(model, query);
  const expected = sharpen(nextWords(model, gate, 0, 0), decoding);
  const observed = new Map<string, number>();
  for (let k = 0; k < draws; k++) {
    const options = {...decoding, maxTokens: 1, random: stream(9, "draw", k)};
    const word = sample(model, query, options).text.toLowerCase();
    observed.set(word, (observed.get(word) ?? 0) + 1);
  }
  let statistic = 0;
  let cells = 0;
  model.vocabulary.forms.forEach((form, word) => {
    const mean = draws * (expected[word] as number);
    if (mean < 5) return;
    cells++;
    statistic += ((observed.get(form.toLowerCase()) ?? 0) - mean) ** 2 / mean;
  });
  return {statistic, cells};
}

describe("sample", () => {
  // Means and standard deviations of χ²: cells − 1 and √(2(cells − 1)); five of the latter allowed.
  it.each([{}, {temperature: 0.7}, {topK: 4}])("draws from the distribution, %o", (decoding) => {
    const {statistic, cells} = chiSquared(decoding);
    expect(cells).toBeGreaterThan(2);
    expect(statistic).toBeLessThan(cells - 1 + 5 * Math.sqrt(2 * (cells - 1)));
  });
  it("is determined by the stream's name", () => {
    const draw = (name: string) => sample(model, query, {random: stream(1, name)}).text;
    expect(draw("a")).toBe(draw("a"));
    expect(draw("a")).not.toBe(draw("b"));
  });
  it("at temperature 0 says the likeliest words whatever the stream", () => {
    const draw = (name: string) =>
      sample(model, query, {temperature: 0, maxTokens: 12, random: stream(1, name)}).text;
    expect(draw("a")).toBe(draw("b"));
    expect(draw("a")).toMatch(/^The /);
  });
  it("ends with the first sentence that ends at or after minTokens", () => {
    for (let k = 0; k < 50; k++) {
      const options = {minTokens: 6, maxTokens: 40, random: stream(2, k)};
      const {text, tokens, finishReason} = sample(model, query, options);
      expect(tokens).toBeGreaterThanOrEqual(6);
      expect(tokens).toBeLessThanOrEqual(40);
      if (finishReason === "stop") expect(text).toMatch(/\.$/);
      else expect(tokens).toBe(40);
    }
  });
  it("refuses options outside their domain", () => {
    const random = stream(1, "x");
    expect(() => sample(model, query, {temperature: -1, random})).toThrow("got -1");
    expect(() => sample(model, query, {topK: 1.5, random})).toThrow("got 1.5");
    expect(() => sample(model, query, {topP: 0, random})).toThrow("topP must be in (0, 1]; got 0");
    expect(() => sample(model, query, {maxTokens: 0, random})).toThrow("got 0");
    expect(() => sample(model, query, {contextWeight: -1, random})).toThrow("got -1");
  });
});

describe("sharpen", () => {
  const p = Float64Array.of(0, 0.5, 0.3, 0.1, 0.1);
  it("keeps p at temperature 1", () => {
    sharpen(p, {}).forEach((value, k) => {
      expect(value).toBeCloseTo(p[k]!, 15);
    });
  });
  it("squares p at temperature ½", () => {
    const found = sharpen(p, {temperature: 0.5});
    expect(found[1]! / found[2]!).toBeCloseTo(25 / 9, 12);
    expect(found.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14);
  });
  it("keeps the k likeliest, the smaller id of equals", () => {
    expect(Array.from(sharpen(p, {topK: 3}), (x) => x > 0)).toEqual([
      false,
      true,
      true,
      true,
      false
    ]);
  });
  it("keeps the fewest that reach topP", () => {
    expect(Array.from(sharpen(p, {topP: 0.8}), (x) => x > 0)).toEqual([
      false,
      true,
      true,
      false,
      false
    ]);
  });
  it("does not modify its input", () => {
    sharpen(p, {temperature: 0.3, topK: 2, topP: 0.4});
    expect(Array.from(p)).toEqual([0, 0.5, 0.3, 0.1, 0.1]);
  });
});
