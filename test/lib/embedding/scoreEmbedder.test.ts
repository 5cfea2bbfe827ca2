import {describe, expect, it} from "vitest";
import {scoreOf} from "../../../src/lib/core/scoreOf.js";
import {builtInEmbedder} from "../../../src/lib/embedding/builtInEmbedder.js";
import {answer} from "./answer.js";

const embedder = builtInEmbedder("scores");

describe("the embedder scores", () => {
  it("makes of a number the point with that one coordinate", async () => {
    expect(embedder).toMatchObject({id: "scores", name: "scores", width: 1, lexical: false});
    const texts = ["73.5", " -2 ", "1e2"].map((text) => embedder.content(answer("q", text)));
    expect([...(await embedder.embed(texts))]).toEqual([73.5, -2, 100]);
  });

  it("refuses an answer that is no number", async () => {
    await expect(embedder.embed(["yes"])).rejects.toThrow(
      'scores: answer must be a number; got "yes"'
    );
  });
});

describe("scoreOf", () => {
  it.each([
    ["0", 0],
    ["-.5", -0.5],
    ["+3.", 3],
    [" 2e-3\n", 0.002]
  ])("reads %j", (text, value) => expect(scoreOf(text)).toBe(value));

  it.each(["", " ", "0x10", "1,5", "73.4%", "1e15", "NaN", "Infinity", "1 2", "1e999"])(
    "takes %j for no score",
    (text) => expect(scoreOf(text)).toBeUndefined()
  );
});
