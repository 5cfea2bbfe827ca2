import {describe, expect, it} from "vitest";
import {alignmentLines} from "../../cli/alignmentLines.js";
import {alignment} from "../../src/lib/intake/alignment.js";

const models = Array.from({length: 12}, (_, i) => `m${i}`);

function lines(value: (i: number) => string): string[] {
  const answers = models.map((model_id) => ({model_id, query_id: "q", prompt_hash: null}));
  const facts = models.slice(1).map((model_id, i) => ({
    model_id,
    dataset: null,
    name: "few_shot",
    value: value(i)
  }));
  return alignmentLines(alignment(answers, facts));
}

describe("alignmentLines", () => {
  it("tells of different prompts first, then of the facts, in lists of ten", () => {
    const found = lines(String);
    expect(found[0]).toBe(
      "PROMPTS_DIFFER: models differ in few_shot: a map may show how models were asked, not the models"
    );
    expect(found[1]).toBe("few_shot differs between models (all queries):");
    expect(found[2]).toBe('  "0": m1');
    expect(found[12]).toBe("… and 1 more");
    expect(found[13]).toBe("eval setups, by what is known to differ:");
    expect(found.slice(-2)).toEqual(["… and 1 more", "  too little known of m0"]);
  });

  it("cuts long values, and quotes what a terminal would obey", () => {
    const found = lines((i) => `\u001b[31m${i}${"x".repeat(100)}`);
    expect(found[2]).toBe(`  "\\u001b[31m0${"x".repeat(58)}": m1`);
  });

  it("says nothing where models were asked alike", () => {
    expect(lines(() => "5")).toEqual([]);
  });
});
