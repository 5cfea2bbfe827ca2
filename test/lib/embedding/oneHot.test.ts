import {describe, expect, it} from "vitest";
import {oneHotEmbedder} from "../../../src/lib/embedding/oneHot.js";
import {answer} from "./answer.js";

async function vectors(answers: readonly ReturnType<typeof answer>[]) {
  const embedder = oneHotEmbedder(answers);
  const all = await embedder.embed(answers.map((each) => embedder.content(each)));
  const rows = answers.map((_, i) => [
    ...all.subarray(i * embedder.width, (i + 1) * embedder.width)
  ]);
  return {embedder, rows};
}

describe("oneHotEmbedder", () => {
  it("gives each distinct answer to a query an axis, as wide as the most of any query", async () => {
    const answers = [answer("a", "yes"), answer("a", "no"), answer("a", ""), answer("b", "yes")];
    const {embedder, rows} = await vectors(answers);
    expect(embedder).toMatchObject({id: "one-hot-3", width: 3, lexical: true});
    expect(rows).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [1, 0, 0]
    ]);
  });

  it("keeps an axis for options nobody chose", async () => {
    const {rows} = await vectors([answer("a", "B", {A: -1, B: -2, C: -3})]);
    expect(rows).toEqual([[0, 1, 0]]);
  });

  it("does not depend on the order of the answers", () => {
    const answers = ["x", "y", "__proto__", "x"].map((text) => answer("q", text));
    const [one, other] = [oneHotEmbedder(answers), oneHotEmbedder([...answers].reverse())];
    expect(answers.map((each) => one.content(each))).toEqual(
      answers.map((each) => other.content(each))
    );
  });

  it("refuses an answer it was not made from, naming it", () => {
    expect(() => oneHotEmbedder([answer("a", "x")]).content(answer("a", "y"))).toThrow(
      "one-hot: answer must be one the embedder was made from; got another for m, a, replicate 0"
    );
  });
});
