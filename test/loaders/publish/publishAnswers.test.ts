import {existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {shownQueries} from "../../../loaders/publish/answerFiles.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import type {PublishedAnswers} from "../../../src/lib/schema/studyData.js";
import type {QueryTableRow} from "../../../src/lib/schema/tables.js";
import {readAnswerShard} from "../../../src/lib/tables/answerShard.js";
import {type Answer, answers, importAnswers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

async function up(directory: string) {
  const study = join(directory, "study");
  const {published} = await bringUpToDate(study, {
    out: join(directory, "out"),
    effects: quietEffects()
  });
  return {published, shown: published.answers as PublishedAnswers};
}

/** `study.json` under another policy. */
function setPolicy(directory: string, publish: object): void {
  const path = join(directory, "study", "study.json");
  writeFileSync(path, JSON.stringify({...JSON.parse(readFileSync(path, "utf8")), publish}));
}

async function published(rows: readonly Answer[], publish: object) {
  const directory = folder();
  await importAnswers(directory, rows);
  setPolicy(directory, publish);
  return {directory, ...(await up(directory))};
}

/** One model's answers to many questions, each of a length. */
function manyAnswers(count: number, length: number): Answer[] {
  return ["a", "b"].flatMap((model_id) =>
    Array.from({length: count}, (_, j) => ({
      model_id,
      query_text: `Question number ${j}?`,
      replicate: 0,
      response_text: `${model_id} ${j} `.padEnd(length, "word ")
    }))
  );
}

const read = (directory: string, {files}: PublishedAnswers) =>
  files.map(({file, queries}) =>
    readAnswerShard(readFileSync(join(directory, "out", file), "utf8"), queries.length, file)
  );

const inFolder = (directory: string) => {
  const answersFolder = join(directory, "out", "answers");
  return existsSync(answersFolder) ? readdirSync(answersFolder).sort() : [];
};

describe("texts of answers", () => {
  it("go out whole under all: by query, model and replicate", async () => {
    const rows = answers();
    const {directory, shown, ...rest} = await published(rows, {responses: "all"});
    expect(shown.files.map(({queries}) => queries)).toEqual([[0, 1, 2]]);
    const [queries = []] = read(directory, shown);
    const {models, queries: asked} = rest.published;
    const found = queries.flatMap((own, j) =>
      own.map(({model, replicate, text, status}) => {
        expect(status).toBe("ok");
        return [models[model]?.model_id, asked[j]?.query_text, replicate, text].join("|");
      })
    );
    const wanted = rows.map((row) =>
      [row.model_id, row.query_text, row.replicate, row.response_text].join("|")
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("are cut into files a reader can fetch one of", async () => {
    const {directory, shown} = await published(manyAnswers(40, 20_000), {responses: "all"});
    expect(shown.files.flatMap(({queries}) => queries)).toEqual(
      Array.from({length: 40}, (_, j) => j)
    );
    expect(shown.files).toHaveLength(6);
    expect(inFolder(directory)).toHaveLength(6);
    const sizes = shown.files.map(({file}) => statSync(join(directory, "out", file)).size);
    expect(sizes).toEqual(shown.files.map(({bytes}) => bytes));
  });

  it("are those of a tenth of the queries under sample, the same every time", async () => {
    const rows = manyAnswers(40, 20);
    const made = await published(rows, {responses: "sample"});
    const {spec, queries} = await readStudy(join(made.directory, "study"));
    const first = {...made, spec, query: queries[0] as QueryTableRow};
    const drawn = first.shown.files.flatMap(({queries}) => queries);
    expect([first.shown.policy, drawn.length]).toEqual(["sample", 4]);
    const again = await published(rows, {responses: "sample"});
    expect(again.shown).toEqual(first.shown);
    const drawnOf = (count: number) =>
      shownQueries({
        spec: first.spec,
        queries: Array.from({length: count}, () => first.query)
      }).length;
    expect([3, 14, 100, 300, 2000].map(drawnOf)).toEqual([1, 1, 10, 20, 20]);
  });

  it("leave nothing behind when the policy becomes none", async () => {
    const {directory} = await published(answers(), {responses: "all"});
    writeFileSync(join(directory, "out", "answers", "0.json.x.tmp"), "left over");
    setPolicy(directory, {responses: "none"});
    const {shown} = await up(directory);
    expect(shown).toEqual({policy: "none", files: [], withheld: 0});
    expect(existsSync(join(directory, "out", "answers"))).toBe(false);
  });

  it("are withheld where they repeat a question that must not be told", async () => {
    const rows = manyAnswers(3, 20).map((row, i) =>
      i === 1 ? {...row, response_text: "You ask: QUESTION  number\n0? Well."} : row
    );
    const {directory, shown} = await published(rows, {responses: "all", queries: "hash"});
    expect(shown.withheld).toBe(1);
    const texts = read(directory, shown)
      .flat(2)
      .map(({text}) => text);
    expect(texts.filter((text) => text === null)).toHaveLength(1);
    expect((await published(rows, {responses: "all"})).shown.withheld).toBe(0);
  });

  it("are made once, again when damaged or lost, and status says so", async () => {
    const {directory, shown} = await published(answers(), {responses: "all"});
    const path = join(directory, "out", "answers", "0.json");
    const state = async () => {
      const all = await studyStatus(join(directory, "study"), join(directory, "out"), "0");
      return all.find(({stage}) => stage === "answer texts")?.state;
    };
    const written = statSync(path).mtimeMs;
    await up(directory);
    expect([statSync(path).mtimeMs, await state()]).toEqual([written, "fresh"]);
    for (const harm of [() => writeFileSync(path, "[]"), () => rmSync(path)]) {
      harm();
      expect(await state()).toBe("stale");
      expect((await up(directory)).shown).toEqual(shown);
      expect(await state()).toBe("fresh");
    }
    setPolicy(directory, {responses: "none"});
    expect(await state()).toBe("stale");
  });

  it("are refused where a name would tell a question that must not be told", async () => {
    const directory = folder();
    await importAnswers(directory, manyAnswers(2, 20));
    const question = "Question number 0?";
    writeFileSync(
      join(directory, "study", "queries.csv"),
      `query_text,category\n${question},asks: ${question}\n`
    );
    setPolicy(directory, {queries: "hash"});
    await expect(up(directory)).rejects.toThrow(
      "study: category must not hold a query's text under publish.queries"
    );
    rmSync(join(directory, "study", "queries.csv"));
    const path = join(directory, "study", "study.json");
    const spec = JSON.parse(readFileSync(path, "utf8"));
    const defaults = {space: {queries: `query_text = '${question}'`}};
    writeFileSync(path, JSON.stringify({...spec, defaults}));
    await expect(up(directory)).rejects.toThrow("study: defaults must not hold a query's text");
    expect(existsSync(join(directory, "out"))).toBe(false);
  });
});

describe("readAnswerShard", () => {
  it.each(["", "[]", "[[], 1]", "[[[0, 0, 5, null, null]], []]", '[[[0,0,"ok",1,null]], []]'])(
    "refuses %j, naming the file",
    (text) => {
      expect(() => readAnswerShard(text, 2, "answers/0.json")).toThrow(
        /^answers\/0\.json: file must hold /
      );
    }
  );
});
