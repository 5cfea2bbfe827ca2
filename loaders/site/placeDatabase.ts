import {existsSync} from "node:fs";
import {copyFile, mkdir, readdir, readFile, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {databaseFile} from "../../src/lib/schema/databaseFile.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {folderIds} from "./folderIds.js";

/**
 * Puts DuckDB for readers' browsers beside the published studies, where a study publishes answers that
 * can be searched; takes it away where none does, and that of another release.
 *
 * @param root folder of the site
 */
export async function placeDatabase(root: string): Promise<void> {
  const data = join(root, "src", "data");
  const studies = await Promise.all(folderIds(data).map((id) => readStudy(join(data, id))));
  const isWanted = studies.some(({answers}) => (answers?.files ?? []).length > 0);
  const names = existsSync(data) ? await readdir(data) : [];
  for (const name of names)
    if (/^duckdb-.*\.wasm\.gz$/.test(name) && !(isWanted && name === databaseFile))
      await rm(join(data, name));
  if (isWanted && !names.includes(databaseFile)) await writeDatabase(data);
}

/** Writes the file into a folder: the package has it ready, the sources make it from DuckDB's own. */
export async function writeDatabase(folder: string): Promise<void> {
  const path = join(folder, databaseFile);
  const ready = fileURLToPath(new URL(`../../${databaseFile}`, import.meta.url));
  await mkdir(folder, {recursive: true});
  if (existsSync(ready)) return copyFile(ready, path);
  const {resolve} = createRequire(import.meta.url);
  const module = await readFile(resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  await writeAtomically(path, await promisify(gzip)(module, {level: 9}));
}

async function readStudy(folder: string): Promise<PublishedStudy> {
  return JSON.parse(await readFile(join(folder, "study.json"), "utf8"));
}
