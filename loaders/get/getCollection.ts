import {existsSync} from "node:fs";
import {mkdir, readFile, realpath} from "node:fs/promises";
import {dirname, join, resolve, sep} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import type {Effects} from "../effects.js";
import {fileKey} from "../publish/fileKey.js";
import {replaceAtomically, writeAtomically} from "../store/writeAtomically.js";
import {type Arrived, downloadFile} from "./downloadFile.js";
import {type Recipe, type RecipeFile, sourcesFile} from "./recipe.js";

/** A file of a collection on this machine. */
export interface GotFile extends Arrived {
  readonly path: string;
  readonly url: string;
}

/** What fetching a collection did. */
export interface GotCollection {
  readonly folder: string;
  readonly files: readonly GotFile[];
  /** how many of them were fetched now; the others were there already */
  readonly fetched: number;
}

/**
 * Fetches a collection below a folder. Files that are there and whole are left alone, so that it may
 * be stopped and begun again; where they came from is written to `SOURCES.json` after each.
 *
 * @throws LoaderError in one line: what `downloadFile` throws; a file of the name that is not an
 * earlier download; a folder that a link leads out of `to`
 */
export async function getCollection(
  recipe: Recipe,
  to: string,
  {progress}: Pick<Effects, "progress">
): Promise<GotCollection> {
  const folder = resolve(to);
  await mkdir(folder, {recursive: true});
  const known = await readSources(folder);
  const files: GotFile[] = [];
  let fetched = 0;
  for (const file of recipe.files) {
    const held = await heldFile(folder, file, known);
    files.push(held ?? (await fetchFile(folder, file)));
    if (!held) {
      fetched++;
      await writeSources(folder, recipe, files, known);
    }
    progress("files", files.length, recipe.files.length);
  }
  return {folder, files, fetched};
}

/** The file if it is here and the one meant; undefined if it must be fetched. */
async function heldFile(
  folder: string,
  {path, url, sha256, bytes}: RecipeFile,
  known: readonly GotFile[]
): Promise<GotFile | undefined> {
  const target = join(folder, path);
  if (!existsSync(target)) return undefined;
  await requireInside(folder, target);
  const recorded = known.find((each) => each.path === path);
  const wanted = sha256 ?? (recorded?.url === url ? recorded.sha256 : undefined);
  const found = await fileKey(target);
  if (found !== undefined && found === wanted)
    return {path, url, sha256: found, bytes: bytes ?? (await readFile(target)).length};
  if (recorded) return undefined;
  throw new LoaderError(
    `get: ${target} must be absent or an earlier download; got another file (move it away)`
  );
}

async function fetchFile(folder: string, file: RecipeFile): Promise<GotFile> {
  const {path, url} = file;
  const target = join(folder, path);
  await requireInside(folder, target);
  let arrived: Arrived | undefined;
  await replaceAtomically(target, async (temporary) => {
    arrived = await downloadFile(file, temporary);
  });
  return {path, url, ...(arrived as Arrived)};
}

/** The nearest folder above a file that is there must lie below `folder` when links are followed. */
async function requireInside(folder: string, target: string): Promise<void> {
  let parent = dirname(target);
  while (!existsSync(parent)) parent = dirname(parent);
  const [top, real] = [await realpath(folder), await realpath(parent)];
  if (real === top || real.startsWith(top.endsWith(sep) ? top : top + sep)) return;
  throw new LoaderError(`get: files must stay in ${folder}; got a link to ${real}`);
}

async function readSources(folder: string): Promise<GotFile[]> {
  try {
    const {files} = JSON.parse(await readFile(join(folder, sourcesFile), "utf8"));
    return Array.isArray(files) ? files : [];
  } catch {
    return [];
  }
}

/** Keeps what is known of files not reached yet, so that a second run that is stopped loses nothing. */
async function writeSources(
  folder: string,
  recipe: Recipe,
  files: readonly GotFile[],
  known: readonly GotFile[]
): Promise<void> {
  const {name, title, license, homepage, repository, commit} = recipe;
  const reached = new Set(files.map(({path}) => path));
  const all = [...files, ...known.filter(({path}) => !reached.has(path))];
  const sources = {recipe: name, title, license, homepage, repository, commit, files: all};
  await writeAtomically(join(folder, sourcesFile), `${JSON.stringify(sources, null, 2)}\n`);
}
