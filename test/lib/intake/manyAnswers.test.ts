import {describe, expect, it} from "vitest";
import {AnswerIndex} from "../../../src/lib/intake/answerIndex.js";
import {SourceRefs} from "../../../src/lib/intake/sourceRefs.js";
import {buildTables} from "../../../src/lib/intake/tableBuilder.js";
import {textHash} from "../../../src/lib/intake/textHash.js";
import type {IntakeRow} from "../../../src/lib/intake/types.js";
import type {ResponseRow} from "../../../src/lib/schema/tables.js";

async function* each(rows: readonly IntakeRow[]): AsyncGenerator<IntakeRow> {
  yield* rows;
}

const answer = (model_id: string, response_text: string, line: number): IntakeRow => ({
  kind: "response",
  model_id,
  query: {query_text: "Which?"},
  replicate: 0,
  response_text,
  source_ref: `log.jsonl#line ${line}`
});

describe("buildTables with a sink", () => {
  const rows = [
    answer("a", "one", 1),
    answer("b", "two", 2),
    answer("a", "one", 3),
    answer("b", "2", 4)
  ];

  it("hands on what it would have collected, and refuses and notes the same", async () => {
    const {responses, ...tables} = await buildTables(each(rows));
    const taken: ResponseRow[] = [];
    const sunk = await buildTables(each(rows), async (row) => void taken.push(row));
    expect(taken).toEqual(responses);
    expect(sunk).toEqual({...tables, responses: []});
    expect(tables.refused[0]?.reason).toContain("again, first in log.jsonl#line 2");
    expect(tables.notes).toMatchObject([{code: "REPEATED", count: 1}]);
  });

  it("stops at what the sink throws, which is no fault of a record", async () => {
    const failing = buildTables(each(rows), () => Promise.reject(new Error("disk full")));
    await expect(failing).rejects.toThrow("disk full");
  });

  it("counts every refusal and note, and lists the first thousand", async () => {
    const many = Array.from({length: 1500}, (_, n): IntakeRow[] => [
      {kind: "refusal", source_ref: `f#line ${n}`, reason: "no"},
      {kind: "note", code: "ODD", model_id: "m", detail: `odd ${n}`}
    ]).flat();
    const {refused, refusedCount, notes} = await buildTables(each(many));
    expect([refused.length, refusedCount, notes.length]).toEqual([1000, 1500, 1001]);
    expect(notes.at(-1)).toMatchObject({code: "ODD", model_id: "m", count: 500});
  });
});

describe("AnswerIndex", () => {
  it("tells answers apart, whatever their ids and numbers", () => {
    const index = new AnswerIndex();
    const ids = ["a", "0/a", "1/a", "__proto__"].flatMap((model_id) =>
      ["a", "0/a", "1/a"].flatMap((query_id) =>
        [0, 1, 999, 1000, 1001, 2 ** 31].map((replicate) => ({model_id, query_id, replicate}))
      )
    );
    for (const id of ids) expect(index.find(id)).toBeUndefined();
    ids.forEach((id, n) => {
      expect(index.add(id)).toBe(n);
    });
    for (const [n, id] of ids.entries()) {
      expect(index.find(id)).toBe(n);
      expect(id).toMatchObject(index.pair(n));
    }
  });
});

describe("SourceRefs", () => {
  it("gives places back as they were", () => {
    const refs = new SourceRefs();
    const places = ["f#line 1", "f#line 20", "f", "", "7", "f#007", "f#00", `f#${"9".repeat(40)}`];
    for (const place of places) refs.push(place);
    expect(places.map((_, n) => refs.at(n))).toEqual(places);
  });
});

describe("textHash", () => {
  it("differs where texts do, and where their borders do", () => {
    const texts: (string | null)[][] = [
      [],
      [""],
      [null],
      ["a"],
      ["b"],
      ["ab"],
      ["a", "b"],
      ["", "ab"]
    ];
    const hashes = texts.map((parts) => textHash(...parts));
    expect(new Set(hashes).size).toBe(texts.length);
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
    const many = Array.from({length: 200_000}, (_, n) => textHash(`answer ${n}`));
    expect(new Set(many).size).toBe(many.length);
  });
});
