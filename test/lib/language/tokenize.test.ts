import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {joinTokens, tokenize} from "../../../src/lib/language/tokenize.js";

describe("tokenize", () => {
  it("splits words and the six marks, and drops everything else", () => {
    expect(tokenize("Gate four (the old one) — is shut; why?")).toEqual([
      "gate",
      "four",
      "the",
      "old",
      "one",
      "is",
      "shut",
      ";",
      "why",
      "?"
    ]);
  });
  it("keeps apostrophes and hyphens inside words", () => {
    expect(tokenize("ten o'clock, half-full")).toEqual(["ten", "o'clock", ",", "half-full"]);
  });
  it("takes the capital off the first word of each sentence only", () => {
    expect(tokenize("The dam. Marrowick and Pell")).toEqual([
      "the",
      "dam",
      ".",
      "marrowick",
      "and",
      "Pell"
    ]);
  });
  it("gives nothing for an empty text", () => {
    expect(tokenize("")).toEqual([]);
  });
});

describe("joinTokens", () => {
  it("sets capitals, spaces and marks", () => {
    expect(joinTokens(["the", "dam", ",", "says", "Pell", ".", "why", "?"])).toBe(
      "The dam, says Pell. Why?"
    );
  });
  it("is undone by tokenize", () => {
    const words = fc.array(fc.constantFrom("dam", "o'clock", "Pell", ".", ",", "?", "nine"));
    fc.assert(
      fc.property(words, (tokens) => {
        const once = tokenize(joinTokens(tokens));
        expect(tokenize(joinTokens(once))).toEqual(once);
      })
    );
  });
});
