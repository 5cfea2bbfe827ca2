import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {sha256} from "../../../src/lib/core/sha256.js";
import {inspect} from "../../../src/lib/intake/inspect.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {SourceFile} from "../../../src/lib/intake/types.js";
import {sourceFile} from "./sourceFile.js";
import {type WrittenEntry, zipArchive} from "./zipArchive.js";

const hash = "0123456789abcdef0123456789abcdef";

const header = {
  version: 2,
  status: "success",
  eval: {
    task: "probe",
    model: "acme/aster-7b",
    model_generate_config: {temperature: 0.5, max_tokens: 9},
    revision: {commit: "abc"},
    packages: {inspect_ai: "0.3.206"}
  },
  plan: {config: {temperature: 1, seed: null}}
};

const choice = (content: unknown, stop_reason = "stop") => ({
  message: {role: "assistant", content},
  stop_reason
});

function sample(fields: object = {}): Record<string, unknown> {
  const output = {model: "aster-7b", choices: [choice("2")]};
  return {id: "q1", epoch: 1, input: "Name a prime.", target: "2", output, ...fields};
}

const answering = (...choices: object[]) => ({output: {model: "aster-7b", choices}});
const json = (samples: unknown, top: object = {}) =>
  sourceFile("logs/a.json", JSON.stringify({...header, ...top, samples}));

function archive(samples: readonly object[], more: readonly WrittenEntry[] = []): SourceFile {
  const entries = samples.map((each, i) => ({
    name: `samples/${i + 1}_epoch_1.json`,
    content: JSON.stringify(each)
  }));
  const top = {name: "header.json", content: JSON.stringify(header)};
  return sourceFile("logs/a.eval", zipArchive([...entries, top, ...more]));
}

