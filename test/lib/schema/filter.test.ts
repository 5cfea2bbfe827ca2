import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {compileFilter, filterPositions} from "../../../src/lib/schema/filter.js";
import {nearestName} from "../../../src/lib/schema/nearestName.js";
import {parseFilter} from "../../../src/lib/schema/parseFilter.js";

const rows = [
  {model_id: "a", family: "llama", winrate: 12.5, open: true},
  {model_id: "b", family: "gpt", winrate: null, open: false},
  {model_id: "c", family: null, winrate: 50, open: null},
  {model_id: "d'x", family: "adversarial", winrate: 80, open: true}
];
const kept = (text: string) => filterPositions(rows, text);

describe("filterPositions", () => {
  it.each([
    ["", [0, 1, 2, 3]],
    ["  ", [0, 1, 2, 3]],
    ["family <> 'adversarial' and winrate is not null", [0]],
    ["family = 'gpt' or winrate >= 50", [1, 2, 3]],
    ["not family = 'gpt'", [0, 3]],
    ["not (family = 'gpt' or family = 'llama')", [3]],
    ["family is null", [2]],
    ["family in ('gpt', 'llama')", [0, 1]],
    ["family not in ('gpt')", [0, 3]],
    ["family like '%a%a'", [0]],
    ["family like 'l_am%'", [0]],
    ["family not like '%m%'", [1, 3]],
    ["model_id = 'd''x'", [3]],
    ["open = true", [0, 3]],
    ["WINRATE > 1", null],
    ['"winrate" <= 12.5', [0]],
    ["winrate != 80 AND winrate > -1e3", [0, 2]],
    ["winrate = '50'", [2]],
    ["family = 'x'' or 1=1 --'", []]
  ])("of %j keeps %j", (text, positions) => {
    if (positions === null) expect(() => kept(text)).toThrow(DomainError);
    else expect(kept(text)).toEqual(positions);
  });

  it("names the nearest column", () => {
    expect(() => kept("familly = 'gpt'")).toThrow(
      'filter: column must be one of model_id, family, winrate, open; got "familly"; did you mean "family"?'
    );
  });

  it("treats inherited names as unknown columns, and prototype keys as data", () => {
    expect(() => kept("constructor is not null")).toThrow("column must be one of");
    expect(filterPositions([JSON.parse('{"__proto__": "x"}')], "__proto__ = 'x'")).toEqual([0]);
  });
});

describe("parseFilter", () => {
  it.each([
    ["family", 'an operator must follow family; got "the end"'],
    ["family = ", 'a number, true, false or text in single quotes must stand here; got "the end"'],
    ["family = null", "must stand here"],
    ["family = 'a' family", 'and, or or the end must follow; got "family"'],
    ["(family = 'a'", '")" must stand after the group'],
    ["family = 'a'; drop table x", 'must stand at character 13; got ";"'],
    ["family = 'a", "must stand at character 10"],
    ["family is 3", "null must follow"],
    ["family not = 3", "an operator must follow"],
    ["and = 1", "a column must stand before an operator"],
    ["family in ()", "must stand here"],
    ["family like 3", "a pattern in single quotes must follow like"]
  ])("refuses %j", (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  it("refuses to nest without end", () => {
    expect(() => parseFilter(`${"not ".repeat(2000)}a = 1`)).toThrow("at most 100 levels");
    expect(() => parseFilter(`${"(".repeat(5000)}a = 1`)).toThrow("at most 100 levels");
  });

  it("throws only DomainError, whatever the text", () => {
    const words = fc.constantFrom("family", "=", "'", '"', "(", ")", "and", "not", "in", "1", "is");
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), {maxLength: 12}), (parts) => {
        try {
          parseFilter(parts.join(" "));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      })
    );
  });

  it("keeps any text in quotes as data", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const keep = compileFilter(parseFilter(`name = '${text.replaceAll("'", "''")}'`));
        expect(keep({name: text})).toBe(true);
        expect(keep({name: `${text}x`})).toBe(false);
      })
    );
  });
});

describe("nearestName", () => {
  it("finds near names and refuses far ones", () => {
    expect(nearestName("replicate", ["replicates", "seed"])).toBe("replicates");
    expect(nearestName("GPT-4", ["gpt-3", "gpt-4"])).toBe("gpt-4");
    expect(nearestName("zzz", ["replicates"])).toBeUndefined();
  });
});
