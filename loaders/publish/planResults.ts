import {existsSync} from "node:fs";
import {resolve} from "node:path";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {publishedWorkflows} from "../../src/workflows/registry.js";
import {contentKey} from "../store/contentKey.js";
import {type Ledger, readLedger} from "../store/ledger.js";
import {fileKey} from "./fileKey.js";

/** The default run of one analysis a study should publish, and whether it has. */
export interface ResultPlan {
  readonly workflow: string;
  readonly path: string;
  /** what the default run is made from, and what the ledger records under the path before the rest */
  readonly key: string;
  readonly state: "fresh" | "refused" | "stale" | "missing";
  /** why there is no such result, if the study was found to have nothing for it */
  readonly why: string;
}

/**
 * The default results of a study against those in the folder `out`.
 *
 * @param published the small facts as they are or would be published
 * @param version Vantage's
 */
export async function planResults(
  studyDirectory: string,
  out: string,
  published: PublishedStudy,
  version: string
): Promise<ResultPlan[]> {
  const ledger = await readLedger(studyDirectory);
  return Promise.all(
    [...publishedWorkflows].map(async ([workflow, {cells}]) => {
      const path = resultPath(out, workflow);
      const stages = [...cells.values()].map((cell) => [cell.name, cell.version]);
      const key = contentKey(published, stages, version);
      return {workflow, path, key, ...(await stateOf(ledger, path, key))};
    })
  );
}

/** What the ledger keeps of a result that was written. */
export async function writtenRecord({key, path}: ResultPlan): Promise<string> {
  return `${key} ${await fileKey(path)}`;
}

/** What the ledger keeps of an analysis the study has nothing for. */
export function refusedRecord({key}: ResultPlan, why: string): string {
  return `${key} ${refusal}${why}`;
}

const refusal = "refused: ";

/**
 * Paths of default results that were written to `out` and are gone or altered since, however old:
 * whether they are up to date is not asked.
 */
export async function brokenResults(studyDirectory: string, out: string): Promise<string[]> {
  const ledger = await readLedger(studyDirectory);
  const broken: string[] = [];
  for (const workflow of publishedWorkflows.keys()) {
    const path = resultPath(out, workflow);
    const [, written = refusal.trim()] = ledger[path]?.split(" ") ?? [];
    if (written !== refusal.trim() && written !== (await fileKey(path))) broken.push(path);
  }
  return broken;
}

async function stateOf(ledger: Ledger, path: string, key: string) {
  const record = ledger[path];
  const refused = `${key} ${refusal}`;
  if (record?.startsWith(refused)) {
    if (existsSync(path)) return {state: "stale", why: ""} as const;
    return {state: "refused", why: record.slice(refused.length)} as const;
  }
  if (!existsSync(path)) return {state: "missing", why: ""} as const;
  const isFresh = record === `${key} ${await fileKey(path)}`;
  return {state: isFresh ? "fresh" : "stale", why: ""} as const;
}

/** A stage is named by the whole path, since one study may be published to several places. */
function resultPath(published: string, workflow: string): string {
  return resolve(published, "results", `${workflow}.json`);
}
