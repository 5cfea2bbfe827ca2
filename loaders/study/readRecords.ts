import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {isAbsolute, join, relative, resolve} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {csvRecords} from "../../src/lib/intake/csv.js";
import {
  atRecord,
  type JsonRecord,
  jsonLineRecords,
  type LocatedRecord
} from "../../src/lib/intake/readJson.js";
import {readParquet} from "../store/parquet.js";

/**
 * The records of a CSV, JSON Lines or Parquet file that a study names, inside its folder.
 *
 * @throws DataError if the file lies outside, is missing or does not parse
 */
export async function readRecords(directory: string, file: string): Promise<LocatedRecord[]> {
  const path = insidePath(directory, file);
  if (file.endsWith(".parquet")) return located(await readParquet(path), file);
  const text = await readFile(path, "utf8");
  return file.endsWith(".jsonl") ? jsonLineRecords(text, file) : csvRecords(text, file);
}

/** Names the records of a file without lines. */
export function located(records: readonly JsonRecord[], file: string): LocatedRecord[] {
  return records.map((record, i) => ({record, where: atRecord(file, i)}));
}

/** Where a file lies that a study names. @throws DataError if that is outside its folder, or nothing is there */
export function insidePath(directory: string, file: string): string {
  const path = resolve(directory, file);
  const inside = relative(resolve(directory), path);
  if (inside.startsWith("..") || isAbsolute(inside))
    throw new DataError(`study.json: files must lie in the study's folder; got ${file}`);
  if (!existsSync(path))
    throw new DataError(`study.json: file must exist; got ${join(directory, file)}`);
  return path;
}
