import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {isoOfSeconds} from "../../../src/lib/intake/isoOfSeconds.js";
import {openaiBatch} from "../../../src/lib/intake/openaiBatch.js";
import {fixturesFolder} from "../dkps/alpacaEvalFixture.js";
import {importOne, noteCounts, recorded, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const output = (...rows: readonly unknown[]) => sourceFile("b/out.jsonl", lines(rows));

function line(custom_id: string, choices: readonly object[], body: object = {}) {
  const all = {model: "m/a", created: 951_782_400, choices, usage: {}, ...body};
  const response = {status_code: 200, request_id: "r", body: all};
  return {id: `batch_${custom_id}`, custom_id, response, error: null};
}

function choice(content: unknown, {index = 0, finish_reason = "stop", ...message} = {}) {
  return {index, message: {role: "assistant", content, ...message}, finish_reason};
}

const failed = (custom_id: string) => ({
  id: "batch_x",
  custom_id,
  response: null,
  error: {code: "batch_expired", message: "Not done in time."}
});

const asked = (custom_id: string, content: unknown, body: object = {}) => ({
  custom_id,
  method: "POST",
  url: "/v1/chat/completions",
  body: {
    model: "m",
    messages: [
      {role: "user", content: "first"},
      {role: "assistant", content: "?"},
      {role: "user", content}
    ],
    ...body
  }
});

describe("openaiBatch", () => {
  it("takes the choices' index as replicate and says what became of each", async () => {
    const tables = await importOne(
      openaiBatch,
      output(
        line("q1", [
          choice("2", {index: 1}),
          choice("Sev", {finish_reason: "length"}),
          choice(null, {index: 2, refusal: "I won't."} as object),
          choice(null, {index: 3, finish_reason: "content_filter"}),
          choice([{type: "text", text: "a"}, {type: "audio"}, {type: "text", text: "b"}], {
            index: 4
          })
        ])
      )
    );
    const {responses} = tables;
    expect(responses.map((row) => [row.replicate, row.response_text, row.status])).toEqual([
      [1, "2", "ok"],
      [0, "Sev", "truncated"],
      [2, "I won't.", "refused"],
      [3, "", "refused"],
      [4, "ab", "ok"]
    ]);
    expect(responses[1]).toMatchObject({
      model_id: "m/a",
      query_id: "q1",
      finish_reason: "length",
      created_at: "2000-02-29T00:00:00Z",
      source_ref: "b/out.jsonl#line 1"
    });
    expect(noteCounts(tables)).toEqual([
      ["PART_IGNORED", "parts of type audio", 1],
      ["QUERY_TEXT_ABSENT", "custom_id stands for the text", 1]
    ]);
    expect(tables.queries.map((row) => row.query_text)).toEqual(["q1"]);
  });

  it("takes texts from --queries, else from the input beside, with its parameters", async () => {
    const out = output(line("q1", [choice("1")]), line("q2", [choice("2")]));
    const input = sourceFile(
      "b/in.jsonl",
      lines([
        asked("q1", "One?", {temperature: 0, max_tokens: 5}),
        asked("q2", [{type: "text", text: "Two?"}, {type: "image_url"}], {max_tokens: 5})
      ])
    );
    const elsewhere = sourceFile("c/in.jsonl", lines([asked("q1", "Other?")]));
    const tables = await importOne(openaiBatch, out, {
      files: [elsewhere, input, out],
      queries: new Map([["q1", "Given?"]])
    });
    expect(tables.queries.map((row) => row.query_text)).toEqual(["Given?", "Two?"]);
    expect(tables.responses.map((row) => row.params)).toEqual([
      '{"max_tokens":5,"temperature":0}',
      '{"max_tokens":5}'
    ]);
    expect(noteCounts(tables)).toEqual([["QUERY_PART_IGNORED", "parts of type image_url", 1]]);
  });

  it("refuses an id that names two requests, and what of an input cannot be read", async () => {
    const out = output(line("q1", [choice("1")]), line("__proto__", [choice("2")]));
    const input = sourceFile("b/in.jsonl", `${lines([asked("q1", "One?"), asked("q1", "1?")])}\n{`);
    const tables = await importOne(openaiBatch, out, {files: [out, input]});
    const [unread, several, ...more] = refusalLines(tables);
    expect(unread).toContain("b/in.jsonl#line 3: text must be complete JSON; got");
    expect(several).toBe(
      "b/out.jsonl#line 1: custom_id q1 must name one request; got b/in.jsonl#line 1 and b/in.jsonl#line 2"
    );
    expect(more).toEqual([]);
    expect(tables.queries.map((row) => row.query_id)).toEqual(["__proto__"]);
  });

  it("keeps a failed request as an error of the model named, and refuses it without", async () => {
    const rejected = {...failed("q2"), error: null, response: {status_code: 429, body: {}}};
    const out = output(line("q0", [choice("1")]), failed("q1"), rejected);
    const tables = await importOne(openaiBatch, out, {model: "m/b"});
    expect(tables.responses.map((row) => [row.model_id, row.response_text, row.status])).toEqual([
      ["m/a", "1", "ok"],
      ["m/b", "", "error"],
      ["m/b", "", "error"]
    ]);
    expect(noteCounts(tables)).toContainEqual([
      "REQUEST_FAILED",
      "batch_expired: Not done in time.",
      1
    ]);
    const without = await importOne(openaiBatch, out);
    expect(without.models).toEqual(["m/a"]);
    expect(refusalLines(without)).toEqual([
      "b/out.jsonl#line 2: model must be known: say which with --model; got a failed request (status nothing), whose line names none",
      "b/out.jsonl#line 3: model must be known: say which with --model; got a failed request (status 429), whose line names none"
    ]);
  });

  it.each([
    [line("", [choice("1")]), 'custom_id must be text; got ""'],
    [line("q", []), "response.body.choices must hold answers; got []"],
    [line("q", [choice("1")], {model: null}), "response.body.model must be text; got null"],
    [
      line("q", [choice("1", {index: -1})]),
      "choice index must be an integer from 0 to 999; got -1"
    ],
    [line("q", [choice(3)]), "message.content must be text or a list of parts; got 3"],
    [line("q", [choice("1"), choice("2")]), '(model, custom_id, index) must be unique; got ["m/a"'],
    [line("q0", [choice("2")]), 'got ["m/a","q0",0] again, first in b/out.jsonl#line 1'],
    [7, "row must be an object; got 7"]
  ])("refuses %j and reads on", async (bad, reason) => {
    const rows = [line("q0", [choice("1")]), bad, line("q9", [choice("1")])];
    const tables = await importOne(openaiBatch, output(...rows));
    expect(refusalLines(tables)).toEqual([expect.stringContaining(reason)]);
    expect(refusalLines(tables)[0]).toContain("b/out.jsonl#line 2: ");
    expect(tables.responses.map((row) => row.query_id)).toEqual(["q0", "q9"]);
  });

  it("tells outputs from inputs and from others", () => {
    const input = lines([asked("q", "x", {tools: [{response: {}}]})]);
    expect(openaiBatch.detect("a.jsonl", lines([line("q", [])]))).toBe("custom_id with response");
    expect(openaiBatch.detect("a.jsonl", lines([failed("q")]))).toBeDefined();
    expect(openaiBatch.detect("a.jsonl", input)).toBeUndefined();
    expect(openaiBatch.companion?.("a.jsonl", input)).toBe("requests of an OpenAI batch");
    expect(openaiBatch.companion?.("a.jsonl", lines([line("q", [])]))).toBeUndefined();
    expect(openaiBatch.detect("a.jsonl", '{"custom_id": "q", "result": {}}')).toBeUndefined();
  });
});

describe("isoOfSeconds", () => {
  it("agrees with the platform's calendar", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 253_402_300_799}), (seconds) => {
        const expected = new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
        expect(isoOfSeconds(seconds)).toBe(expected);
      })
    );
  });

  it.each([-1, 0.5, Number.NaN, 253_402_300_800])("is null for %d", (seconds) => {
    expect(isoOfSeconds(seconds)).toBeNull();
  });
});

const folder = fixturesFolder();

describe.skipIf(folder === null)("a recorded batch", () => {
  it("gives an answer of one model for each of its 200 lines", async () => {
    const file = recorded(folder ?? "", "openai-batch/kmmlu-rag/batch_output.jsonl");
    const tables = await importOne(openaiBatch, file);
    expect(tables.refused).toEqual([]);
    expect(tables.models).toEqual(["gpt-4o-mini-2024-07-18"]);
    expect([tables.queries.length, tables.responses.length]).toEqual([200, 200]);
    expect(new Set(tables.responses.map(({status}) => status))).toEqual(new Set(["ok"]));
    expect(tables.responses[0]?.created_at).toBe("2025-07-03T05:09:07Z");
    expect(noteCounts(tables).map(([code, , count]) => [code, count])).toEqual([
      ["SYSTEM_FINGERPRINT", 34],
      ["QUERY_TEXT_ABSENT", 200],
      ["SYSTEM_FINGERPRINT", 161],
      ["SYSTEM_FINGERPRINT", 5]
    ]);
  });
});
