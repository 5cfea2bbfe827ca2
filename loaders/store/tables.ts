import {existsSync, statSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {atRecord} from "../../src/lib/intake/readJson.js";
import {modelRow, queryRow, responseRow, scoreRow, setupRow} from "../../src/lib/schema/tables.js";
import {readJsonLinesTable} from "./jsonLinesTable.js";
import {readParquet, type StoredRow, writeParquet} from "./parquet.js";
import {streamParquet} from "./parquetStream.js";
import {columnsOf, type TableName, type TableRows} from "./tableColumns.js";

export type {TableName, TableRows};

const schemas = {
  models: modelRow,
  queries: queryRow,
  responses: responseRow,
  scores: scoreRow,
  setups: setupRow
};

/** Where a table of a study lies. */
export function tablePath(studyDirectory: string, name: TableName): string {
  return join(studyDirectory, "tables", `${name}.parquet`);
}

/** Where a study that was downloaded from a page has a table, until it is written anew. */
function linesPath(studyDirectory: string, name: TableName): string {
  return join(studyDirectory, "tables", `${name}.jsonl`);
}

/** Writes one canonical table of a study. */
export async function writeTable<Name extends TableName>(
  studyDirectory: string,
  name: Name,
  rows: readonly TableRows[Name][]
): Promise<void> {
  await writeParquet(tablePath(studyDirectory, name), columnsOf(name, rows), rows);
  await rm(linesPath(studyDirectory, name), {force: true});
}

/**
 * Reads one canonical table of a study, Parquet or else JSON Lines; undefined if there is none.
 *
 * @throws LoaderError if the file is damaged; DataError naming file, row and field if a row is not as
 * declared
 */
export async function readTable<Name extends TableName>(
  studyDirectory: string,
  name: Name
): Promise<TableRows[Name][] | undefined> {
  const path = tablePath(studyDirectory, name);
  if (existsSync(path)) return checkedRows(name, await readParquet(path), 0);
  const lines = linesPath(studyDirectory, name);
  const rows = await readJsonLinesTable(lines);
  return rows && checkedRows(name, rows, 0, "jsonl");
}

/**
 * The rows of one canonical table of a study, read again by everyone who goes through them and never
 * all in memory, but for JSON Lines; undefined if there is none.
 *
 * @throws while it is gone through: as `readTable`, and LoaderError if the file is replaced meanwhile
 */
export function streamTable<Name extends TableName>(
  studyDirectory: string,
  name: Name
): AsyncIterable<TableRows[Name]> | undefined {
  const path = tablePath(studyDirectory, name);
  if (existsSync(path)) return parquetRows(path, name);
  if (!existsSync(linesPath(studyDirectory, name))) return undefined;
  return {
    async *[Symbol.asyncIterator]() {
      yield* (await readTable(studyDirectory, name)) ?? [];
    }
  };
}

function parquetRows<Name extends TableName>(
  path: string,
  name: Name
): AsyncIterable<TableRows[Name]> {
  const version = versionOf(path);
  return {
    async *[Symbol.asyncIterator]() {
      if (versionOf(path) !== version)
        throw new LoaderError(
          `tables/${name}.parquet: file must stay while it is read; got another`
        );
      let first = 0;
      for await (const rows of streamParquet(path)) {
        yield* checkedRows(name, rows, first);
        first += rows.length;
      }
    }
  };
}

function versionOf(path: string): string {
  const {ino, size, mtimeMs} = statSync(path);
  return [ino, size, mtimeMs].join(" ");
}

/** @param first number of the first row, from 0, for the error */
function checkedRows<Name extends TableName>(
  name: Name,
  rows: readonly StoredRow[],
  first: number,
  ending: "parquet" | "jsonl" = "parquet"
): TableRows[Name][] {
  const parsed = z.array(schemas[name]).safeParse(rows);
  if (parsed.success) return parsed.data as unknown as TableRows[Name][];
  const issue = parsed.error.issues[0];
  const [row, ...field] = issue?.path ?? [];
  const file = `tables/${name}.${ending}`;
  const where = `${atRecord(file, first + Number(row))}: ${field.join(".")}`;
  throw new DataError(`${where}: ${issue?.message ?? "rows must be as declared"}`);
}
