import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {dkpsTsv} from "../../../src/lib/intake/dkpsTsv.js";
import {formatCsv} from "../../../src/lib/intake/formatCsv.js";
import {isRefusal} from "../../../src/lib/intake/refusal.js";
import {separatedLines} from "../../../src/lib/intake/separatedLines.js";
import {importOne, noteCounts, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const head = "dataset\tmodel\tinstance_id\tquery\tresponse\ttarget\tscore";
const table = (...rows: readonly string[]) =>
  sourceFile("d.tsv", `${[head, ...rows].join("\n")}\n`);

async function rowsOf(text: string) {
  const found = [];
  for await (const row of separatedLines(sourceFile("f.tsv", text), "\t"))
    found.push(isRefusal(row) ? `${row.source_ref}: ${row.reason}` : row.record);
  return found;
}

describe("dkpsTsv", () => {
  it("reads answers and scores, with what pandas quotes", async () => {
    const tables = await importOne(
      dkpsTsv,
      table(
        'math\tm/a\tid1\tWhat is 1+1?\t"It\'s ""2"",\r\n\r\nor\tso"\t2\t1.0',
        "math\tm/b\tid1\tWhat is 1+1?\t\t2\t0",
        "math\tm/b\tid2\tAnd 2?\tfour\t\t"
      )
    );
    expect(tables.refused).toEqual([]);
    expect(tables.models).toEqual(["m/a", "m/b"]);
    expect(tables.queries.map((row) => [row.query_id, row.dataset, row.target])).toEqual([
      ["math/id1", "math", "2"],
      ["math/id2", "math", null]
    ]);
    expect(tables.responses.map((row) => [row.response_text, row.status])).toEqual([
      ['It\'s "2",\r\n\r\nor\tso', "ok"],
      ["", "empty"],
      ["four", "ok"]
    ]);
    expect(tables.responses.map((row) => row.source_ref)).toEqual([
      "d.tsv#line 2",
      "d.tsv#line 5",
      "d.tsv#line 6"
    ]);
    expect(tables.scores.map((row) => [row.model_id, row.query_id, row.metric, row.value])).toEqual(
      [
        ["m/a", "math/id1", "score", 1],
        ["m/b", "math/id1", "score", 0]
      ]
    );
  });

  it.each([
    ["math\tm\ti\tq\tr\tt\tTrue", 'score must be a number; got "True"'],
    ["math\tm\ti\tq\tr\tt\tinf", 'score must be a number; got "inf"'],
    ["math\t \ti\tq\tr\tt\t1", 'model must not be blank; got " "'],
    ["math\tm\ti\tq\tr\tt", "row must have 7 fields; got 6"],
    ['math\tm\ti\ta 5" pipe\tr\tt\t1', "quotes must be closed; got"],
    ["math\tm\ti\tq\tr\rs\tt\t1", "line breaks within a row must be quoted"],
    ["math\tm\ti0\tq\tr\tt\t1", '["m","math/i0"] again, first in d.tsv#line 2'],
    ["math\tn\ti0\tanother\tr\tt\t1", 'query math/i0 must have one text; got "another"']
  ])("refuses the row %j and reads on", async (bad, reason) => {
    const rows = ["math\tm\ti0\tq\tr\tt\t1", bad, "math\tm\ti9\tq9\tr\tt\t1"];
    const tables = await importOne(dkpsTsv, table(...rows));
    expect(refusalLines(tables)).toEqual([expect.stringContaining(reason)]);
    expect(refusalLines(tables)[0]).toContain("d.tsv#line 3: ");
    expect(tables.responses.map((row) => row.query_id)).toEqual(["math/i0", "math/i9"]);
  });

  it("notes columns it does not know, and needs those it must have", async () => {
    const text = "level\tdataset\tmodel\tinstance_id\tquery\tresponse\n5\tmath\tm\ti\tq\tr\n";
    const tables = await importOne(dkpsTsv, sourceFile("d.tsv", text));
    expect(noteCounts(tables)).toEqual([["COLUMN_IGNORED", "level", 1]]);
    expect(tables.responses).toHaveLength(1);
    const without = await importOne(dkpsTsv, sourceFile("d.tsv", "dataset\tmodel\na\tb\n"));
    expect(refusalLines(without)).toEqual([
      "d.tsv#line 2: column instance_id must exist; got dataset, model"
    ]);
  });

  it("knows its files by the header", () => {
    expect(dkpsTsv.detect("x.tsv", `\ufeff${head}\r\nmath`)).toContain("tab-separated");
    expect(dkpsTsv.detect("x.tsv", head.replaceAll("\t", ","))).toBeUndefined();
    expect(dkpsTsv.detect("x.tsv", "dataset\tmodel\tquery\tresponse")).toBeUndefined();
  });
});

describe("separatedLines", () => {
  const cell = fc.string({unit: fc.constantFrom("a", "\t", '"', "\n", "\r\n", " ", "é", "😀")});

  it("reads what the parser of whole texts reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), {maxLength: 6}), async (rows) => {
        const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`));
        const text = ["a\tb", ...quoted.map((row) => row.join("\t"))].join("\n");
        expect(parseCsv(text, "f.tsv", "\t").rows).toEqual(rows);
        expect(await rowsOf(text)).toEqual(rows.map(([a, b]) => ({a, b})));
      })
    );
  });

  it("loses one row to a stray quote, not those after", async () => {
    expect(await rowsOf('a\tb\n1\tx"y\n\n2\tz\n')).toEqual([
      expect.stringContaining("f.tsv#line 2: quotes must be closed"),
      {a: "2", b: "z"}
    ]);
    expect(await rowsOf('a\tb\n1\t"open\n2\tz')).toEqual([
      expect.stringContaining("quotes must be closed")
    ]);
    await expect(rowsOf("a\ta\n1\t2")).rejects.toThrow(
      'f.tsv: columns must have different names; got "a"'
    );
  });

  it("leaves commas to tables of commas", () => {
    const text = formatCsv(["a,b"], [["x\ty"]]);
    expect(parseCsv(text, "f.csv").rows).toEqual([["x\ty"]]);
    expect(parseCsv("a\tb\n1,2\t3", "f.tsv", "\t").rows).toEqual([["1,2", "3"]]);
  });
});
