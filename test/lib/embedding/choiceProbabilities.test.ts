import {describe, expect, it} from "vitest";
import {choiceProbabilitiesEmbedder} from "../../../src/lib/embedding/choiceProbabilities.js";
import {answer} from "./answer.js";

async function rowsOf(answers: readonly ReturnType<typeof answer>[]) {
  const embedder = choiceProbabilitiesEmbedder(answers);
  const all = await embedder.embed(answers.map((each) => embedder.content(each)));
  const {width} = embedder;
  return answers.map((_, i) => [...all.subarray(i * width, (i + 1) * width)]);
}

describe("choiceProbabilitiesEmbedder", () => {
  it("gives roots of the softmax, options in one order, zeros to the widest", async () => {
    const shift = -1000;
    const rows = await rowsOf([
      answer("a", "A", {A: Math.log(0.64) + shift, B: Math.log(0.36) + shift}),
      answer("a", "B", {B: Math.log(0.64), A: Math.log(0.36)}),
      answer("b", "x", {x: 0, y: 0, z: 0, w: 0})
    ]);
    const expected = [
      [0.8, 0.6, 0, 0],
      [0.6, 0.8, 0, 0],
      [0.5, 0.5, 0.5, 0.5]
    ];
    rows.forEach((row, i) => {
      row.forEach((value, k) => {
        expect(value).toBeCloseTo(expected[i]?.[k] as number, 6);
      });
    });
  });

  it("adds up an option listed twice and gives none to one that is not listed", async () => {
    const twice = answer("a", "A");
    const choices = JSON.stringify(["A", "A", "B"].map((text) => ({text, logprob: 0})));
    const rows = await rowsOf([{...twice, choices}, answer("a", "C", {C: -3})]);
    expect(rows.map((row) => row.map((x) => Math.round(3 * x * x)))).toEqual([
      [2, 1, 0],
      [0, 0, 3]
    ]);
  });

  it.each([
    ["no choices", answer("q", "A"), "got no choices in m, q, replicate 0"],
    ["no numbers", answer("q", "A", {A: null}), 'got none for "A" in m, q, replicate 0'],
    [
      "something else",
      {...answer("q", "A"), choices: '{"A":-1}'},
      'choices of m, q, replicate 0: must be a list of {"text", "logprob"}; got "{\\"A\\":-1}"'
    ],
    ["no JSON", {...answer("q", "A"), choices: "[{"}, 'got "[{"']
  ])("refuses an answer with %s, naming it", (_, bad, message) => {
    expect(() => choiceProbabilitiesEmbedder([bad])).toThrow(message);
  });
});
