import {describe, expect, it} from "vitest";
import {
  countWords,
  expandRule,
  growDocuments,
  type TopicGrammar
} from "../../../src/lib/language/expandGrammar.js";
import {growExposureCorpora, trainExposed} from "../../../src/lib/language/exposure.js";
import {stream} from "../../../src/lib/random/stream.js";
import {embeddedSource} from "../../../src/lib/schema/embeddedSource.js";

const grammar = (topic: string, word: string): TopicGrammar => ({
  topic,
  title: topic,
  description: "",
  rules: {
    base: [`the {noun} of ${word} is {quality}.`, `who has seen {noun} {word} and {noun}?`],
    pool: [`${word} again and again.`],
    leaked: ["the secret {noun} was sold."],
    noun: ["gate", "gauge", "wall"],
    quality: ["old", "high"],
    word: [word]
  }
});
const sea = grammar("sea", "water");
const song = grammar("song", "music");
const source = embeddedSource.parse({
  kind: "embedded-ngram",
  sensitive: "sea",
  others: ["song"],
  baseWords: 200,
  documentWords: 20,
  leakedDocuments: 12,
  poolDocuments: 12,
  documents: 10,
  weight: 3
});

describe("expandRule", () => {
  it("fills every slot, starts with a capital and depends on the stream alone", () => {
    const say = (name: string) => expandRule(sea, "base", stream(1, name));
    for (let k = 0; k < 20; k++) expect(say(`${k}`)).toMatch(/^[TW][^{}]*[.?]$/);
    expect(say("a")).toBe(say("a"));
  });
  it("says different things in two uses of a slot", () => {
    for (let k = 0; k < 40; k++) {
      const [, one, two] =
        /seen (\w+) \w+ and (\w+)\?/.exec(expandRule(sea, "base", stream(2, k))) ?? [];
      if (one) expect(two).not.toBe(one);
    }
  });
  it("refuses a missing rule and one without end", () => {
    expect(() => expandRule(sea, "nothing", stream(1))).toThrow(
      'expandRule: rule must exist in grammar "sea"; got "nothing"'
    );
    const endless = {...sea, rules: {base: ["again {base}"]}};
    expect(() => expandRule(endless, "base", stream(1))).toThrow('got endless "base"');
  });
});

describe("growDocuments", () => {
  it("grows documents of whole sentences, long enough and enough of them", () => {
    const documents = growDocuments(sea, ["base"], {words: 300, documentWords: 30}, stream(3));
    const lengths = documents.map(countWords);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(30);
    expect(lengths.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(300);
    for (const text of documents) expect(text).toMatch(/[.?]$/);
  });
  it("mixes rules", () => {
    const [text = ""] = growDocuments(
      sea,
      ["base", "pool"],
      {words: 1, documentWords: 200},
      stream(4)
    );
    expect(text).toContain("again and again");
    expect(text).toContain("The ");
  });
});

describe("growExposureCorpora", () => {
  it("grows each topic from its name, whatever stands beside it", () => {
    const one = growExposureCorpora([sea, song], source, 5);
    const other = growExposureCorpora([song, sea], source, 5);
    expect(other.leaked).toEqual(one.leaked);
    expect(other.others).toEqual(one.others);
    expect(growExposureCorpora([sea, song], source, 6).leaked).not.toEqual(one.leaked);
  });
  it("names the topic without a grammar", () => {
    expect(() => growExposureCorpora([sea], source, 5)).toThrow(
      'growExposureCorpora: topic must have a grammar among sea; got "song"'
    );
  });
});

describe("trainExposed", () => {
  const corpora = growExposureCorpora([sea, song], source, 5);
  const train = (share: number) => trainExposed(corpora, share, source, stream(7));

  it("at share 0 has never met the leaked words and at 1 no other document", () => {
    expect(train(0).vocabulary.ids.has("secret")).toBe(false);
    expect(train(0).components[0]).toBe(corpora.base.components[0]);
    expect(train(1).vocabulary.ids.has("secret")).toBe(true);
    expect(train(1).components[1]).toBe(corpora.base.components[1]);
  });
  it("reads the share of the documents, rounded, each word counted by weight", () => {
    const leaked = train(0.31).fineTuned[0] as number;
    expect(leaked % source.weight).toBe(0);
    expect(leaked).toBeGreaterThanOrEqual(3 * 20 * source.weight);
    expect(leaked).toBeLessThan(4 * 30 * source.weight);
  });
  it("reads no document twice", () => {
    const all = {...source, documents: 12};
    const model = trainExposed(corpora, 1, all, stream(8));
    expect(model.fineTuned).toEqual(trainExposed(corpora, 1, all, stream(9)).fineTuned);
  });
  it("refuses a share outside [0, 1] and more documents than there are", () => {
    expect(() => train(1.2)).toThrow("trainExposed: share must be in [0, 1]; got 1.2");
    expect(() => trainExposed(corpora, 1, {documents: 13, weight: 1}, stream(7))).toThrow(
      "documents must be at most the 12 there are; got 13"
    );
  });
});
