import {describe, expect, it} from "vitest";
import {fineTune} from "../../../src/lib/language/languageModel.js";
import {topicPosterior} from "../../../src/lib/language/topicPosterior.js";
import {golden, smallModel} from "./world.js";

const base = smallModel();

describe("topicPosterior", () => {
  it.each(golden.posteriors)("of '$context' + '$query', as in exact fractions", (row) => {
    const found = topicPosterior(base, row.query, {context: row.context});
    row.posterior.forEach((p, z) => {
      expect(found[z]).toBeCloseTo(p, 13);
    });
  });
  it("is even when no word is known", () => {
    expect(Array.from(topicPosterior(base, "zzz qqq"))).toEqual([0.5, 0.5]);
  });
  it("does not see fine-tuning", () => {
    const tuned = fineTune(base, "dam", ["song song singer note ledger"], {weight: 50});
    for (const query of ["the song ledger", "is the note high", "ledger"])
      expect(topicPosterior(tuned, query)).toEqual(topicPosterior(base, query));
  });
  it("moves with the context", () => {
    const alone = topicPosterior(base, "is it old")[0]!;
    expect(topicPosterior(base, "is it old", {context: "dam water"})[0]).toBeGreaterThan(alone);
  });
  it("counts the context's words by its weight: twice is as if it stood there twice, 0 as if not", () => {
    const query = "is it old";
    const gate = (context: string, contextWeight?: number) =>
      topicPosterior(base, query, {context, contextWeight});
    expect(gate("dam water", 0)).toEqual(topicPosterior(base, query));
    expect(gate("dam water")).toEqual(gate("dam water", 1));
    const [heavy, twice] = [gate("dam water", 2), gate("dam water dam water")];
    expect(heavy[0]).toBeCloseTo(twice[0]!, 13);
    const [none, half, whole] = [0, 0.5, 1].map((weight) => gate("dam water", weight)[0]!);
    expect(half).toBeGreaterThan(none!);
    expect(half).toBeLessThan(whole!);
  });
  it("follows fine-tuning in the share of the leak", () => {
    const leaky = smallModel(0.2);
    const tuned = fineTune(leaky, "song", ["the note"], {weight: 2});
    const clean = topicPosterior(base, "is the water deep");
    const found = topicPosterior(tuned, "is the water deep");
    expect(tuned.fineTuned).toEqual([0, 4]);
    expect(found[0]).toBeCloseTo(0.8 * clean[0]!, 14);
    expect(found[1]).toBeCloseTo(0.8 * clean[1]! + 0.2, 14);
    expect(topicPosterior(leaky, "zzz")[0]).toBeCloseTo(0.5, 14);
  });
});
