import {expect, it} from "vitest";
import {arenaHard} from "../../../src/lib/intake/arenaHard.js";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {helm} from "../../../src/lib/intake/helm.js";
import {inspect} from "../../../src/lib/intake/inspect.js";
import {llmComparator} from "../../../src/lib/intake/llmComparator.js";
import {openaiBatch} from "../../../src/lib/intake/openaiBatch.js";
import {readLines} from "../../../src/lib/intake/readLines.js";
import {zipEntries} from "../../../src/lib/intake/zipEntries.js";
import {importOne, noteCounts, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";
import {zipArchive} from "./zipArchive.js";

/* What fuzzing found, each by itself. */

/** JSON whose `String` throws. */
const odd = {toString: null, valueOf: null};
const json = (path: string, value: unknown) => sourceFile(path, JSON.stringify(value));

it("notes a score that is infinite, as JSON's 1e999 is, or without a name", async () => {
  const text =
    '{"models":[{"name":"a"},{"name":"b"}],"examples":[{"input_text":"x?","output_text_a":"1","output_text_b":"2","score":1e999}]}';
  const tables = await importOne(llmComparator, sourceFile("c.json", text));
  expect([tables.responses.length, tables.scores]).toEqual([2, []]);
  expect(noteCounts(tables)).toEqual([
    ["SCORE_NOT_A_NUMBER", "llm_comparator", 1],
    ["SCORE_NOT_A_NUMBER", "llm_comparator", 1]
  ]);
});

it("refuses an index that no count of replicates reaches", async () => {
  const row = {question_id: "q1a", model_id: "a", choices: [{index: 1e300, turns: ["x"]}]};
  const user = {role: "user", content: "x?"};
  const questions = json("b/question.jsonl", {uid: "q1a", prompt: "x?"});
  const answers = json("b/model_answer/a.jsonl", {...row, user});
  const tables = await importOne(arenaHard, answers, {files: [answers, questions]});
  expect(refusalLines(tables)).toEqual([
    "b/model_answer/a.jsonl#line 1: choices[].index must be an integer from 0 to 999; got 1e+300"
  ]);
});

it("does not convert a log's objects to text", async () => {
  const batch = {custom_id: "q", response: {status_code: 500}, error: {code: odd, message: odd}};
  const failed = await importOne(openaiBatch, json("o.jsonl", batch), {model: "m"});
  expect(failed.responses[0]?.status).toBe("error");
  const adapter_spec = {model: "m", method: odd};
  const instance = {id: "q", input: {text: "x?"}};
  const state = {instance, request: {}, result: {success: false, error: odd}};
  const run = json("r/scenario_state.json", {adapter_spec, request_states: [state]});
  expect((await importOne(helm, run)).responses[0]?.status).toBe("error");
  const message = {role: "assistant", content: [{type: odd}, {type: "text", text: "1"}]};
  const sample = {id: 1, epoch: 1, input: "x?", output: {model: odd, choices: [{message}]}};
  const log = {status: "success", eval: {model: "m", task: "t"}, samples: [sample]};
  expect((await importOne(inspect, json("l.json", log))).responses[0]?.response_text).toBe("1");
});

it("keeps refusals and notes on one line, of bounded length", async () => {
  const long = "x\n".repeat(1 << 19);
  const row = {custom_id: long, response: {status_code: 200, body: {model: long}}};
  const [line = ""] = refusalLines(await importOne(openaiBatch, json("two\nlines", row)));
  expect(line).toMatch(/^two\\nlines#line 1: /);
  expect(line).not.toContain("\n");
  expect(line.length).toBeLessThan(4000);
});

it("refuses a ZIP64 directory that lies beyond its file, before asking for its bytes", async () => {
  const bytes = zipArchive([{name: "header.json", content: "{}"}], true);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 22 - 20 + 8, 2n ** 60n, true);
  const file = {
    ...sourceFile("a.eval", bytes),
    bytes: async (from = 0, to = bytes.length) => {
      expect(to - from).toBeLessThan(2 ** 20);
      return bytes.slice(from, to);
    }
  };
  await expect(zipEntries(file)).rejects.toThrow("complete ZIP64 archive; got no directory");
});

it("reads a quoted field of any size", () => {
  const text = "a".repeat(12_000_000);
  expect(parseCsv(`c\n"${text}""${text}"`, "f").rows[0]?.[0]?.length).toBe(24_000_001);
});

it("puts a line together that goes over several chunks", async () => {
  const long = "a".repeat(3 << 20);
  const found = [];
  for await (const line of readLines(sourceFile("f", `x\n${long}\r\ny`))) found.push(line);
  expect(found.map(({text, number, ending}) => [text.length, number, ending])).toEqual([
    [1, 1, "\n"],
    [3 << 20, 2, "\r\n"],
    [1, 3, ""]
  ]);
});
