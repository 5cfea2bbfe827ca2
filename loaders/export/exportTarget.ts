import {existsSync, lstatSync} from "node:fs";
import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import {writeAtomically} from "../store/writeAtomically.js";

/** What a killed process leaves of a file. */
const leftover = /\.[0-9a-f-]{36}\.tmp$/;

/** Where an export goes: a path that is free, or under `force` one that an export may replace. */
export interface ExportTarget {
  readonly out: string;
  readonly force: boolean;
}

/**
 * Refuses a file that is there already, unless `force` replaces it.
 *
 * @throws LoaderError (exit code 2)
 */
export function requireFileTarget({out, force}: ExportTarget): void {
  const found = lstatSync(out, {throwIfNoEntry: false});
  if (!found) return;
  if (!force) throw taken(out);
  if (found.isDirectory()) throw refused(`--out must be a file; got the folder ${out}`);
}

/**
 * Refuses a folder that is there already, unless `force` is given and it holds nothing but files an
 * export of this format writes.
 *
 * @param own whether an export writes files of this name
 * @throws LoaderError (exit code 2)
 */
export async function requireFolderTarget(
  {out, force}: ExportTarget,
  own: (name: string) => boolean
): Promise<void> {
  const found = lstatSync(out, {throwIfNoEntry: false});
  if (!found) return;
  if (!force) throw taken(out);
  if (!found.isDirectory()) throw refused(`--out must be a folder; got the file ${out}`);
  const foreign = (await readdir(out)).find((name) => !own(name.replace(leftover, "")));
  if (foreign === undefined) return;
  const expected = "--force replaces only folders that hold an export of this format";
  throw refused(`${expected}; got ${JSON.stringify(foreign)} in ${out}`);
}

/**
 * Writes the files of an export one by one, each whole or not at all. Those of an earlier export go
 * first, and of them the one given last here, so that what lists the others never stands beside
 * files it does not describe.
 *
 * @param files names and contents, each made when its turn comes
 */
export async function writeFolder(
  out: string,
  files: readonly {readonly name: string; readonly content: () => Uint8Array | string}[]
): Promise<void> {
  const last = files.at(-1)?.name;
  const earlier = existsSync(out) ? await readdir(out) : [];
  const doomed = earlier.sort((a, b) => Number(b === last) - Number(a === last));
  for (const name of doomed) await rm(join(out, name));
  for (const {name, content} of files) await writeAtomically(join(out, name), content());
}

function taken(out: string): LoaderError {
  return refused(`--out must not exist yet, or give --force; got ${out}`);
}

function refused(message: string): LoaderError {
  return new LoaderError(`export: ${message}`, {exitCode: 2});
}
