import {rm} from "node:fs/promises";
import {DomainError} from "../../src/lib/core/errors.js";
import {publishedWorkflows} from "../../src/workflows/registry.js";
import {runWorkflow} from "../../src/workflows/run.js";
import type {Effects} from "../effects.js";
import {recordStages} from "../store/ledger.js";
import {openStudy} from "../study/openStudy.js";
import {planResults, refusedRecord, writtenRecord} from "./planResults.js";
import {publishResults} from "./publishResults.js";

/**
 * Runs every analysis with a study's defaults over its published files and stores the results beside
 * them; those made from the same files, defaults and stage versions are left alone.
 *
 * @param version Vantage's, for the manifest
 * @returns names of the analyses run, and of those the study has nothing for (say, no covariate)
 */
export async function publishDefaults(
  studyDirectory: string,
  published: string,
  version: string,
  effects: Effects
): Promise<{run: string[]; refused: {workflow: string; why: string}[]}> {
  const study = await openStudy(published);
  const {loadTable: _, ...facts} = study;
  const run: string[] = [];
  const refused: {workflow: string; why: string}[] = [];
  for (const plan of await planResults(studyDirectory, published, facts, version)) {
    const {workflow, path, state} = plan;
    if (state === "refused") refused.push({workflow, why: plan.why});
    if (state === "fresh" || state === "refused") continue;
    try {
      const host = {version, now: effects.now};
      await publishResults(published, [workflow], () => runWorkflow(study, workflow, {}, host));
      await recordStages(studyDirectory, {[path]: await writtenRecord(plan)});
      run.push(workflow);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await rm(path, {force: true});
      await recordStages(studyDirectory, {[path]: refusedRecord(plan, error.message)});
      refused.push({workflow, why: error.message});
    }
    effects.progress("default results", run.length + refused.length, publishedWorkflows.size);
  }
  return {run, refused};
}
