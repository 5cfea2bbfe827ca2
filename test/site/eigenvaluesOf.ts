import {join} from "node:path";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";

/** The first eigenvalues of a study's default space, by a headless run. */
export async function eigenvaluesOf(directory: string): Promise<number[]> {
  const out = join(directory, "out");
  await bringUpToDate(directory, {out, effects: quietEffects()});
  const host = {version: "test", now: () => 0};
  const {result} = await runWorkflow(await openStudy(out), "space", {}, host);
  return [...(result as SpaceResult).eigenvalues].slice(0, 24);
}
