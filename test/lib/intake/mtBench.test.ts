import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {mtBench} from "../../../src/lib/intake/mtBench.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {IntakeContext, SourceFile} from "../../../src/lib/intake/types.js";
import {sourceFile} from "./sourceFile.js";

const lines = (path: string, ...rows: readonly object[]) =>
  sourceFile(path, rows.map((row) => JSON.stringify(row)).join("\n"));

const questions = lines(
  "data/mt_bench/question.jsonl",
  {question_id: 81, category: "math", turns: ["Name a prime.", "Another?"], reference: ["2", "3"]},
  {question_id: 82, category: "writing", turns: ["Say nothing.", "Again."]}
);

const answer = (question_id: unknown, turns: unknown, index: unknown = 0) => ({
  question_id,
  model_id: "aster-7b",
  choices: [{index, turns}]
});

const answersOf = (...rows: readonly object[]) =>
  lines("data/mt_bench/model_answer/aster-7b.jsonl", ...rows);

async function imported(files: readonly SourceFile[], context: Partial<IntakeContext> = {}) {
  const {answers, companions} = await assignFormats(files, [mtBench]);
  const tables = await buildTables(readFiles(answers, {files, ...context}));
  const refused = tables.refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`);
  const notes = tables.notes.map(({code, detail, count}) => `${code} ${detail} ×${count}`);
  return {...tables, refused, notes, companions: companions.map(({what}) => what)};
}

describe("mtBench", () => {
  it("takes integer question ids only", () => {
    const path = "mt_bench/model_answer/a.jsonl";
    const head = (row: object) => JSON.stringify(row);
    expect(mtBench.detect(path, head(answer(81, ["2"])))).toContain("integer question_id");
    expect(mtBench.detect(path, head(answer("81", ["2"])))).toContain("integer question_id");
    expect(mtBench.detect(path, head(answer("328c149ed45a41c0", ["2"])))).toBeUndefined();
    expect(mtBench.detect("mt_bench/question.jsonl", head(answer(81, ["2"])))).toBeUndefined();
    expect(mtBench.detect(path, head({uid: "81", messages: []}))).toBeUndefined();
  });

  it("reads first turns, and counts the others", async () => {
    const rows = [answer(81, ["2", "3"]), answer("82", [" ", "x"]), answer(82, ["…"], 1)];
    const {queries, responses, notes, companions} = await imported([questions, answersOf(...rows)]);
    expect(queries).toMatchObject([
      {
        query_id: "mt_bench/81#t1",
        query_text: "Name a prime.",
        dataset: "mt_bench",
        category: "math",
        target: "2"
      },
      {query_id: "mt_bench/82#t1", category: "writing", target: null}
    ]);
    expect(responses.map((r) => [r.model_id, r.replicate, r.response_text, r.status])).toEqual([
      ["aster-7b", 0, "2", "ok"],
      ["aster-7b", 0, " ", "empty"],
      ["aster-7b", 1, "…", "ok"]
    ]);
    expect(notes).toEqual(["MT_TURN_2_LEFT_OUT turn 2 ×2"]);
    expect(companions).toEqual(["questions"]);
  });

  it("keeps the benches apart", async () => {
    const other = [questions, answersOf(answer(81, ["2"]))].map((file) => ({
      ...file,
      path: file.path.replace("mt_bench", "other")
    }));
    const {queries} = await imported([questions, answersOf(answer(82, ["x"])), ...other]);
    expect(queries.map(({query_id}) => query_id)).toEqual(["mt_bench/82#t1", "other/81#t1"]);
  });

  it("tells failures, and how answers were made", async () => {
    const made = {...answer(82, ["x"]), generate_params: {temperature: 0.1}};
    const {responses} = await imported([questions, answersOf(answer(81, ["$ERROR$"]), made)]);
    expect(responses.map(({status, params}) => [status, params])).toEqual([
      ["error", "{}"],
      ["ok", '{"temperature":0.1}']
    ]);
  });

  it("refuses bad records and reads the rest", async () => {
    const rows = [
      answer(81, ["2"]),
      answer(83, ["x"]),
      answer("8f", ["x"]),
      answer(82, [{content: "x"}]),
      answer(82, ["x"], -1),
      {...answer(82, ["x"]), model_id: ""},
      {...answer(82, ["x"]), choices: [null]},
      {...answer(82, ["x"]), choices: []}
    ];
    const {responses, refused} = await imported([questions, answersOf(...rows)]);
    expect(responses).toHaveLength(1);
    const at = "data/mt_bench/model_answer/aster-7b.jsonl#line";
    expect(refused).toEqual([
      `${at} 2: question 83 must be in mt_bench/question.jsonl; got none of this id`,
      `${at} 3: question_id must be an integer; got "8f"`,
      `${at} 4: choices[].turns must be texts; got [{"content":"x"}]`,
      `${at} 5: choices[].index must be an integer from 0 to 999; got -1`,
      `${at} 6: model_id must be a name; got ""`,
      `${at} 7: row must be an object; got null`,
      `${at} 8: choices must be a list; got []`
    ]);
  });

  it("takes texts by id where the bench has none", async () => {
    const queries = new Map([["83", "Count."]]);
    const found = await imported([questions, answersOf(answer(83, ["x"]))], {queries});
    expect(found.queries[0]?.query_text).toBe("Count.");
    const bare = lines("model_answer/aster-7b.jsonl", answer(81, ["2"]));
    expect((await imported([bare])).refused[0]).toContain("file must lie in <bench>/model_answer");
  });

  it("reads reference answers under a name only, and as targets", async () => {
    const reference = lines("data/mt_bench/reference_answer/gpt.jsonl", {
      ...answer(82, ["(silence)", "x"]),
      model_id: "gpt"
    });
    const files = [questions, answersOf(answer(82, ["y"])), reference];
    const plain = await imported(files);
    expect(plain.models).toEqual(["aster-7b"]);
    expect(plain.queries[0]?.target).toBe("(silence)");
    expect(plain.refused).toEqual([
      "data/mt_bench/reference_answer/gpt.jsonl: reference answers must be given a model's name to be read as its answers; got none (say --as-model <id>)"
    ]);
    const named = await imported(files, {asModel: "teacher"});
    expect(named.responses.map((r) => [r.model_id, r.response_text])).toEqual([
      ["aster-7b", "y"],
      ["teacher", "(silence)"]
    ]);
  });

  it("reads judgments of first turns", async () => {
    const judged = (question_id: number, turn: number, score: unknown, model = "aster-7b") => ({
      question_id,
      model,
      judge: ["gpt-4", "single-v1"],
      turn,
      score
    });
    const judgments = lines(
      "data/mt_bench/model_judgment/gpt-4_single.jsonl",
      judged(81, 1, 9.5),
      judged(81, 2, 3),
      judged(82, 1, -1),
      judged(82, 1, 5, "another"),
      judged(82, 1, "good")
    );
    const found = await imported([questions, answersOf(answer(81, ["2"])), judgments]);
    expect(found.scores).toEqual([
      {
        model_id: "aster-7b",
        query_id: "mt_bench/81#t1",
        replicate: 0,
        metric: "rating",
        filter: "gpt-4",
        value: 9.5,
        higher_is_better: true
      }
    ]);
    expect(found.notes).toEqual([
      "MT_TURN_2_SCORE_LEFT_OUT judge gpt-4 ×1",
      "MT_SCORE_UNPARSED judge gpt-4 ×1"
    ]);
    expect(found.refused[0]).toContain('#line 5: score must be a number; got "good"');
    expect(found.companions).toEqual(["questions", "judgments"]);
  });
});

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)("mtBench on real answers (VANTAGE_FIXTURES)", () => {
  const root = join(fixtures ?? "", "formats", "mt-bench");
  const files = (bench: string) =>
    readdirSync(join(root, bench), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => sourceFile(path.slice(root.length + 1), new Uint8Array(readFileSync(path))));

  it("reads nine models of the Japanese bench", async () => {
    const found = await imported(files("japanese_mt_bench"));
    expect(found.models).toHaveLength(9);
    expect(found.queries).toHaveLength(60);
    expect(found.responses).toHaveLength(540);
    // 20 of the 80 questions are not in question.jsonl
    expect(found.refused).toHaveLength(180);
    expect(found.notes).toEqual([
      "MT_TURN_2_LEFT_OUT turn 2 ×60",
      "MT_TURN_2_LEFT_OUT turn 2 ×60",
      "FILE_NAME_DIFFERS jslma-7b-ja-orca-6k-3ep ×60"
    ]);
  });

  it("reads reference answers as a model", async () => {
    const found = await imported(files("mt_bench"), {asModel: "teacher"});
    expect(found.models).toEqual(["teacher"]);
    expect(found.responses).toHaveLength(30);
    expect(found.queries.filter(({target}) => target !== null)).toHaveLength(30);
  });
});
