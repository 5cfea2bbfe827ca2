import {mkdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {root} from "../repo/sources.js";

/** A lock this old was left by a run that was killed. */
const stale = 240_000;

/**
 * Runs what packs the project while no other test file does: packing compiles into one folder,
 * which each packing empties first.
 */
export async function oneAtATime<T>(pack: () => Promise<T>): Promise<T> {
  const lock = join(root, "node_modules", ".packing");
  while (!taken(lock)) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    return await pack();
  } finally {
    rmSync(lock, {recursive: true, force: true});
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, {throwIfNoEntry: false})?.mtimeMs ?? Date.now();
    if (Date.now() - since > stale) rmSync(lock, {recursive: true, force: true});
    return false;
  }
}
