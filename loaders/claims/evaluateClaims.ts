import type {Claim} from "../../src/claims/claimSchema.js";
import {type EvaluatedClaim, evaluateClaim} from "../../src/claims/evaluateClaim.js";
import type {StudyData} from "../../src/lib/schema/studyData.js";
import {runWorkflow} from "../../src/workflows/run.js";
import type {Effects} from "../effects.js";

/** Decides claims about a study, one after the other. */
export async function evaluateClaims(
  study: StudyData,
  claims: readonly Claim[],
  {
    version,
    effects
  }: {readonly version: string; readonly effects: Pick<Effects, "now" | "progress">}
): Promise<EvaluatedClaim[]> {
  const host = {version, now: effects.now};
  const run = async (workflow: string, inputs: Readonly<Record<string, unknown>>) =>
    (await runWorkflow(study, workflow, inputs, host)).result;
  const evaluated: EvaluatedClaim[] = [];
  for (const claim of claims) {
    evaluated.push(await evaluateClaim(claim, run));
    effects.progress("claims", evaluated.length, claims.length);
  }
  return evaluated;
}
