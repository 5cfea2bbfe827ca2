import {existsSync} from "node:fs";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {StudyData} from "../../src/lib/schema/studyData.js";
import type {
  ClassificationResult,
  RegressionResult,
  SpaceResult
} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";

const fixtures = process.env.VANTAGE_FIXTURES;
const scored = "family <> 'adversarial' and length_controlled_winrate is not null";
const families = "family in ('claude', 'gpt', 'llama-1', 'llama-2', 'llama-3', 'mistral', 'qwen')";

describe.skipIf(fixtures === undefined)(
  "recorded AlpacaEval answers, from files to numbers (needs VANTAGE_FIXTURES)",
  () => {
    let folder: string;
    let study: StudyData;
    const run = (workflow: string, given: Record<string, unknown>) =>
      runWorkflow(study, workflow, given, {version: "test", now: () => 0});

    beforeAll(async () => {
      const source = join(fixtures as string, "alpacaeval-dev");
      if (!existsSync(source)) throw new Error(`VANTAGE_FIXTURES must hold ${source}`);
      folder = await mkdtemp(join(tmpdir(), "vantage-alpaca-"));
      await importStudy({
        format: "alpacaeval",
        paths: [join(source, "results")],
        study: folder,
        covariates: join(source, "covariates.csv")
      });
      const out = join(folder, "published");
      study = await openStudy(
        (await bringUpToDate(folder, {out, effects: quietEffects()})).directory
      );
    }, 120_000);
    afterAll(() => rm(folder, {recursive: true}));

    it("gives the reference's spectrum, elbows and distances", async () => {
      const {result, warnings} = await run("space", {elbowRule: "positive"});
      const space = result as SpaceResult;
      const file = join(fixtures as string, "reference/alpacaeval-dev.hash-ngram-512.json");
      const reference = JSON.parse(await readFile(file, "utf8")).all;
      expect(space.models).toHaveLength(64);
      expect(space.queriesUsed).toHaveLength(149);
      expect(space.elbows).toEqual([5, 25, 42]);
      expect(reference.eigenvalues).toHaveLength(30);
      reference.eigenvalues.forEach((value: number, k: number) => {
        expect(Math.abs((space.eigenvalues[k] as number) / value - 1)).toBeLessThan(1e-4);
      });
      expect(space.distances[0]).toBeCloseTo(reference.D[0][1], 5);
      expect(warnings.map(({code}) => code)).toEqual(
        expect.arrayContaining(["QUERIES_DROPPED", "EMPTY_ANSWERS"])
      );
      expect(space.dropped.queries).toHaveLength(1);
    });

    it.each([
      ["leave-one-model-out", 0.665, 7.5],
      ["leave-one-family-out", 0.672, 7.6]
    ])("predicts win rates, %s: r2 %d, mae %d", async (validation, r2, mae) => {
      const {result} = await run("regression", {
        covariate: "length_controlled_winrate",
        method: "ols",
        dimension: 5,
        induction: "labelled",
        models: scored,
        validation,
        permutations: 0
      });
      const {metrics, models} = result as RegressionResult;
      expect(models).toHaveLength(61);
      expect(Math.abs((metrics.r2 as number) - r2)).toBeLessThan(1e-3);
      expect(Math.abs(metrics.mae - mae)).toBeLessThan(1e-2);
    });

    it("names the models without a score", async () => {
      const {result} = await run("regression", {permutations: 0, dimension: 5});
      expect((result as RegressionResult).unlabelled).toEqual([
        "Mistral-7B+RAHF-DUAL+LoRA",
        "gpt-4-0125-preview"
      ]);
    });

    it("tells families apart by the nearest model at .612", async () => {
      const {result} = await run("classification", {
        label: "family",
        method: "knn",
        k: 1,
        space: "distances",
        validation: "leave-one-model-out",
        models: families,
        permutations: 0
      });
      const {accuracy, models} = result as ClassificationResult;
      expect(models).toHaveLength(49);
      expect(accuracy).toBeCloseTo(0.612, 3);
    });
  }
);
