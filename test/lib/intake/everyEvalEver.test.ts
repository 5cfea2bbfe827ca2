import {expect, it} from "vitest";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {logFormats} from "../../../src/lib/intake/formats.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {SourceFile} from "../../../src/lib/intake/types.js";
import {sourceFile} from "./sourceFile.js";

const sample = (change: object = {}) => ({
  schema_version: "0.2.1",
  evaluation_id: "probe/acme/a/1",
  model_id: "acme/a",
  evaluation_name: "probe",
  sample_id: "1",
  interaction_type: "single_turn",
  input: {raw: "Name a prime.", reference: ["2"]},
  output: {raw: ["Seven."]},
  messages: null,
  answer_attribution: [],
  evaluation: {score: 0.5, is_correct: false},
  ...change
});

const result = (change: object = {}) => ({
  evaluation_name: "probe",
  source_data: {},
  metric_config: {lower_is_better: true},
  score_details: {score: 0.25},
  generation_config: {generation_args: {temperature: 0, max_tokens: 9, prompt_template: "Q: {}"}},
  ...change
});

const aggregate = (change: object = {}) => ({
  schema_version: "0.2.1",
  evaluation_id: "probe/acme/a/1",
  retrieved_timestamp: "1",
  model_info: {name: "a", id: "acme/a"},
  eval_library: {name: "lm_eval", version: "0.4"},
  evaluation_results: [result()],
  ...change
});

const lines = (path: string, ...all: readonly object[]) =>
  sourceFile(path, all.map((each) => JSON.stringify(each)).join("\n"));
const json = (path: string, content: object) => sourceFile(path, JSON.stringify(content));

async function imported(...files: readonly SourceFile[]) {
  const {answers} = await assignFormats(files, logFormats);
  return buildTables(readFiles(answers, {files}));
}

it("reads samples and scores of a model", async () => {
  const tables = await imported(
    json("d/a.json", aggregate()),
    lines("d/a.jsonl", sample(), sample({model_id: "acme/b", output: {raw: "2"}, error: "timeout"}))
  );
  expect(tables.models).toEqual(["acme/a", "acme/b"]);
  expect(tables.queries).toMatchObject([
    {query_text: "Name a prime.", dataset: "probe", target: "2"}
  ]);
  expect(tables.responses).toMatchObject([
    {model_id: "acme/a", response_text: "Seven.", status: "ok", source_ref: "d/a.jsonl#line 1"},
    {model_id: "acme/b", response_text: "2", status: "error"}
  ]);
  expect(tables.scores).toMatchObject([
    {query_id: null, metric: "probe", value: 0.25, higher_is_better: false},
    {query_id: tables.queries[0]?.query_id, metric: "score", value: 0.5, replicate: 0},
    {model_id: "acme/b"}
  ]);
  expect(tables.setups.map(({name, value}) => [name, value.slice(0, 11)])).toEqual([
    ["harness", "lm_eval 0.4"],
    ["prompt_template", expect.any(String)],
    ["max_tokens", "9"],
    ["temperature", "0"]
  ]);
  expect([tables.notes, tables.refused]).toEqual([[], []]);
});

it("numbers repeats, and leaves out what would answer a query again", async () => {
  const {responses, scores, notes} = await imported(
    lines(
      "a.jsonl",
      sample({output: {raw: ["x", "y"]}}),
      sample(),
      sample({sample_id: "2"}),
      sample({interaction_type: "agentic", output: null, messages: []}),
      sample({sample_id: "3", input: {raw: "?", reference: []}, output: null})
    ),
    lines("b.jsonl", sample({evaluation_id: "probe/acme/a/2"}))
  );
  expect(responses.map(({replicate}) => replicate)).toEqual([0, 1, 2]);
  expect(scores.map(({replicate}) => replicate)).toEqual([null, 2, 0]);
  expect(notes.map(({code}) => code)).toEqual([
    "SAMPLE_REPEATED",
    "CONVERSATION_LEFT_OUT",
    "NO_ANSWER",
    "EVALUATION_REPEATED"
  ]);
});

it("notes scores that are unknown or come again, and refuses what lacks its fields", async () => {
  const unknown = {metric_config: {has_unknown_level: true}, score_details: {score: -1}};
  const {scores, notes, refused} = await imported(
    json("a.json", aggregate({evaluation_results: [result(), result(unknown), result(), 3]})),
    json("b.json", aggregate({model_info: {name: "x"}})),
    lines("c.jsonl", sample({model_id: ""}), sample({input: {}}), sample({output: {raw: [3]}}))
  );
  expect(scores).toHaveLength(1);
  expect(notes.map(({code}) => code)).toEqual(["SCORE_UNKNOWN", "SCORE_REPEATED"]);
  expect(refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`)).toEqual([
    "a.json#record 4: row must be an object; got 3",
    "b.json: model_info.id must be text; got nothing",
    'c.jsonl#line 1: model_id must be text; got ""',
    "c.jsonl#line 2: raw must be text; got nothing",
    "c.jsonl#line 3: output.raw must be text or a list of texts; got [3]"
  ]);
});
