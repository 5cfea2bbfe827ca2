import {existsSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import {readLedger, recordStages} from "../store/ledger.js";
import {folderIds} from "./folderIds.js";

/**
 * Removes from `src/data` of a site what was published of studies that are gone from `data/studies`,
 * so that a study taken away is on no page. A site without `data/studies` keeps what it has.
 *
 * @param root folder of the site; its ledger remembers which folders were made from a study
 * @returns ids of the studies withdrawn
 * @throws LoaderError for a folder nobody published: it is not ours to remove, nor to put on a page
 */
export async function withdrawStudies(root: string): Promise<string[]> {
  const studies = join(root, "data", "studies");
  if (!existsSync(studies)) return [];
  const ids = folderIds(join(root, "src", "data"));
  const isGone = (id: string) => !existsSync(join(studies, id, "study.json"));
  const kept = ids.filter((id) => !isGone(id));
  await recordStages(root, Object.fromEntries(kept.map((id) => [stageOf(id), "published"])));
  const ledger = await readLedger(root);
  const foreign = ids.filter((id) => isGone(id) && ledger[stageOf(id)] !== "published");
  if (foreign.length > 0) throw foreignError(foreign);
  const gone = ids.filter(isGone);
  for (const id of gone) await rm(join(root, "src", "data", id), {recursive: true});
  await recordStages(root, Object.fromEntries(gone.map((id) => [stageOf(id), "withdrawn"])));
  return gone;
}

function stageOf(id: string): string {
  return `src/data/${id}`;
}

function foreignError(ids: readonly string[]): LoaderError {
  const names = ids.map(stageOf).join(", ");
  return new LoaderError(
    `build: every folder of src/data must have its study in data/studies; got ${names} without (remove it, or put the study back)`
  );
}
