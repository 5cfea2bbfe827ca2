import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {llmComparator} from "../../../src/lib/intake/llmComparator.js";
import {llmComparatorFile} from "../../../src/lib/intake/llmComparatorFile.js";
import {fixturesFolder} from "../dkps/alpacaEvalFixture.js";
import {importOne, noteCounts, recorded, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const models = [{name: "a 1"}, {name: "b/2"}];
const first = {input_text: "x?", tags: ["T"], output_text_a: "1", output_text_b: "2", score: 0.5};
const file = (examples: unknown, more: object = {}) =>
  sourceFile("c.json", JSON.stringify({metadata: {}, models, examples, ...more}));

describe("llmComparator", () => {
  it("reads two answers an example, and the score from both sides", async () => {
    const second = {
      input_text: [{data: "y?", type: "text"}],
      tags: ["T", "U"],
      output_text_a: [
        {data: "3", type: "text"},
        {data: "…", type: "image_byte"},
        {data: "4", type: "text"}
      ],
      output_text_b: null,
      score: null,
      individual_rater_scores: [{score: 1}],
      custom_fields: {language: ["en", "en"]}
    };
    const tables = await importOne(llmComparator, file([{...first, score: 0}, second]));
    expect(tables.refused).toEqual([]);
    expect(tables.responses.map((row) => [row.model_id, row.response_text])).toEqual([
      ["a 1", "1"],
      ["b/2", "2"],
      ["a 1", "34"]
    ]);
    expect(tables.queries.map((row) => [row.query_text, row.category])).toEqual([
      ["x?", "T"],
      ["y?", "T"]
    ]);
    const {query_id} = tables.queries[0]!;
    expect(tables.scores.map((row) => [row.model_id, row.query_id, row.value])).toEqual([
      ["a 1", query_id, 0],
      ["b/2", query_id, 0]
    ]);
    expect(noteCounts(tables)).toEqual([
      ["NO_ANSWER", "rows without an answer", 1],
      ["FIELD_IGNORED", "individual_rater_scores", 1],
      ["FIELD_IGNORED", "custom_fields", 1],
      ["TAG_IGNORED", "U", 1],
      ["CHUNK_IGNORED", "chunks of type image_byte", 1]
    ]);
  });

  it.each([
    [
      {...first, input_text: "x?", output_text_a: "other"},
      "input_text must be unique; got x? again"
    ],
    [{...first, input_text: " "}, 'input_text must not be blank; got " "'],
    [
      {...first, input_text: "z?", output_text_b: 3},
      "output_text_b must be text or a list of parts"
    ],
    [{...first, input_text: "z?", score: "1"}, 'score must be a number; got "1"'],
    [{...first, input_text: "z?", tags: "T"}, 'tags must be a list of texts; got "T"'],
    [null, "row must be an object; got null"]
  ])("refuses %j and reads on", async (bad, reason) => {
    const tables = await importOne(llmComparator, file([first, bad, {...first, input_text: "y?"}]));
    expect(refusalLines(tables)).toEqual([expect.stringContaining(`c.json#record 2: ${reason}`)]);
    expect(tables.responses).toHaveLength(4);
  });

  it.each([
    [{models: [{name: "a"}]}, 'c.json: models must be two; got [{"name":"a"}]'],
    [{models: [{name: "a"}, {name: "a"}]}, 'c.json: models must have different names; got "a"'],
    [{models: [{name: "a"}, {}]}, "c.json#models[1]: name must be text; got nothing"],
    [{examples: {}}, "c.json: examples must be an array; got {}"]
  ])("refuses a file with %j", async (more, reason) => {
    expect(refusalLines(await importOne(llmComparator, file([], more)))).toEqual([reason]);
  });

  it("knows its files", () => {
    const text = JSON.stringify({metadata: {}, models, examples: [first]});
    expect(llmComparator.detect("x.json", text)).toBe("examples with input_text");
    expect(llmComparator.detect("x.json", '{"examples": [{"question": 1}]}')).toBeUndefined();
    expect(llmComparator.detect("x.jsonl", JSON.stringify(first))).toBeUndefined();
  });
});

describe("llmComparatorFile", () => {
  const text = fc.string({minLength: 1}).filter((each) => each.trim() !== "");
  const example = fc.record({
    input_text: text,
    tags: fc.array(text, {maxLength: 1}),
    output_text_a: text,
    output_text_b: text,
    score: fc.option(fc.integer({min: -6, max: 6}).map((half) => half / 4))
  });
  const examples = fc.uniqueArray(example, {
    selector: ({input_text}) => input_text,
    minLength: 1,
    maxLength: 5
  });

  it("gives tables that come back as they were", async () => {
    await fc.assert(
      fc.asyncProperty(examples, async (rows) => {
        const tables = await importOne(llmComparator, file(rows));
        const {queries, responses, scores} = tables;
        const exported = llmComparatorFile(["a 1", "b/2"], queries, responses, scores);
        expect(exported.examples.map((each) => ({...each}))).toMatchObject(rows);
        const text = JSON.stringify(exported);
        expect(llmComparator.detect("c.json", text)).toBeDefined();
        expect(await importOne(llmComparator, sourceFile("c.json", text))).toEqual(tables);
      }),
      {numRuns: 50}
    );
  });

  it("shows replicate 0 of what both answered and counts the rest", async () => {
    const {queries, responses} = await importOne(
      llmComparator,
      file([first, {...first, input_text: "y?"}, {...first, input_text: "z?"}])
    );
    const [a1, b1, , b2, ...third] = responses;
    const failed = {...third[0]!, status: "error" as const};
    const rows = [b2!, b1!, {...a1!, replicate: 1, response_text: "again"}, a1!, failed, third[1]!];
    const {metadata, examples} = llmComparatorFile(["b/2", "a 1"], queries, rows);
    expect(examples).toMatchObject([
      {input_text: "x?", tags: ["T"], output_text_a: "2", output_text_b: "1", score: null}
    ]);
    expect(metadata).toMatchObject({queries_left_out: 2, replicates_left_out: 1});
    expect(() => llmComparatorFile(["a 1", "a 1"], queries, rows)).toThrow(
      'models: must be two; got "a 1" twice'
    );
    expect(() => llmComparatorFile(["a 1", "c"], queries, rows)).toThrow(
      "models: must both have answered a query; got a 1 and c with none"
    );
  });
});

const folder = fixturesFolder();

describe.skipIf(folder === null)("LLM Comparator's own example", () => {
  it("gives ten answers and scores", async () => {
    const source = recorded(folder ?? "", "other/llm-comparator-example_tiny.json");
    const tables = await importOne(llmComparator, source);
    const head = new TextDecoder().decode(await source.bytes(0, 4096));
    expect(llmComparator.detect(source.path, head)).toBeDefined();
    expect(tables.refused).toEqual([]);
    expect(tables.models).toEqual(["ABC v0.6", "ABC v0.5"]);
    expect([tables.queries.length, tables.responses.length]).toEqual([5, 10]);
    expect(tables.queries.map(({category}) => category)).toEqual([
      "Technology",
      "Technology",
      "Travel",
      null,
      null
    ]);
    const ofA = tables.scores.filter(({model_id}) => model_id === "ABC v0.6");
    expect(ofA.map(({value}) => value)).toEqual([0.5, -1, 0.5, 0, 1.5]);
    expect(noteCounts(tables)).toEqual([
      ["FIELD_IGNORED", "individual_rater_scores", 2],
      ["FIELD_IGNORED", "custom_fields", 5]
    ]);
  });
});
