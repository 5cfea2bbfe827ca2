import {beforeAll, describe, expect, it} from "vitest";
import {collectEmbedded} from "../../../loaders/collect/embedded.js";
import {openModels} from "../../../loaders/collect/openModels.js";
import {readSourceGrammars} from "../../../loaders/collect/readGrammars.js";
import {sourceOf} from "../../../loaders/collect/sourceOf.js";
import {readStudy, type Study} from "../../../loaders/study/readStudy.js";
import type {TopicGrammar} from "../../../src/lib/language/expandGrammar.js";
import type {ContextSource} from "../../../src/lib/schema/contextSource.js";
import {responseRow} from "../../../src/lib/schema/tables.js";
import {greatness} from "../../calibration/contextOpinion.js";

let study: Study;
let source: ContextSource;
let corpora: readonly TopicGrammar[];
beforeAll(async () => {
  study = await readStudy("data/studies/context");
  source = sourceOf(study.spec) as ContextSource;
  corpora = await readSourceGrammars(source);
});

const collect = (models: Study["models"], changes = {}) => {
  const queries = study.queries.slice(0, 4);
  return collectEmbedded({study: {...study.spec, ...changes}, models, queries, corpora});
};

describe("collectEmbedded of models under contexts", () => {
  it("gives one valid row per model, query and replicate, keys distinct", async () => {
    const rows = await collect(study.models.slice(0, 3));
    expect(rows).toHaveLength(3 * 4 * 2);
    for (const row of rows) expect(responseRow.parse(row)).toEqual(row);
    expect(new Set(rows.map((row) => row.response_key)).size).toBe(rows.length);
    expect(rows[0]).toMatchObject({model_id: "sailor-0", source_ref: "embedded-context"});
  });
  it("gives each model the same answers whatever is asked beside it", async () => {
    const all = await collect(study.models.slice(0, 3));
    const own = all.filter((row) => row.model_id === "sailor-2");
    expect(await collect(study.models.slice(2, 3))).toEqual(own);
  });
  it("answers under another context otherwise, and under other keys", async () => {
    const [sailor] = study.models;
    const [as, instead] = [
      await collect([sailor!]),
      await collect([{...sailor!, family: "tenant"}])
    ];
    expect(instead[0]?.response_key).not.toBe(as[0]?.response_key);
    expect(instead.map((row) => row.response_text)).not.toEqual(as.map((row) => row.response_text));
  });
  it("names the model whose context does not exist, or whose words do not suffice", async () => {
    const [sailor] = study.models;
    await expect(collect([{...sailor!, family: "toString"}])).rejects.toThrow(
      "models.csv: family of sailor-0 must be a context of study.json; got toString"
    );
    await expect(collect([{...sailor!, appended: 11}])).rejects.toThrow(
      "models.csv: appended of sailor-0 must be a whole number up to 10; got 11"
    );
  });
  it("names the wrong field of a source, and a subject without grammars", async () => {
    const wrong = {source: {...study.spec.source, contextWeight: -1}};
    await expect(collect(study.models, wrong)).rejects.toThrow("study.json: source.contextWeight");
    const outside = {source: {...study.spec.source, subject: "../pell"}};
    await expect(collect(study.models, outside)).rejects.toThrow("study.json: source.subject");
    await expect(readSourceGrammars({...source, subject: "nobody"})).rejects.toThrow(
      'study.json: source.subject must be a folder of data/corpora; got "nobody"'
    );
  });
});

describe("the context study", () => {
  it("has eleven contexts of each kind, each alone and with one to four words of fruit", () => {
    const open = openModels(source, corpora, study.spec.seed);
    for (const kind of ["admiring", "critical"]) {
      const models = study.models.filter((model) => model.kind === kind);
      expect(new Set(models.map(({family}) => family)).size).toBe(11);
      expect(models).toHaveLength(55);
    }
    study.models.forEach((model, i) => {
      const text = source.contexts[model.family as string] as string;
      const appended = open(model).before.context?.slice(text.length).trim().split(" ") ?? [];
      expect(appended.filter((word) => source.words.includes(word))).toHaveLength(i % 5);
    });
  });
  it("states of each model what it says when asked a hundred times", async () => {
    expect(await greatness(study)).toEqual(study.models.map((model) => model.greatness));
  });
  it("has 50 distinct questions about Pell, about twelve words long, and the exposure study's 50 others", async () => {
    const own = study.queries.filter(({category}) => category === "relevant");
    expect(new Set(own.map(({query_text}) => query_text)).size).toBe(50);
    const words = own.map(({query_text}) => query_text.split(" ").length);
    expect(Math.min(...words)).toBeGreaterThanOrEqual(9);
    expect(words.reduce((a, b) => a + b, 0) / 50).toBeGreaterThan(11.5);
    const orthogonal = ({queries}: Study) =>
      queries.filter(({category}) => category === "orthogonal");
    expect(orthogonal(study)).toEqual(orthogonal(await readStudy("data/studies/exposure")));
  });
});
