import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {formatCsv} from "../../../src/lib/intake/formatCsv.js";

describe("parseCsv", () => {
  it("reads quotes, commas, line breaks and a byte-order mark", () => {
    expect(parseCsv('\ufeffa,b\r\n"x, ""y""",\n\n"l1\nl2",z', "f.csv")).toEqual({
      columns: ["a", "b"],
      rows: [
        ['x, "y"', ""],
        ["l1\nl2", "z"]
      ],
      lines: [2, 4]
    });
  });

  it("gives back what formatCsv wrote", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é", "😀", "\0")
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), {maxLength: 8}), (rows) => {
        expect(parseCsv(formatCsv(["a", "b"], rows), "f.csv").rows).toEqual(rows);
      })
    );
  });

  it.each([
    ['a,b\n"x,y', "f.csv#line 2: quotes must be closed; got"],
    ['a,b\r\n\r\n"l2\r\nl3",4\r\n1,2,3', "f.csv#line 5: row must have 2 fields; got 3"],
    ["a,b\n1,2,3", "f.csv#line 2: row must have 2 fields; got 3"],
    ["a,a\n1,2", 'f.csv: columns must have different names; got "a"'],
    ['a\n"x"y', "f.csv#line 2: quotes must be closed; got"]
  ])("refuses %j", (text, message) => {
    expect(() => parseCsv(text, "f.csv")).toThrow(message);
  });
});
