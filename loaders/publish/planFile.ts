import {existsSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join, resolve} from "node:path";
import {readLedger, recordStages} from "../store/ledger.js";
import {fileKey} from "./fileKey.js";

/** A published file that only some studies have, and whether it is what it should be. */
export interface FilePlan {
  readonly path: string;
  /** what it is made from */
  readonly key: string;
  readonly state: "fresh" | "stale" | "missing";
}

/** A file that a study should publish, against what lies in its place. */
export async function planFile(
  studyDirectory: string,
  path: string,
  key: string
): Promise<FilePlan> {
  if (!existsSync(path)) return {path, key, state: "missing"};
  const record = (await readLedger(studyDirectory))[resolve(path)];
  const isFresh = record === `${key} ${await fileKey(path)}`;
  return {path, key, state: isFresh ? "fresh" : "stale"};
}

/** Notes that the file of a plan was written. */
export async function recordFile(studyDirectory: string, {path, key}: FilePlan): Promise<void> {
  await recordStages(studyDirectory, {[resolve(path)]: `${key} ${await fileKey(path)}`});
}

/** Takes away a file that the study does not ask for any more. */
export async function withdrawFile(studyDirectory: string, path: string): Promise<void> {
  await rm(path, {force: true});
  if ((await readLedger(studyDirectory))[resolve(path)] === undefined) return;
  await recordStages(studyDirectory, {[resolve(path)]: ""});
}

/** Paths of such files that were written to `out` and are gone or altered since, however old. */
export async function brokenFiles(studyDirectory: string, out: string): Promise<string[]> {
  const ledger = await readLedger(studyDirectory);
  const broken: string[] = [];
  for (const name of ["claims.json", "embedders.json", "trainer.json"]) {
    const path = join(out, name);
    const written = ledger[resolve(path)]?.split(" ")[1];
    if (written !== undefined && written !== (await fileKey(path))) broken.push(path);
  }
  return broken;
}
