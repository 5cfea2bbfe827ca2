import {describe, expect, it} from "vitest";
import {assignFormats} from "../../../src/lib/intake/assignFormats.js";
import {generic} from "../../../src/lib/intake/generic.js";
import {scores} from "../../../src/lib/intake/scores.js";
import {importOne, noteCounts, refusalLines} from "./importing.js";
import {sourceFile} from "./sourceFile.js";

const read = (text: string, path = "s.csv") => importOne(scores, sourceFile(path, text));

async function cells(text: string, path?: string) {
  const {responses} = await read(text, path);
  return responses.map((row) => [row.model_id, row.query_id, row.response_text]);
}

const table = [
  ["a", "boolq", "73.4"],
  ["a", "arc", "-5e-1"],
  ["b", "boolq", "80"]
];

describe("scores", () => {
  it("reads a wide table, a column a task, cells as written", async () => {
    const found = await read("model_id,boolq,arc\na, 73.4 ,-5e-1\nb,80,\n");
    expect(found.responses.map((row) => [row.model_id, row.query_id, row.response_text])).toEqual(
      table
    );
    expect(found.queries.map((row) => [row.query_id, row.query_text])).toEqual([
      ["boolq", "boolq"],
      ["arc", "arc"]
    ]);
    expect(found.models).toEqual(["a", "b"]);
    expect(found.responses.map((row) => row.source_ref)).toEqual([
      "s.csv#line 2",
      "s.csv#line 2",
      "s.csv#line 3"
    ]);
    expect([refusalLines(found), noteCounts(found)]).toEqual([
      [],
      [["NO_ANSWER", "rows without an answer", 1]]
    ]);
  });

  it("reads a long table, told by metric and value, and either as TSV", async () => {
    const long = "model,metric,value,date\na,boolq,73.4,x\na,arc,-5e-1,x\nb,boolq,80,x\n";
    expect(await cells(long)).toEqual(table);
    expect(await cells(long.replaceAll(",", "\t"), "s.tsv")).toEqual(table);
  });

  it("refuses a cell that is no number, and reads the others of its row", async () => {
    const found = await read("model_id,p,q,r,s\na,n/a,1,Infinity,1e15\n");
    expect(refusalLines(found)).toEqual([
      's.csv#line 2: p must be a number or blank; got "n/a"',
      's.csv#line 2: r must be a number or blank; got "Infinity"',
      's.csv#line 2: s must be a number or blank; got "1e15"'
    ]);
    expect(found.responses.length).toBe(1);
  });

  it("refuses a model that comes again, in a long table with the same metric", async () => {
    const wide = await read("model_id,p\na,1\na,1\n");
    expect(refusalLines(wide)).toEqual([
      's.csv#line 3: scores of a model must be unique; got "a" again, first in s.csv#line 2'
    ]);
    const long = await read("model_id,metric,value\na,p,1\na,q,1\na,p,2\n");
    expect(refusalLines(long)).toEqual([
      's.csv#line 4: scores of a model must be unique; got ["a","p"] again, first in s.csv#line 2'
    ]);
    expect([wide.responses.length, long.responses.length]).toEqual([1, 2]);
  });

  it("refuses rows without a model or a metric", async () => {
    const found = await read("model_id,metric,value\n ,p,1\na,,1\n");
    expect(refusalLines(found)).toEqual([
      's.csv#line 2: model_id must not be blank; got " "',
      's.csv#line 3: metric must not be blank; got ""'
    ]);
  });

  it.each([
    ["name,p\na,1\n", "column model_id or model must exist; got name, p"],
    ["model_id\na\n", "every task must have a named column; got model_id"],
    ["model_id,p, \na,1,2\n", "every task must have a named column; got model_id, p,  "]
  ])("refuses a table whose columns say nothing: %j", async (text, why) => {
    expect(refusalLines(await read(text))).toEqual([`s.csv#line 2: ${why}`]);
  });

  it("is tried only by name: any table of numbers looks like it", async () => {
    const file = sourceFile("s.csv", "model_id,p\na,1\n");
    const named = async (format?: string) => {
      const {answers} = await assignFormats([file], [scores, generic()], format);
      return answers.map(({importer}) => importer.name);
    };
    expect([await named(), await named("scores")]).toEqual([["generic"], ["scores"]]);
  });
});
