import {existsSync} from "node:fs";
import {rm} from "node:fs/promises";
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
    const [path, key] = [resultPath(published, name), contentKey(facts, stages, version)];
    if (ledger[path] === key && existsSync(path)) continue;
    try {
      const host = {version, now: effects.now};
      await publishResults(published, [name], () => runWorkflow(study, name, {}, host));
      await recordStages(studyDirectory, {[path]: key});
      run.push(name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await rm(path, {force: true});
      refused.push({workflow: name, why: error.message});
    }
    effects.progress("default results", run.length + refused.length, workflows.size);
  }
  return {run, refused};
}

/** A stage is named by the whole path, since one study may be published to several places. */
function resultPath(published: string, workflow: string): string {
  return resolve(published, "results", `${workflow}.json`);
}
