import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import {csvRecords} from "../../src/lib/intake/csv.js";
import type {StudyData} from "../../src/lib/schema/studyData.js";
import type {
  ClassificationResult,
  RegressionResult,
  SpaceResult
} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import golden from "../golden/scores/data.json" with {type: "json"};

const source = fileURLToPath(new URL("../../data/studies/gpt4all", import.meta.url));
const files = ["study.json", "references.bib", "scores.csv", "models.csv", "queries.csv"];
const host = {version: "0", now: () => 0};
let folder: string;
let study: StudyData;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vantage-gpt4all-"));
  for (const file of files) cpSync(join(source, file), join(folder, "gpt4all", file));
  const out = join(folder, "out");
  await bringUpToDate(join(folder, "gpt4all"), {out, effects: quietEffects()});
  study = await openStudy(out);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

async function result<R>(workflow: string, given: Readonly<Record<string, unknown>> = {}) {
  return (await runWorkflow(study, workflow, given, host)).result as R;
}

function column(matrix: SpaceResult["coordinates"], k: number): number[] {
  const [n, d] = matrix.shape;
  return Array.from({length: n}, (_, i) => matrix.data[i * d + k] as number);
}

function largestGap(found: ArrayLike<number>, wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  return Math.max(...wanted.map((value, i) => Math.abs((found[i] as number) - value)));
}

describe("the GPT4All benchmark table", () => {
  it("is 38 models with a score on each of seven tasks, not answers", () => {
    expect(study.kind).toBe("scores");
    expect(study.embedder).toEqual({id: "scores", name: "scores", lexical: false});
    expect(study.models.map(({model_id}) => model_id)).toEqual(golden.models);
    expect(study.queries.map(({query_id}) => query_id)).toEqual(golden.tasks);
    expect(study.statuses).toEqual({ok: 38 * 7});
    expect(Object.keys(study.covariates)).toEqual(["in_ecosystem", "size", "average"]);
  });

  it("has the average it prints, to a tenth, in every row", () => {
    const gaps = study.models.map(({average}, i) =>
      Math.abs((average as number) - (golden.means[i] as number))
    );
    expect(Math.max(...gaps)).toBeLessThan(0.06);
  });

  it("has a size only where the name says one", () => {
    for (const {model_id, size} of study.models) {
      const said = /(\d+(?:\.\d+)?)b\b/i.exec(model_id)?.[1];
      expect([model_id, size]).toEqual([model_id, said === undefined ? null : Number(said)]);
    }
  });

  it("becomes the space that NumPy makes of its rows", async () => {
    const space = await result<SpaceResult>("space", {dimension: 3});
    expect(space.debiased).toBe(false);
    expect(largestGap(space.distances as Float64Array, golden.distances)).toBeLessThan(1e-4);
    const relative = golden.eigenvalues.map((value, k) =>
      Math.abs((space.eigenvalues[k] as number) / value - 1)
    );
    expect(Math.max(...relative)).toBeLessThan(1e-5);
    for (const k of [0, 1, 2]) {
      const wanted = golden.coordinates.map((row) => row[k] as number);
      const found = column(space.coordinates, k);
      const sign = Math.sign(found.reduce((sum, x, i) => sum + x * (wanted[i] as number), 0));
      expect(
        largestGap(
          found,
          wanted.map((x) => sign * x)
        )
      ).toBeLessThan(1e-3);
    }
  });

  it("has no more axes than tasks", async () => {
    const {eigenvalues, negativeMass} = await result<SpaceResult>("space");
    expect(Math.abs(eigenvalues[7] as number)).toBeLessThan(1e-3);
    expect(negativeMass).toBeLessThan(1e-5);
  });

  it("is asked by default for nothing its own sum would answer", async () => {
    const {covariate, metrics, baseline} = await result<RegressionResult>("regression");
    expect(covariate).toBe("size");
    expect(metrics.mae).toBeGreaterThan(baseline.mae);
    const own = await result<RegressionResult>("regression", {
      covariate: "average",
      dimension: 7,
      validation: "leave-one-model-out"
    });
    // The circle the study's description of `average` warns of.
    expect(own.metrics.mae).toBeLessThan(0.1);
  });

  it("lies on a line where there is one task", async () => {
    const {dimension, elbows} = await result<SpaceResult>("space", {queryCount: 1});
    expect([dimension, elbows]).toEqual([1, [1]]);
  });

  it("tells who was there first no better than shuffles within families allow", async () => {
    const {label, accuracy, chance, pValue, inference} =
      await result<ClassificationResult>("classification");
    expect([label, inference.exchange]).toEqual(["in_ecosystem", "within"]);
    expect(accuracy).toBeGreaterThan(chance);
    expect(pValue).toBeGreaterThan(0.05);
  });
});

const fixtures = process.env.VANTAGE_FIXTURES;

describe.skipIf(fixtures === undefined)(
  "the table against recorded copies (VANTAGE_FIXTURES)",
  () => {
    it("has the scores that the model cards print, for all 26 models they share", () => {
      const path = join(fixtures ?? "", "gpt4all", "benchmark.csv");
      if (!existsSync(path)) throw new Error(`VANTAGE_FIXTURES must hold ${path}`);
      const own = csvRecords(readFileSync(join(source, "scores.csv"), "utf8"), "scores.csv");
      const rowOf = new Map(own.map(({record}) => [String(record.model_id), record]));
      const printed = csvRecords(readFileSync(path, "utf8"), "benchmark.csv");
      expect(printed.length).toBe(26);
      for (const {record} of printed) {
        const name = record.model === "Mosaic mpt-7b" ? "Mosaic MPT7B" : String(record.model);
        const scores = (row: Readonly<Record<string, unknown>> | undefined) =>
          golden.tasks.map((task) => Number(row?.[task]));
        expect([name, scores(rowOf.get(name))]).toEqual([name, scores(record)]);
      }
    });
  }
);
