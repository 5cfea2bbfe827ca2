import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import type {PublishedStudy, StudyData} from "../../src/lib/schema/studyData.js";
import {type DistanceFile, readDistanceTable} from "../../src/lib/tables/distanceTable.js";
import {tableHash} from "../publish/tableHash.js";

/**
 * Opens a folder of published files as workflows want it: the small facts now, tables when asked
 * for, each checked against its hash.
 *
 * @throws LoaderError if the folder holds no published study; DataError if a table is not the one
 * `study.json` lists
 */
export async function openStudy(directory: string): Promise<StudyData> {
  const published = await readPublished(directory);
  if (!published)
    throw new LoaderError(`openStudy: folder must hold a published study.json; got ${directory}`);
  return {
    ...published,
    async loadTable(entry) {
      const path = join(directory, entry.file);
      const table = decode(path, await readFile(path));
      const found = tableHash(table);
      if (found === entry.hash) return table;
      throw new DataError(`${path}: hash must be ${entry.hash}; got ${found}`);
    }
  };
}

/** Whatever a damaged file makes the decoder say, the file is named. */
function decode(path: string, bytes: Uint8Array): DistanceFile {
  try {
    return readDistanceTable(bytes);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new DataError(`${path}: file must be a distance table; got "${detail}"`);
  }
}

/** The `study.json` of a folder of published files; undefined if there is none or it is a source. */
export async function readPublished(directory: string): Promise<PublishedStudy | undefined> {
  const path = join(directory, "study.json");
  if (!existsSync(path)) return undefined;
  const value = parseJson(await readFile(path, "utf8"), path) as Partial<PublishedStudy> | null;
  return Array.isArray(value?.tables) && Array.isArray(value.models)
    ? (value as PublishedStudy)
    : undefined;
}

/** As `readPublished`, for files that can be made again: a damaged one is none. */
export async function readIntact(directory: string): Promise<PublishedStudy | undefined> {
  try {
    return await readPublished(directory);
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
