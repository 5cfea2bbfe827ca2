import {resolve} from "node:path";
import {DomainError} from "../../src/lib/core/errors.js";
import {workflows} from "../../src/workflows/registry.js";
import {runWorkflow} from "../../src/workflows/run.js";
import type {Effects} from "../effects.js";
import {contentKey} from "../store/contentKey.js";
import {readLedger, recordStages} from "../store/ledger.js";
import {openStudy} from "../study/openStudy.js";
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
  const ledger = await readLedger(studyDirectory);
  const {loadTable: _, ...facts} = study;
  const run: string[] = [];
  const refused: {workflow: string; why: string}[] = [];
  for (const [name, workflow] of workflows) {
    const stages = [...workflow.cells.values()].map((cell) => [cell.name, cell.version]);
    const [stage, key] = [resolve(published, "results", name), contentKey(facts, stages, version)];
    if (ledger[stage] === key) continue;
    try {
      const host = {version, now: effects.now};
      await publishResults(published, [name], () => runWorkflow(study, name, {}, host));
      run.push(name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({workflow: name, why: error.message});
    }
    await recordStages(studyDirectory, {[stage]: key});
    effects.progress("default results", run.length + refused.length, workflows.size);
  }
  return {run, refused};
}
