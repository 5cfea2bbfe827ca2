import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {isAbsolute, join, relative, resolve} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {parseCsv} from "../../src/lib/intake/csv.js";
import {asRecord, type JsonRecord, parseJson} from "../../src/lib/intake/readJson.js";
import {readParquet} from "../store/parquet.js";

/**
 * The records of a CSV, JSON Lines or Parquet file that a study names, inside its folder.
 *
 * @throws DataError if the file lies outside, is missing or does not parse
 */
export async function readRecords(directory: string, file: string): Promise<JsonRecord[]> {
  const path = insidePath(directory, file);
  if (file.endsWith(".parquet")) return readParquet(path);
  const text = await readFile(path, "utf8");
  if (file.endsWith(".jsonl")) return jsonLines(text, file);
  const {columns, rows} = parseCsv(text, file);
  return rows.map((row) => Object.fromEntries(columns.map((name, k) => [name, row[k]])));
}

function jsonLines(text: string, file: string): JsonRecord[] {
  return text
    .split("\n")
    .map((line, i): [string, string] => [line, `${file}#${i + 1}`])
    .filter(([line]) => line.trim() !== "")
    .map(([line, where]) => asRecord(parseJson(line, where), where));
}

function insidePath(directory: string, file: string): string {
  const path = resolve(directory, file);
  const inside = relative(resolve(directory), path);
  if (inside.startsWith("..") || isAbsolute(inside))
    throw new DataError(`study.json: files must lie in the study's folder; got ${file}`);
  if (!existsSync(path))
    throw new DataError(`study.json: file must exist; got ${join(directory, file)}`);
  return path;
}
