import {rm} from "node:fs/promises";
import {join} from "node:path";
import type {PublishedClaims} from "../../src/claims/publishedClaims.js";
import {workflows} from "../../src/workflows/registry.js";
import {evaluateClaims} from "../claims/evaluateClaims.js";
import {readClaims} from "../claims/readClaims.js";
import type {Effects} from "../effects.js";
import {contentKey} from "../store/contentKey.js";
import {readLedger, recordStages} from "../store/ledger.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {openStudy} from "../study/openStudy.js";
import {fileKey} from "./fileKey.js";

/**
 * Writes `claims.json` among a study's published files: its claims and how they come out on its
 * published tables. Made again only when the claims, the published study or the analyses change.
 */
export async function publishClaims(
  studyDirectory: string,
  out: string,
  version: string,
  effects: Effects
): Promise<void> {
  const path = join(out, "claims.json");
  const definitions = await readClaims(studyDirectory);
  if (definitions.length === 0) return rm(path, {force: true});
  const study = await openStudy(out);
  const {loadTable: _, ...facts} = study;
  const stages = [...workflows.values()].flatMap(({cells}) =>
    [...cells.values()].map((cell) => [cell.name, cell.version])
  );
  const key = contentKey("claims", version, facts, stages, definitions);
  const record = (await readLedger(studyDirectory))[path];
  if (record !== undefined && record === `${key} ${await fileKey(path)}`) return;
  const claims = await evaluateClaims(study, definitions, {version, effects});
  const published: PublishedClaims = {schemaVersion: 1, claims, definitions};
  await writeAtomically(path, `${JSON.stringify(published)}\n`);
  await recordStages(studyDirectory, {[path]: `${key} ${await fileKey(path)}`});
}
