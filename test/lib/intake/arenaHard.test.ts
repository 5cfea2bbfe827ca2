import {readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {sha256} from "../../../src/lib/core/sha256.js";
import {arenaHard} from "../../../src/lib/intake/arenaHard.js";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {logFormats} from "../../../src/lib/intake/formats.js";
import {mtBench} from "../../../src/lib/intake/mtBench.js";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import type {IntakeContext, SourceFile} from "../../../src/lib/intake/types.js";
import {noteCounts, recorded, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const lines = (path: string, ...rows: readonly object[]) =>
  sourceFile(path, rows.map((row) => JSON.stringify(row)).join("\n"));

const questions = lines(
  "data/arena/question.jsonl",
  {uid: "q1a", category: "hard_prompt", subcategory: "math", prompt: "Name a prime."},
  {uid: "q2b", category: "arena-hard-v0.1", cluster: "Silence", prompt: "Say nothing."},
  {question_id: "q3c", category: "old", turns: [{content: "Count."}]}
);

const user = {role: "user", content: "Name a prime."};
const answer = (uid: unknown, content: unknown, more: object = {}) => ({
  uid,
  ans_id: "x",
  model: "aster-7b",
  messages: [user, {role: "assistant", content}],
  tstamp: 1709208000.75,
  ...more
});
const old = (question_id: unknown, choices: unknown) => ({
  question_id,
  answer_id: "x",
  model_id: "aster-7b",
  choices
});

const answersOf = (...rows: readonly object[]) =>
  lines("data/arena/model_answer/aster-7b.jsonl", ...rows);

async function imported(files: readonly SourceFile[], context: Partial<IntakeContext> = {}) {
  const {answers, companions} = await assignFormats(files, logFormats);
  const tables = await buildTables(readFiles(answers, {files, ...context}));
  const answered = tables.responses.map((r) => [r.query_id, r.replicate, r.response_text]);
  const refused = refusalLines(tables);
  return {...tables, answered, refused, notes: noteCounts(tables), companions};
}

describe("arenaHard", () => {
  it("is told from MT-bench by its ids", () => {
    const path = "arena/model_answer/a.jsonl";
    const rows = [
      answer("328c149ed45a41c0", {answer: "2"}),
      old("328c149ed45a41c0", [{index: 0, turns: [{content: "2"}]}]),
      old("0123456789", [{index: 0, turns: ["2"]}]),
      old(81, [{index: 0, turns: ["2"]}]),
      old("81", [{index: 0, turns: ["2"]}])
    ].map((row) => JSON.stringify(row));
    const taken = (importer: typeof mtBench) =>
      rows.map((row) => importer.detect(path, row) !== undefined);
    expect(taken(arenaHard)).toEqual([true, true, true, false, false]);
    expect(taken(mtBench)).toEqual([false, false, false, true, true]);
    expect(arenaHard.detect("arena/question.jsonl", rows[0] ?? "")).toBeUndefined();
  });

  it("reads answers of every shape, and the questions' parts", async () => {
    const found = await imported([
      questions,
      answersOf(
        answer("q1a", {answer: "2"}),
        answer("q2b", " "),
        old("q3c", [
          {index: 0, turns: [{content: "1, 2", token_len: 3}]},
          {index: 1, turns: ["3"]}
        ])
      )
    ]);
    expect(found.queries).toMatchObject([
      {
        query_id: "arena/q1a",
        query_text: "Name a prime.",
        dataset: "arena",
        category: "hard_prompt / math"
      },
      {query_id: "arena/q2b", category: "arena-hard-v0.1 / Silence"},
      {query_id: "arena/q3c", query_text: "Count.", category: "old"}
    ]);
    expect(found.answered).toEqual([
      ["arena/q1a", 0, "2"],
      ["arena/q2b", 0, " "],
      ["arena/q3c", 0, "1, 2"],
      ["arena/q3c", 1, "3"]
    ]);
    expect(found.responses.map(({status}) => status)).toEqual(["ok", "empty", "ok", "ok"]);
    expect(found.responses[0]?.created_at).toBe("2024-02-29T12:00:00Z");
    expect([found.notes, found.refused]).toEqual([[], []]);
    expect(found.companions.map(({what}) => what)).toEqual(["questions"]);
  });

  it("keeps reasoning out, and tells failures and prompts", async () => {
    const system = {role: "system", content: "Be short."};
    const reply = {role: "assistant", content: {answer: "2", reasoning: "Is it?"}};
    const found = await imported([
      questions,
      answersOf(
        answer("q1a", null, {messages: [system, user, reply]}),
        answer("q2b", "$ERROR$", {model: "aster"}),
        old("q3c", [{index: 0, turns: [{content: null}]}])
      )
    ]);
    expect(found.responses.map((r) => [r.response_text, r.status])).toEqual([
      ["2", "ok"],
      ["$ERROR$", "error"]
    ]);
    expect(JSON.stringify(found)).not.toContain("Is it?");
    expect(found.notes).toEqual([
      ["ANSWER_PART_LEFT_OUT", "reasoning", 1],
      ["FILE_NAME_DIFFERS", "aster-7b", 1],
      ["NO_ANSWER", "rows without an answer", 1]
    ]);
    expect(found.setups).toEqual([
      {model_id: "aster-7b", dataset: "arena", name: "system_prompt", value: sha256("Be short.")}
    ]);
  });

  it("refuses bad records and reads the rest", async () => {
    const rows = [
      answer("q1a", {answer: "2"}),
      answer("q9", "x", {messages: [{role: "assistant", content: "2"}]}),
      answer(7, {answer: "2"}),
      answer("q2b", {answer: 2}),
      answer("q2b", "", {messages: [user]}),
      answer("q2b", "x", {model: ""}),
      old("q3c", []),
      old("q3c", [{index: 0, turns: ["a", "b"]}]),
      old("q3c", [{index: 0.5, turns: ["a"]}])
    ];
    const {responses, refused} = await imported([questions, answersOf(...rows)]);
    expect(responses).toHaveLength(1);
    const at = "data/arena/model_answer/aster-7b.jsonl#line";
    expect(refused).toEqual([
      `${at} 2: question q9 must be in arena/question.jsonl; got none of this id`,
      `${at} 3: uid (or question_id) must be text; got 7`,
      `${at} 4: answer must be text; got 2`,
      `${at} 5: the last message must be the assistant's; got "user"`,
      `${at} 6: model (or model_id) must be a name; got ""`,
      `${at} 7: messages (or choices) must hold an answer; got []`,
      `${at} 8: choices[].turns must be one; got ["a","b"]`,
      `${at} 9: choices[].index must be an integer from 0 to 999; got 0.5`
    ]);
  });

  it("takes a question from its answer where it is nowhere else, and says so", async () => {
    const found = await imported([questions, answersOf(answer("q9", "1"))]);
    expect(found.queries[0]?.query_text).toBe(user.content);
    expect(found.notes).toEqual([["QUESTION_FROM_ANSWER", "not in question.jsonl", 1]]);
  });

  it("takes texts by id where the bench has none", async () => {
    const queries = new Map([["q9", "Count."]]);
    const found = await imported([questions, answersOf(answer("q9", "1"))], {queries});
    expect(found.queries[0]?.query_text).toBe("Count.");
    const bare = lines("model_answer/aster-7b.jsonl", answer("q1a", "2"));
    expect((await imported([bare])).refused[0]).toContain("file must lie in <bench>/model_answer");
  });
});

describe("arenaHard's judgments", () => {
  const judged = (uid: string, scores: readonly unknown[], more: object = {}) => ({
    uid,
    model: "aster-7b",
    judge: "gpt-4.1",
    games: scores.map((score) => (score === undefined ? null : {score})),
    ...more
  });

  async function scores(...rows: readonly object[]) {
    const judgments = lines("data/arena/model_judgment/gpt-4.1/aster-7b.jsonl", ...rows);
    const others = lines("data/arena/model_judgment/gpt-4.1/iris.jsonl", judged("q1a", ["?", "?"]));
    const answers = answersOf(answer("q1a", "2"), answer("q2b", "…"), answer("q3c", "1"));
    return imported([questions, answers, judgments, others]);
  }

  it("become the model's margin over the baseline, which is A in the first game", async () => {
    const found = await scores(
      judged("q1a", ["B>>A", "A>B"], {baseline: "o3-mini"}),
      judged("q2b", ["A>B", "A>B"]),
      judged("q3c", ["A=B", "B>>A"], {judge: undefined})
    );
    expect(found.scores.map((s) => [s.query_id, s.metric, s.filter, s.value])).toEqual([
      ["arena/q1a", "arena_margin", "gpt-4.1", 1.5],
      ["arena/q2b", "arena_margin", "gpt-4.1", 0],
      ["arena/q3c", "arena_margin", "gpt-4.1", -1]
    ]);
    expect(found.scores[0]).toMatchObject({replicate: 0, higher_is_better: true});
    expect(found.notes).toEqual([["ARENA_BASELINE", "o3-mini, by judge gpt-4.1", 1]]);
    expect(found.companions).toHaveLength(3);
  });

  it("are left out, with a note, unless both games have a known verdict", async () => {
    const found = await scores(
      judged("q1a", [null, "A>B"]),
      judged("q2b", ["A>B", undefined]),
      judged("q3c", ["A>B"]),
      judged("q3c", ["A~B", "A>B"]),
      judged("q3c", ["A>B", "A>B"], {model: "iris"}),
      judged("q3c", [], {games: "A>B"})
    );
    expect(found.scores).toEqual([]);
    expect(found.notes).toEqual([
      ["ARENA_VERDICT_UNKNOWN", 'judge gpt-4.1: null, "A>B"', 1],
      ["ARENA_VERDICT_UNKNOWN", 'judge gpt-4.1: "A>B", null', 1],
      ["ARENA_VERDICT_UNKNOWN", 'judge gpt-4.1: "A>B"', 1],
      ["ARENA_VERDICT_UNKNOWN", 'judge gpt-4.1: "A~B", "A>B"', 1],
      ["ARENA_VERDICT_UNKNOWN", "judge gpt-4.1: no games", 1]
    ]);
    expect(found.refused[0]).toContain('model must be aster-7b, as its file\'s; got "iris"');
  });
});

const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Ids and texts of the questions, as the answers' own first messages have them. */
function questionsOf(text: string): [string, string][] {
  const rows = text.trim().split("\n");
  return rows
    .map((row) => JSON.parse(row) as {uid: string; messages: {content: string}[]})
    .map(({uid, messages}) => [uid, messages[0]?.content ?? ""]);
}

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)("arenaHard on real answers (VANTAGE_FIXTURES)", () => {
  it("reads two models of v0.1", async () => {
    const root = fixtures ?? "";
    const names = readdirSync(join(root, "formats/arena-hard"), {recursive: true})
      .map(String)
      .filter((name) => name.endsWith(".jsonl"));
    const found = await imported(names.map((name) => recorded(root, `arena-hard/${name}`)));
    expect(found.models.toSorted()).toEqual(["gpt-3.5-turbo-0125", "gpt-4-0613"]);
    expect([found.queries.length, found.responses.length]).toEqual([60, 120]);
    expect([found.scores, found.refused]).toEqual([[], []]);
    // question.jsonl is cut to 60 lines in another order: it holds one of the questions answered.
    expect(found.notes).toEqual([
      ["QUESTION_FROM_ANSWER", "not in question.jsonl", 59],
      ["QUESTION_FROM_ANSWER", "not in question.jsonl", 59]
    ]);
  });

  it("reads all of them where their texts are given", async () => {
    const root = fixtures ?? "";
    const names = ["gpt-3.5-turbo-0125", "gpt-4-0613"];
    const files = names.map((name) => recorded(root, `arena-hard/v0.1/model_answer/${name}.jsonl`));
    const all = await Promise.all(files.map(async (file) => decoded(await file.bytes())));
    const found = await imported(files, {queries: new Map(all.flatMap(questionsOf))});
    expect([found.queries.length, found.responses.length]).toEqual([60, 120]);
    expect([found.notes, found.refused]).toEqual([[], []]);
  });
});