async function imported(...files: readonly SourceFile[]) {
  const answers = files.map((file) => ({file, importer: inspect, evidence: ""}));
  const tables = await buildTables(readFiles(answers, {files}));
  const refused = tables.refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`);
  return {...tables, refused};
}

/** What one sample gives, and why it is refused if it is. */
async function one(fields: object, top: object = {}) {
  const tables = await imported(json([sample(fields)], top));
  const answers = tables.responses.map((r) => [r.replicate, r.response_text, r.status]);
  const notes = tables.notes.map(({code, detail}) => `${code} ${detail}`);
  return {...tables, answers, notes, text: tables.queries[0]?.query_text};
}

describe("inspect", () => {
  it("knows archives and JSON logs by their marks", () => {
    expect(inspect.detect("l/a.eval", "PK\u0003\u0004")).toBe("an .eval archive");
    expect(inspect.detect("l/a.eval", "{}")).toBeUndefined();
    const head = JSON.stringify(header);
    expect(inspect.detect("l/a.json", head)).toBe("a .json log with status and eval");
    expect(inspect.detect("l/a.jsonl", head)).toBeUndefined();
    expect(inspect.detect("l/a.json", '{"results": {}, "versions": {}}')).toBeUndefined();
    const list = JSON.stringify({"a.json": header});
    expect(inspect.detect("l/logs.json", list)).toBeUndefined();
    expect(inspect.companion?.("l/logs.json", list)).toBe("list of logs");
  });

  it("reads the same rows from a JSON log and from an archive", async () => {
    const samples = [sample(), sample({id: 2, input: "Name another."})];
    const [fromJson, fromArchive] = [
      await imported(json(samples)),
      await imported(archive(samples))
    ];
    expect(fromJson.queries).toMatchObject([
      {query_id: "probe/q1", query_text: "Name a prime.", dataset: "probe", target: "2"},
      {query_id: "probe/2"}
    ]);
    expect(fromArchive.queries).toEqual(fromJson.queries);
    expect(fromArchive.setups).toEqual(fromJson.setups);
    expect(fromJson.responses.map((r) => r.source_ref)).toEqual([
      "logs/a.json#record 1",
      "logs/a.json#record 2"
    ]);
    expect(fromArchive.responses[1]?.source_ref).toBe("logs/a.eval#samples/2_epoch_1.json");
    const bare = {source_ref: ""};
    expect(fromArchive.responses.map((r) => ({...r, ...bare}))).toEqual(
      fromJson.responses.map((r) => ({...r, ...bare}))
    );
    expect(fromJson.responses[0]).toMatchObject({
      model_id: "acme/aster-7b",
      finish_reason: "stop",
      params: '{"max_tokens":9,"temperature":1}',
      prompt_hash: sha256('[{"role":"user","content":"Name a prime."}]')
    });
  });

  it("tells how the model was asked", async () => {
    const system = {role: "system", content: `attachment://${hash}`};
    const user = {role: "user", content: "Name a prime."};
    const sent = [system, user, choice("2").message];
    const asked = {messages: sent, attachments: {[hash]: "Be short."}};
    const {setups, responses} = await one(asked);
    expect(setups.map(({name, value}) => [name, value])).toEqual([
      ["harness", "inspect"],
      ["harness_commit", "abc"],
      ["max_tokens", "9"],
      ["temperature", "1"],
      ["system_prompt", sha256("Be short.")]
    ]);
    const prompt = JSON.stringify([{...system, content: "Be short."}, user]);
    expect(responses[0]?.prompt_hash).toBe(sha256(prompt));
  });

  it("takes the completion, or the choice's text parts", async () => {
    const parts = [{type: "reasoning", reasoning: "…"}, {type: "text", text: "2"}, "3"];
    expect((await one(answering(choice(parts)))).answers).toEqual([[0, "2\n3", "ok"]]);
    expect((await one(answering(choice(parts)))).notes).toEqual(["ANSWER_PART_LEFT_OUT reasoning"]);
    const completion = {output: {completion: "5", choices: [choice("2")]}};
    expect((await one(completion)).answers).toEqual([[0, "5", "ok"]]);
    expect((await one({output: {choices: []}})).notes).toEqual([
      "NO_ANSWER rows without an answer"
    ]);
  });

  it("asks what the user said last", async () => {
    const input = [
      {role: "user", content: "Hello."},
      {role: "assistant", content: "Yes?"},
      {
        role: "user",
        content: [
          {type: "image", image: "x"},
          {type: "text", text: "Which?"}
        ]
      }
    ];
    expect(await one({input})).toMatchObject({
      text: "Which?",
      notes: ["QUERY_PART_LEFT_OUT image"]
    });
    expect((await one({input: [{role: "system", content: "x"}]})).refused).toEqual([
      "logs/a.json#record 1: input must hold a user's message; got none"
    ]);
  });

  it("looks up attachments, and refuses a sample that lacks one", async () => {
    const output = {choices: [choice(`attachment://${hash}`)]};
    expect((await one({output, attachments: {[hash]: "long"}})).answers).toEqual([
      [0, "long", "ok"]
    ]);
    const refused = [`logs/a.json#record 1: attachment ${hash} must be in the sample; got nothing`];
    const scores = {match: {value: "C"}};
    expect(await one({output, scores})).toMatchObject({refused, scores: [], answers: []});
    expect((await one({input: `attachment://${hash}`, attachments: {}})).refused).toEqual(refused);
    expect((await one(answering(choice("attachment://x")))).answers[0]?.[1]).toBe("attachment://x");
  });

  it("numbers answers by epoch and choice", async () => {
    const two = {...answering(choice("2"), choice("3")), epoch: 2};
    expect((await one(two)).answers).toEqual([
      [2, "2", "ok"],
      [3, "3", "ok"]
    ]);
    const asked = {plan: {config: {num_choices: 2}}};
    expect((await one({epoch: 2}, asked)).answers).toEqual([[2, "2", "ok"]]);
    expect((await one({epoch: 0})).refused[0]).toContain("epoch must be an integer from 1 to 1000");
    expect((await one({id: null})).refused[0]).toContain("id must be an integer or text; got null");
  });

  it("tells what became of answers", async () => {
    const status = async (fields: object) => (await one(fields)).answers[0]?.[2];
    expect(await status(answering(choice("2", "max_tokens")))).toBe("truncated");
    expect(await status(answering(choice("", "content_filter")))).toBe("refused");
    expect(await status({error: {message: "boom"}})).toBe("error");
    expect(await status({error: {message: "boom"}, output: {choices: []}})).toBe("error");
    expect(await status(answering(choice("")))).toBe("empty");
  });

  it("reads scores that are numbers, and notes the others", async () => {
    const value = (each: unknown) => ({value: each});
    const scores =
      JSON.parse(`{"n": {"value": 2.5}, "b": {"value": true}, "__proto__": {"value": "P"},
      "map": {"value": {"a": "C", "b": "I", "c": null}}, "none": {}}`);
    Object.assign(scores, {no: value("N"), word: value("good"), list: value([1])});
    const found = await one({scores, epoch: 2});
    expect(found.scores.map(({metric, value}) => [metric, value])).toEqual([
      ["n", 2.5],
      ["b", 1],
      ["__proto__", 0.5],
      ["map/a", 1],
      ["map/b", 0],
      ["no", 0]
    ]);
    expect(found.scores[0]).toMatchObject({query_id: "probe/q1", replicate: 1});
    const noted = ["map/c", "none", "word", "list"].map((name) => `SCORE_NOT_A_NUMBER ${name}`);
    expect(found.notes).toEqual(noted);
  });

  it("reads the numbers that Python writes and JSON lacks", async () => {
    const output = answering(choice("NaN is \\ no number"));
    const text = JSON.stringify({
      ...header,
      samples: [sample({...output, scores: {m: {value: 7}}})]
    });
    const written = text.replace('"value":7', '"value":NaN');
    const {responses, notes} = await imported(sourceFile("a/b.json", written));
    expect(responses[0]?.response_text).toBe("NaN is \\ no number");
    expect(notes.map(({code}) => code)).toEqual(["SCORE_NOT_A_NUMBER"]);
  });

  it("notes that another model answered", async () => {
    const {notes} = await one({output: {model: "aster-8b", choices: [choice("2")]}});
    expect(notes).toEqual(["MODEL_DIFFERS aster-8b"]);
  });

  it("refuses logs that did not end well", async () => {
    const refused = async (top: object, samples: unknown = [sample()]) =>
      (await imported(json(samples, top))).refused;
    expect(await refused({status: "started"})).toEqual([
      'logs/a.json: status must be "success"; got "started"'
    ]);
    expect(await refused({status: "error", error: {message: "boom"}})).toEqual([
      'logs/a.json: status must be "success"; got "error" (boom)'
    ]);
    expect((await refused({status: "cancelled"}))[0]).toContain('got "cancelled"');
    expect((await refused({invalidated: true}))[0]).toContain("one declared invalid");
    expect((await refused({}, null))[0]).toContain("log must hold samples; got its header only");
    expect((await refused({eval: {task: "probe"}}))[0]).toContain("eval.model must be a name");
    const unfinished = zipArchive([{name: "_journal/start.json", content: "{}"}]);
    expect((await imported(sourceFile("a.eval", unfinished))).refused).toEqual([
      "a.eval: log must be finished; got no header.json (unfinished)"
    ]);
    expect((await imported(archive([]))).refused[0]).toContain("got its header only");
  });

  it("reads an archive on past a bad sample, and the later of two entries of a name", async () => {
    const later = JSON.stringify(sample({output: {choices: [choice("7")]}}));
    const more = [
      {name: "samples/1_epoch_1.json", content: later},
      {name: "samples/2_epoch_1.json", content: "{"},
      {name: "samples/3_epoch_1.json", content: "{}", says: {crc: 1}},
      {name: "samples/4_epoch_1.json", content: JSON.stringify(sample({id: 4}))}
    ];
    const {responses, refused, notes} = await imported(archive([sample()], more));
    expect(responses.map((r) => r.response_text)).toEqual(["7", "2"]);
    expect(refused).toHaveLength(2);
    expect(refused[0]).toContain("samples/2_epoch_1.json: text must be complete JSON");
    expect(refused[1]).toContain("samples/3_epoch_1.json: entry must have its CRC-32");
    expect(notes).toMatchObject([{code: "ENTRY_REPLACED", detail: "samples/1_epoch_1.json"}]);
  });
});

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)("inspect on real logs (VANTAGE_FIXTURES)", () => {
  const popularity = "2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval";
  it.each([
    [popularity, "openai/gpt-4o-mini", 10, 0],
    ["log_formats.eval", "ollama/llama3.1", 1, 1],
    ["log_formats.json", "ollama/llama3.1", 1, 1],
    ["log_read_sample.eval", "ollama/gemma3", 1, 1],
    ["data_arc_qwen.json", "ollama/qwen2.5:0.5b", 3, 3],
    ["data_pubmedqa_gpt4o_mini.json", "openai/azure/gpt-4o-mini", 2, 2]
  ])("reads %s", async (name, model, answers, scores) => {
    const bytes = readFileSync(join(fixtures ?? "", "formats", "inspect", name));
    const tables = await imported(sourceFile(`inspect/${name}`, new Uint8Array(bytes)));
    expect(tables.refused).toEqual([]);
    expect(tables.models).toEqual([model]);
    expect(tables.queries).toHaveLength(answers);
    expect(tables.responses).toHaveLength(answers);
    expect(tables.responses.every(({status}) => status === "ok")).toBe(true);
    expect(tables.scores).toHaveLength(scores);
  });
});
