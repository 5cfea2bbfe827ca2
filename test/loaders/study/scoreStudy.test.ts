import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {openStudy} from "../../../loaders/study/openStudy.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import type {SpaceResult} from "../../../src/workflows/results.js";
import {runWorkflow} from "../../../src/workflows/run.js";
import {vantage} from "../../cli/vantage.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const wide = "model_id,p,q\na,1,10\nb,4,10\nc,1,14\n";
const long = "model_id,metric,value\na,p,1\na,q,10\nb,p,4\nb,q,10\nc,p,1\nc,q,14\n";
/** |a − b|, |a − c|, |b − c| as root mean squares over both tasks */
const distances = [3, 4, 5].map((length) => length / Math.sqrt(2));

function written(files: Readonly<Record<string, string>>, spec = {}): string {
  const directory = join(folder(), "s");
  mkdirSync(directory);
  const study = {schemaVersion: 1, kind: "scores", title: "s", ...spec};
  const all = {"study.json": JSON.stringify(study), "models.csv": "model_id\na\nb\nc\n", ...files};
  for (const [name, text] of Object.entries(all)) writeFileSync(join(directory, name), text);
  return directory;
}

function table(text: string): string {
  const path = join(folder(), "table.csv");
  writeFileSync(path, text);
  return path;
}

const imported = async (text: string, study = join(folder(), "s")) => {
  const report = await importStudy({study, paths: [table(text)], format: "scores"});
  return {study, report};
};

const up = (study: string) =>
  bringUpToDate(study, {out: join(study, "out"), effects: quietEffects()});

async function space(study: string): Promise<SpaceResult> {
  const {directory} = await up(study);
  const host = {version: "0", now: () => 0};
  const run = await runWorkflow(await openStudy(directory), "space", {dimension: 1}, host);
  return run.result as SpaceResult;
}

function expectDistances({distances: found}: SpaceResult): void {
  expect(found.length).toBe(3);
  for (const [k, wanted] of distances.entries()) expect(found[k]).toBeCloseTo(wanted, 5);
}

describe("a study of scores", () => {
  it("is written by hand: a score is a point on a line, a task a row of the table", async () => {
    const study = written({"scores.csv": wide});
    const {published, work} = await up(study);
    expect(published).toMatchObject({kind: "scores", statuses: {ok: 6}, covariates: {}});
    expect(published.queries.map(({query_text}) => query_text)).toEqual(["p", "q"]);
    expect(work).toEqual({collected: 0, embedded: 4, rows: 2, tables: 1});
    expectDistances(await space(study));
  });

  it("may be long, and its tasks be said in words and left out", async () => {
    const queries = "query_id,query_text\np,How well it does p\n";
    const study = written({"scores.csv": long, "queries.csv": queries});
    const {published} = await up(study);
    expect(published.queries.map(({query_text}) => query_text)).toEqual(["How well it does p"]);
    expect(published.unlisted).toBe(3);
  });

  it("is made anew where a score changes, and only there", async () => {
    const study = written({"scores.csv": wide});
    await up(study);
    const status = () => studyStatus(study, join(study, "out"), "0");
    const fresh = ["scores", "distances.r1.arrow", "study.json", "results"];
    expect((await status()).map(({stage}) => stage)).toEqual(fresh);
    writeFileSync(join(study, "scores.csv"), wide.replace("14", "15"));
    const stale = await status();
    expect(stale.map(({stage}) => stage)).toEqual(fresh);
    expect(stale.find(({stage}) => stage === "distances.r1.arrow")?.state).toBe("stale");
    expect((await up(study)).work).toEqual({collected: 0, embedded: 1, rows: 1, tables: 1});
  });

  it("treats a blank cell by its policy for gaps", async () => {
    const gap = {"scores.csv": wide.replace("c,1,14", "c,1,")};
    const kept = await space(written(gap));
    expect(kept.queriesUsed).toEqual(["p"]);
    expect(kept.dropped.queries).toEqual([{id: "q", reason: "no score from c"}]);
    const without = await space(written(gap, {missing: "drop-models"}));
    expect(without.models).toEqual(["a", "b"]);
    await expect(space(written(gap, {missing: "fail"}))).rejects.toThrow(
      "missing: every model must answer every query; got no score of c to q"
    );
  });

  it.each([
    ["b,4,10", "b,4,x", 'scores.csv#line 3: q must be a number or blank; got "x"'],
    ["c,1,14", "a,1,14", 'scores of a model must be unique; got "a" again'],
    ["c,1,14", "c,1", "scores.csv#line 4: row must have 3 fields; got 2"]
  ])("is refused whole for %j as %j", async (line, instead, why) => {
    await expect(up(written({"scores.csv": wide.replace(line, instead)}))).rejects.toThrow(why);
  });

  it.each([
    [{embedder: "one-hot"}, 'embedder: must be "scores" in a study of scores; got "one-hot"'],
    [{replicates: 2}, "replicates: must be 1 in a study of scores; got 2"],
    [{source: {kind: "x"}}, 'source: must be absent in a study of scores; got {"kind":"x"}']
  ])("cannot be given %j", async (spec, why) => {
    await expect(up(written({"scores.csv": wide}, spec))).rejects.toThrow(`study.json: ${why}`);
  });
});

describe("vantage import scores", () => {
  it("makes such a study of a wide table and of a long one", async () => {
    for (const text of [wide, long]) {
      const {study, report} = await imported(text);
      expect(report.wrote).toContain("study.json");
      const spec = JSON.parse(readFileSync(join(study, "study.json"), "utf8"));
      expect(spec).toMatchObject({kind: "scores", embedder: "scores", replicates: 1});
      expectDistances(await space(study));
    }
  });

  it("lets people say what a task asks", async () => {
    const {study} = await imported(wide);
    writeFileSync(join(study, "queries.csv"), "query_id,query_text\np,First\nq,Second\n");
    const {published} = await up(study);
    expect(published.queries.map(({query_text}) => query_text)).toEqual(["First", "Second"]);
  });

  it("does not mix scores with answers, nor with a file of scores", async () => {
    const {study} = await imported(wide);
    const answers = table("model_id,query_text,response_text\na,Why?,Because.\n");
    await expect(importStudy({study, paths: [answers]})).rejects.toThrow(
      "import: study must be of kind responses; got scores in"
    );
    const own = written({"scores.csv": wide});
    await expect(imported(wide, own)).rejects.toThrow("study must have no scores.csv");
    expect(existsSync(join(own, "tables"))).toBe(false);
  });

  it("runs from the command line to a map", async () => {
    const study = join(folder(), "s");
    const read = await vantage("import", "scores", table(`${wide}d,n/a,3\n`), "--study", study);
    expect(read.code).toBe(0);
    expect(read.out).toContain('table.csv#line 5: p must be a number or blank; got "n/a"');
    const data = await vantage("data", "--study", study);
    expect(data.out).toContain("made 2 distance rows, 1 tables");
    const run = await vantage("run", "space", "--study", study);
    expect(run.out).toContain("4 models on 1 task (1 dropped), 1 score each");
  });
});
