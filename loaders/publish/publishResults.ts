import {join} from "node:path";
import {writeAtomically} from "../store/writeAtomically.js";

/**
 * Stores the default run of each workflow as `results/<workflow>.json` among a study's published
 * files, so that a page can show it before any script runs. Timing is left out: it alone differs
 * between runs.
 *
 * @param run gives a workflow's default run over the published study
 */
export async function publishResults(
  directory: string,
  workflows: readonly string[],
  run: (workflow: string) => Promise<{readonly timing?: unknown}>
): Promise<void> {
  for (const workflow of workflows) {
    const {timing: _, ...result} = await run(workflow);
    await writeAtomically(
      join(directory, "results", `${workflow}.json`),
      `${JSON.stringify(result)}\n`
    );
  }
}
