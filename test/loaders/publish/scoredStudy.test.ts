import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {writeTable} from "../../../loaders/store/tables.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import type {IntakeRow, ScoreDraft, SetupDraft} from "../../../src/lib/intake/types.js";
import {vantage} from "../../cli/vantage.js";
import {answer, rowsImporter, writeRows} from "../import/rowsImporter.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const models = ["m1", "m2", "m3", "m4"];
const queries = ["q1", "q2"];

function score(
  model_id: string,
  query_id: string | null,
  value: number,
  rest: Partial<ScoreDraft> = {}
): ScoreDraft {
  const kept = {replicate: 0, metric: "exact", filter: null, higher_is_better: true};
  return {kind: "score", model_id, query_id, value, ...kept, ...rest};
}

function fact(model_id: string, name: SetupDraft["name"], value: string): SetupDraft {
  return {kind: "setup", model_id, dataset: null, name, value};
}

const answers = models.flatMap((model) => queries.map((query) => answer(model, query)));
const exact = models.flatMap((model, i) => [score(model, "q1", i), score(model, "q2", i + 1)]);

async function imported(rows: readonly IntakeRow[]): Promise<string> {
  const directory = folder();
  const [study, log] = [join(directory, "s"), writeRows(join(directory, "log"), rows)];
  await importStudy({study, paths: [log], importers: [rowsImporter]});
  return study;
}

const up = (study: string) =>
  bringUpToDate(study, {out: join(study, "out"), effects: quietEffects()});

const column = async (study: string, name: string) =>
  (await up(study)).published.models.map((model) => model[name]);

async function stateOf(study: string, stage: string) {
  const status = await studyStatus(study, join(study, "out"), "0");
  return status.find((each) => each.stage === stage)?.state;
}

describe("the scores of an import", () => {
  it("become covariates, and the study is fresh after that", async () => {
    const study = await imported([...answers, ...exact]);
    const {published} = await up(study);
    expect(published.covariates["score:exact"]).toEqual({
      type: "number",
      description: "mean score of the answers",
      higherIsBetter: true
    });
    expect(published.models.map((model) => model["score:exact"])).toEqual([0.5, 1.5, 2.5, 3.5]);
    expect(Object.keys(published.data)).toEqual(["models", "queries", "responses", "scores"]);
    expect(await stateOf(study, "study.json")).toBe("fresh");
  });

  it("make the study stale when they change", async () => {
    const study = await imported([...answers, ...exact]);
    await up(study);
    const rows = exact.map(({kind: _, ...row}) => ({...row, value: 7}));
    await writeTable(study, "scores", rows);
    expect(await stateOf(study, "study.json")).toBe("stale");
    expect(await column(study, "score:exact")).toEqual([7, 7, 7, 7]);
    expect(await stateOf(study, "study.json")).toBe("fresh");
  });

  it("count for listed models, queries and replicates only", async () => {
    const later = score("m1", "q1", 100, {replicate: 1});
    const study = await imported([...answers, ...exact, score("m1", "q9", 100), later]);
    writeFileSync(join(study, "models.csv"), "model_id\nm1\nm2\n");
    writeFileSync(join(study, "queries.csv"), "query_id,query_text\nq2,text q2\n");
    expect(await column(study, "score:exact")).toEqual([1, 2]);
  });

  it("are named with their filter where a metric has several", async () => {
    const filtered = exact.flatMap((row) => [
      {...row, filter: "strict"},
      {...row, filter: "loose", value: 9, higher_is_better: null}
    ]);
    const {published} = await up(await imported([...answers, ...filtered]));
    const names = Object.keys(published.covariates).filter((name) => name.startsWith("score:"));
    expect(names).toEqual(["score:exact,strict", "score:exact,loose"]);
    expect(published.covariates["score:exact,loose"]).not.toHaveProperty("higherIsBetter");
  });

  it("of a model as a whole stay as they are, and models without one have none", async () => {
    const whole = {metric: "elo", replicate: null, higher_is_better: null};
    const study = await imported([...answers, score("m2", null, 1200, whole)]);
    expect(await column(study, "score:elo")).toEqual([null, 1200, null, null]);
  });

  it("leave a column of that name that people wrote", async () => {
    const study = await imported([...answers, ...exact]);
    writeFileSync(join(study, "models.csv"), "model_id,score:exact\nm1,5\nm2,6\nm3,7\nm4,8\n");
    expect(await column(study, "score:exact")).toEqual([5, 6, 7, 8]);
  });

  it("can be predicted by name", async () => {
    const study = await imported([...answers, ...exact]);
    const set = ["--set", "covariate=score:exact", "--set", "dimension=1", "--json"];
    const {code, out} = await vantage("run", "regression", "--study", study, ...set);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({result: {covariate: "score:exact"}});
  });
});

describe("the ways models were asked", () => {
  it("become covariates where they differ", async () => {
    const facts = models.map((model, i) => fact(model, "prompt_template", i < 2 ? "old" : "new"));
    const study = await imported([...answers, ...facts]);
    expect(await column(study, "eval_setup")).toEqual(["A", "A", "B", "B"]);
    const {published} = await up(study);
    expect(published.models.map((model) => model.prompt_template)).toEqual([
      "old",
      "old",
      "new",
      "new"
    ]);
    expect(published.covariates.eval_setup?.type).toBe("class");
    expect(published.data).toHaveProperty("setups");
    expect(await stateOf(study, "study.json")).toBe("fresh");
  });

  it("become none where models were asked alike, or it is not known", async () => {
    const facts = models.slice(1).map((model) => fact(model, "prompt_template", "old"));
    const {published} = await up(await imported([...answers, ...facts]));
    expect(published.covariates).not.toHaveProperty("eval_setup");
    expect(published.covariates).not.toHaveProperty("prompt_template");
  });

  it("count for listed models only", async () => {
    const facts = models.map((model, i) => fact(model, "prompt_template", i < 3 ? "old" : "new"));
    const study = await imported([...answers, ...facts]);
    const path = join(study, "models.csv");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^m4.*\n/m, ""));
    expect((await up(study)).published.covariates).not.toHaveProperty("eval_setup");
  });
});
