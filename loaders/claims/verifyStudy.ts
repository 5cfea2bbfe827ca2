import {existsSync} from "node:fs";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import type {EvaluatedClaim} from "../../src/claims/evaluateClaim.js";
import type {RunResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {compareResults, type Difference} from "../compare/compareResults.js";
import type {Effects} from "../effects.js";
import {openStudy} from "../study/openStudy.js";
import {evaluateClaims} from "./evaluateClaims.js";
import {readClaims} from "./readClaims.js";

/** A study recomputed: how its claims come out, and which published numbers a run does not give. */
export interface VerifiedStudy {
  readonly study: string;
  readonly claims: readonly EvaluatedClaim[];
  readonly moved: readonly (Difference & {readonly workflow: string})[];
}

/** How far a published number may be from a recomputed one, relative to its size. */
const tolerance = 1e-9;

/**
 * Recomputes a study's claims and its published default results from its published tables, whose hashes
 * are checked as they are opened.
 *
 * @param directory the study's folder, where `claims.json` is
 * @param published its published files
 */
export async function verifyStudy(
  directory: string,
  published: string,
  {
    version,
    effects
  }: {readonly version: string; readonly effects: Pick<Effects, "now" | "progress">}
): Promise<VerifiedStudy> {
  const study = await openStudy(published);
  const host = {version, now: effects.now};
  const evaluated = await evaluateClaims(study, await readClaims(directory), {version, effects});
  const runs = await publishedRuns(published);
  const moved = await Promise.all(
    runs.map(async ({workflow, inputs, result, warnings}) => {
      const again = await runWorkflow(study, workflow, inputs, host);
      const found = compareResults(
        {result, warnings},
        {result: again.result, warnings: again.warnings},
        tolerance
      );
      return found.map((difference) => ({workflow, ...difference}));
    })
  );
  return {study: study.id, claims: evaluated, moved: moved.flat()};
}

async function publishedRuns(published: string): Promise<RunResult[]> {
  const folder = join(published, "results");
  const names = existsSync(folder) ? (await readdir(folder)).sort() : [];
  const texts = names
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFile(join(folder, name), "utf8"));
  return (await Promise.all(texts)).map((text) => JSON.parse(text) as RunResult);
}
