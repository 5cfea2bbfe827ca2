import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {workflows} from "../../src/workflows/registry.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {bringUpToDate} from "../bringUpToDate.js";
import type {Effects} from "../effects.js";
import {publishResults} from "../publish/publishResults.js";
import {openStudy} from "../study/openStudy.js";

/**
 * Bring the published files of every study of a site up to date: tables and default results, from
 * `data/studies/<id>` to `src/data/<id>`.
 *
 * @returns the studies' ids
 */
export async function publishStudies(root: string, effects: Effects): Promise<string[]> {
  const ids = (await readdir(join(root, "data", "studies"))).sort();
  const {version} = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const id of ids) {
    const out = join(root, "src", "data", id);
    await bringUpToDate(join(root, "data", "studies", id), {out, effects});
    const study = await openStudy(out);
    await publishResults(out, [...workflows.keys()], (name) =>
      runWorkflow(study, name, {}, {version, now: effects.now})
    );
  }
  return ids;
}
