import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {csvText} from "../../src/components/figureData.js";

describe("csvText", () => {
  it("writes numbers that read back to the same, and a gap as nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.double({noNaN: true, noDefaultInfinity: true})), (values) => {
        const text = csvText({columns: ["x"], rows: values.map((value) => [value])});
        const read = text.trimEnd().split("\n").slice(1).map(Number);
        expect(read).toEqual(values.map((value) => value + 0));
      })
    );
    expect(csvText({columns: ["a", "b"], rows: [[null, 0.1]]})).toBe("a,b\n,0.1\n");
  });

  it("quotes what would end a field, and sets off what a spreadsheet would run", () => {
    const rows = [['say "no", twice'], ["two\nlines"], ["=1+1"], ["@x"]];
    const text = csvText({columns: ["a"], rows});
    expect(text).toBe('a\n"say ""no"", twice"\n"two\nlines"\n\'=1+1\n\'@x\n');
  });
});
