import {existsSync} from "node:fs";
import {readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import type {RunResult} from "../../src/workflows/results.js";
import {storePath} from "../store/ledger.js";

/**
 * The runs something holds, by analysis: a result that `run --out` wrote, a folder of published files,
 * or a study, whose published files are in its store.
 *
 * @throws LoaderError if it holds none; DataError if a file is no result
 */
export async function readRuns(path: string): Promise<ReadonlyMap<string, RunResult>> {
  // Not 1, which says that something moved.
  const wrongUse = {exitCode: 2} as const;
  if (!existsSync(path))
    throw new LoaderError(`diff: file or folder must exist; got ${path}`, wrongUse);
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? await resultFiles(path) : [path];
  const runs = await Promise.all(files.map(readRun));
  if (runs.length === 0)
    throw new LoaderError(
      `diff: folder must hold published results; got ${path} (vantage data)`,
      wrongUse
    );
  return new Map(runs.map((run) => [run.workflow, run]));
}

async function resultFiles(folder: string): Promise<string[]> {
  const places = [folder, storePath(folder, "published")].map((place) => join(place, "results"));
  const results = places.find((place) => existsSync(place));
  if (!results) return [];
  const names = (await readdir(results)).filter((name) => name.endsWith(".json")).sort();
  return names.map((name) => join(results, name));
}

async function readRun(path: string): Promise<RunResult> {
  const value = parseJson(await readFile(path, "utf8"), path) as Partial<RunResult> | null;
  if (typeof value?.workflow === "string" && value.inputs && value.manifest)
    return value as RunResult;
  throw new DataError(`${path}: file must be the result of a run; got another`);
}
