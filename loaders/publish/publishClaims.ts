import {join} from "node:path";
import type {PublishedClaims} from "../../src/claims/publishedClaims.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {workflows} from "../../src/workflows/registry.js";
import {evaluateClaims} from "../claims/evaluateClaims.js";
import {readClaims} from "../claims/readClaims.js";
import type {Effects} from "../effects.js";
import {contentKey} from "../store/contentKey.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {openStudy} from "../study/openStudy.js";
import {type FilePlan, planFile, recordFile, withdrawFile} from "./planFile.js";

const pathIn = (out: string) => join(out, "claims.json");

/**
 * What `claims.json` should be made from, and whether it is; null for a study that claims nothing.
 *
 * @param facts the published study
 * @param version Vantage's
 */
export async function planClaims(
  studyDirectory: string,
  out: string,
  facts: PublishedStudy,
  version: string
): Promise<FilePlan | null> {
  const definitions = await readClaims(studyDirectory);
  if (definitions.length === 0) return null;
  const stages = [...workflows.values()].flatMap(({cells}) =>
    [...cells.values()].map((cell) => [cell.name, cell.version])
  );
  return planFile(
    studyDirectory,
    pathIn(out),
    contentKey("claims", version, facts, stages, definitions)
  );
}

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
  const study = await openStudy(out);
  const {loadTable: _, ...facts} = study;
  const plan = await planClaims(studyDirectory, out, facts, version);
  if (plan === null) return withdrawFile(studyDirectory, pathIn(out));
  if (plan.state === "fresh") return;
  const definitions = await readClaims(studyDirectory);
  const claims = await evaluateClaims(study, definitions, {version, effects});
  const published: PublishedClaims = {schemaVersion: 1, claims, definitions};
  await writeAtomically(plan.path, `${JSON.stringify(published)}\n`);
  await recordFile(studyDirectory, plan);
}
