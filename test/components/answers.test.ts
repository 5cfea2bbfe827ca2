import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {answersColumn} from "../../src/components/answersColumn.js";
import {answersNote, questionLine} from "../../src/components/answersNote.js";
import {answersSource} from "../../src/components/answersSource.js";
import {sha256} from "../../src/lib/core/sha256.js";
import type {PublishedAnswers, PublishedStudy} from "../../src/lib/schema/studyData.js";
import {encodeAnswerShard, type ShownAnswer} from "../../src/lib/tables/answerShard.js";
import {study} from "./sample.js";

const answer = (fields: Partial<ShownAnswer>): ShownAnswer => ({
  model: 0,
  replicate: 0,
  status: "ok",
  text: "seven",
  finishReason: null,
  ...fields
});

const shard = encodeAnswerShard([[answer({})], [answer({text: "eight"})]]);
const entry = {file: "answers/0.json", queries: [0, 2], hash: sha256(shard), bytes: shard.length};
const withAnswers = (answers: Partial<PublishedAnswers>): PublishedStudy => ({
  ...study,
  answers: {policy: "all", files: [entry], withheld: 0, ...answers}
});

describe("answersNote", () => {
  it("says in one sentence that nothing is published", () => {
    for (const without of [study, withAnswers({policy: "none", files: []})])
      expect(answersNote(without)).toBe(
        "This study publishes no text of an answer: its numbers can be computed again, its answers cannot be read."
      );
  });

  it("says what is: all, a sample, and what is withheld", () => {
    expect(answersNote(withAnswers({}))).toContain(
      "answers of 5\u00a0models to 2\u00a0questions are"
    );
    expect(answersNote(withAnswers({policy: "sample", withheld: 1}))).toMatch(
      /to a sample of 2\u00a0questions out of 3, drawn with the study’s seed, are .* 1\u00a0answer that repeats a question not to be told is withheld\.$/
    );
  });

  it("names a question by its text, else by its id", () => {
    const query = {...study.queries[0]!, query_text: `${"long ".repeat(40)}\nend`};
    expect(questionLine(query)).toMatch(/^(long )+.*…$/);
    expect(questionLine({...query, query_text: null})).toBe("p (it's odd)");
  });
});

describe("answersColumn", () => {
  const drawn = (answers: readonly ShownAnswer[] | null) => {
    const {document} = parseHTML("<html><body></body></html>");
    const made = {document, study, model: 0, answers, change: () => {}, remove: null};
    return answersColumn(made).querySelector(".vantage-texts") as HTMLElement;
  };

  it("shows what a model wrote as text, whatever it is", () => {
    const hostile = `<img src=x onerror="hit()"><script>hit()</script>\u202e& more`;
    const shown = drawn([answer({text: hostile})]);
    expect(shown.querySelectorAll("img, script")).toHaveLength(0);
    expect(shown.querySelector(".vantage-answer")?.textContent).toBe(hostile);
  });

  it("says what became of an answer that is not there", () => {
    expect(drawn([])?.textContent).toBe("No answer is recorded.");
    expect(drawn(null)?.textContent).toBe("");
    const cut = drawn([answer({replicate: 1, status: "truncated", finishReason: "length"})]);
    expect(cut.textContent).toBe("2 of 2 · cut off (length)seven");
    expect(drawn([answer({text: null})]).textContent).toContain("withheld, since it repeats");
  });
});

describe("answersSource", () => {
  it("fetches a file once, when it is first asked for", async () => {
    const asked: string[] = [];
    const source = answersSource(withAnswers({}), async (file) => {
      asked.push(file);
      return shard;
    });
    expect(asked).toEqual([]);
    expect((await source(2)).map(({text}) => text)).toEqual(["eight"]);
    expect((await source(0)).map(({text}) => text)).toEqual(["seven"]);
    expect(asked).toEqual(["answers/0.json"]);
    await expect(source(1)).rejects.toThrow("answers: question must be published; got 1");
  });

  it("refuses other bytes, and asks again after a failure", async () => {
    const texts = ["[]", shard];
    const source = answersSource(withAnswers({}), async () => texts.shift() ?? "");
    await expect(source(0)).rejects.toThrow(/^answers\/0\.json: hash must be [0-9a-f]{64}; got/);
    expect(await source(0)).toEqual([answer({})]);
  });
});
