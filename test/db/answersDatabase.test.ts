import {beforeAll, describe, expect, it} from "vitest";
import {
  type AnswersDatabase,
  answersDatabase,
  type Connection
} from "../../src/db/answersDatabase.js";
import type {AnswerSearch} from "../../src/lib/tables/answerSearch.js";
import type {ShownAnswer} from "../../src/lib/tables/answerShard.js";
import {encodeAnswersTable} from "../../src/lib/tables/answersTable.js";
import {nodeDatabase} from "./nodeDatabase.js";

const answer = (model: number, replicate: number, text: string | null): ShownAnswer => ({
  model,
  replicate,
  status: text === "" ? "empty" : "ok",
  text,
  finishReason: null
});

/* Question 4 in one file, 0 and 2 in another. */
const tables = [
  encodeAnswersTable([4], [[answer(0, 0, "A heron\nfishes"), answer(1, 0, "100% of HERONS")]]),
  encodeAnswersTable(
    [0, 2],
    [
      [answer(0, 0, 'it\'s "a_b"; DROP TABLE answers; --'), answer(1, 0, null), answer(1, 1, "")],
      [answer(0, 0, "<b>axb</b> Ünder"), answer(0, 1, "Heron heron")]
    ]
  )
];

const all = {model: null, question: null, status: null};

describe("the answers in DuckDB", () => {
  let connection: Connection;
  let database: AnswersDatabase;
  beforeAll(async () => {
    connection = await nodeDatabase();
    database = await answersDatabase(connection, tables);
  });

  const search = (term: string, filters: Partial<AnswerSearch> = {}, offset = 0, limit = 50) =>
    database.search({term, ...all, ...filters}, offset, limit);
  const places = async (...asked: Parameters<typeof search>) =>
    (await search(...asked)).answers.map(({question, model, replicate}) => [
      question,
      model,
      replicate
    ]);

  it("are counted once each, by model, and given in order", async () => {
    const found = await search("heron");
    expect(found.counts).toEqual([
      {model: 0, searched: 4, found: 2},
      {model: 1, searched: 2, found: 1}
    ]);
    expect(found.answers).toEqual([
      {question: 2, model: 0, replicate: 1, status: "ok", text: "Heron heron"},
      {question: 4, model: 0, replicate: 0, status: "ok", text: "A heron fishes"},
      {question: 4, model: 1, replicate: 0, status: "ok", text: "100% of HERONS"}
    ]);
  });

  it("are found whatever the case and the line breaks", async () => {
    expect(await places("HERON FISHES")).toEqual([[4, 0, 0]]);
    expect(await places("üNDER")).toEqual([[2, 0, 0]]);
  });

  it("are found by every character as it is", async () => {
    expect(await places("a_b")).toEqual([[0, 0, 0]]);
    expect(await places("0% of")).toEqual([[4, 1, 0]]);
    expect(await places("%heron%")).toEqual([]);
    expect(await places("<B>")).toEqual([[2, 0, 0]]);
    expect(await places(`'s "a`)).toEqual([[0, 0, 0]]);
    expect(await places("'; DROP TABLE answers; --")).toEqual([]);
    expect(await places("; drop table answers; --")).toEqual([[0, 0, 0]]);
    expect(await places("heron")).toHaveLength(3);
  });

  it("are filtered by model, question and status, the first of each included", async () => {
    expect(await places("heron", {model: 0})).toEqual([
      [2, 0, 1],
      [4, 0, 0]
    ]);
    expect(await places("drop", {question: 0, model: 0, status: "ok"})).toEqual([[0, 0, 0]]);
    const {counts} = await search("heron", {status: "empty"});
    expect(counts).toEqual([{model: 1, searched: 1, found: 0}]);
    expect((await search("heron", {question: 3})).counts).toEqual([]);
  });

  it.each([
    "LOAD icu",
    "SELECT * FROM 'a.parquet'",
    "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
    "SET enable_external_access = true",
    "SET autoload_known_extensions = true"
  ])("lie in a database that refuses to reach out: %s", (sql) => {
    expect(() => connection.query(sql)).toThrow(/disabled|locked|not allowed|not exist|Cannot/);
  });

  it("are given a page at a time, with counts of all", async () => {
    expect(await places("heron", {}, 1, 1)).toEqual([[4, 0, 0]]);
    expect((await search("heron", {}, 1, 1)).counts[0]?.found).toBe(2);
  });
});
