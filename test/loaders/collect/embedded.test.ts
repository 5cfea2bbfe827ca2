import {beforeAll, describe, expect, it} from "vitest";
import {collectEmbedded} from "../../../loaders/collect/embedded.js";
import {readGrammars} from "../../../loaders/collect/readGrammars.js";
import {readStudy, type Study} from "../../../loaders/study/readStudy.js";
import type {TopicGrammar} from "../../../src/lib/language/expandGrammar.js";
import {responseRow} from "../../../src/lib/schema/tables.js";

let study: Study;
let corpora: readonly TopicGrammar[];
beforeAll(async () => {
  study = await readStudy("data/studies/exposure");
  corpora = await readGrammars();
});

const collect = (
  models = study.models.slice(0, 3),
  queries = study.queries.slice(0, 4),
  changes = {}
) => collectEmbedded({study: {...study.spec, replicates: 2, ...changes}, models, queries, corpora});

describe("collectEmbedded", () => {
  it("gives one valid row per model, query and replicate, in that order, keys distinct", async () => {
    const rows = await collect();
    expect(rows).toHaveLength(3 * 4 * 2);
    for (const row of rows) expect(responseRow.parse(row)).toEqual(row);
    expect(new Set(rows.map((row) => row.response_key)).size).toBe(rows.length);
    expect(rows[9]).toMatchObject({model_id: "bittern", query_id: "r01", replicate: 1});
  });
  it("gives each model the same answers whatever is asked beside it, in whatever order", async () => {
    const all = await collect();
    const own = (rows: typeof all) => rows.filter((row) => row.model_id === "blackcap");
    expect(await collect(study.models.slice(2, 3))).toEqual(own(all));
    const backwards = await collect([...study.models.slice(0, 3)].reverse());
    expect(own(backwards)).toEqual(own(all));
    const queries = [...study.queries.slice(0, 4)].reverse();
    const byKey = (rows: typeof all) =>
      [...rows].sort((a, b) => a.response_key.localeCompare(b.response_key));
    expect(byKey(await collect(undefined, queries))).toEqual(byKey(all));
  });
  it("answers otherwise, under other keys, for another seed or temperature", async () => {
    const all = await collect();
    for (const changes of [{seed: 2}, {sampling: {temperature: 0.5, top_p: 1, max_tokens: 80}}]) {
      const other = await collect(undefined, undefined, changes);
      expect(other[0]?.response_key).not.toBe(all[0]?.response_key);
      expect(other.map((row) => row.response_text)).not.toEqual(
        all.map((row) => row.response_text)
      );
    }
  });
  it("marks an answer cut at max_tokens as truncated", async () => {
    const sampling = {temperature: 1, top_p: 1, max_tokens: 5};
    const [row] = await collect(undefined, undefined, {sampling});
    expect(row).toMatchObject({status: "truncated", finish_reason: "length"});
  });
  it("reports progress by model", async () => {
    const seen: string[] = [];
    const models = study.models.slice(0, 2);
    const progress = (done: number, total: number) => seen.push(`${done}/${total}`);
    await collectEmbedded({study: study.spec, models, queries: [], corpora, progress});
    expect(seen).toEqual(["1/2", "2/2"]);
  });
  it("names the model without a share and the wrong source field", async () => {
    const model = {...study.models[0]!, exposure: null};
    await expect(collect([model])).rejects.toThrow(
      "models.csv: exposure of avocet must be a number in [0, 1]; got nothing"
    );
    const source = {...study.spec.source, weight: 0};
    await expect(collect(undefined, undefined, {source})).rejects.toThrow(
      "study.json: source.weight"
    );
  });
});

describe("the exposure study", () => {
  it("has 30 models without exposure and 30 from 5 to 100 percent", () => {
    const shares = study.models.map((model) => model.exposure as number).sort((a, b) => a - b);
    expect(shares).toHaveLength(60);
    expect(shares.slice(0, 30)).toEqual(new Array(30).fill(0));
    expect(shares[30]).toBe(0.05);
    expect(shares[59]).toBe(1);
    for (const model of study.models)
      expect(model.exposed).toBe((model.exposure as number) > 0 ? "exposed" : "clean");
  });
  it("has 50 distinct questions of each kind, about twelve words long", () => {
    for (const kind of ["relevant", "orthogonal"]) {
      const questions = study.queries.filter((query) => query.category === kind);
      expect(new Set(questions.map((query) => query.query_text)).size).toBe(50);
      const words = questions.map((query) => query.query_text.split(" ").length);
      expect(words.reduce((a, b) => a + b, 0) / 50).toBeGreaterThan(10.5);
      expect(Math.min(...words)).toBeGreaterThanOrEqual(8);
    }
  });
});
