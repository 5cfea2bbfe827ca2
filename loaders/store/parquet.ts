import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR
} from "@duckdb/node-api";
import {LoaderError} from "../../src/lib/core/errors.js";
import {replaceAtomically} from "./writeAtomically.js";

/** What one column of a table holds. */
export type ColumnType = "text" | "number" | "integer" | "boolean";
export type Columns = Readonly<Record<string, ColumnType>>;
export type StoredRow = Readonly<Record<string, unknown>>;

const types: Readonly<Record<ColumnType, DuckDBType>> = {
  text: VARCHAR,
  number: DOUBLE,
  integer: INTEGER,
  boolean: BOOLEAN
};
const chunkRows = 2048;

/**
 * Writes rows as Parquet (zstd), all or nothing. Every value goes through a data chunk; names of
 * columns are quoted, so that no text of a study ever becomes SQL.
 */
export async function writeParquet(
  path: string,
  columns: Columns,
  rows: readonly StoredRow[]
): Promise<void> {
  await withDuckDB(async (connection) => {
    const names = Object.keys(columns);
    const declared = names.map((name) => `${quoted(name)} ${types[columns[name] as ColumnType]}`);
    await connection.run(`CREATE TABLE t (${declared.join(", ")})`);
    const appender = await connection.createAppender("t");
    for (let from = 0; from < rows.length; from += chunkRows)
      appender.appendDataChunk(chunkOf(columns, rows.slice(from, from + chunkRows)));
    appender.closeSync();
    await replaceAtomically(path, async (temporary) => {
      const copy = `COPY t TO ${literal(temporary)} (FORMAT parquet, COMPRESSION zstd)`;
      await connection.run(copy).catch((error: unknown) => {
        throw failed(`${path}: file must be writable`, error, temporary);
      });
    });
  });
}

/**
 * All rows of a Parquet file, in their order, as plain objects.
 *
 * @param name what people call the file, for the error
 * @throws LoaderError if it is damaged or no Parquet
 */
export async function readParquet(path: string, name = path): Promise<Record<string, unknown>[]> {
  return withDuckDB(async (connection) => {
    const read = connection.runAndReadAll("SELECT * FROM read_parquet($1)", [path]);
    const reader = await read.catch((error: unknown) => {
      throw failed(`${name}: file must be complete Parquet`, error, path);
    });
    return reader.getRowObjectsJS() as Record<string, unknown>[];
  });
}

/**
 * As `readParquet`, some rows at a time, so that memory holds only these.
 *
 * @throws LoaderError as `readParquet`, possibly after the first rows
 */
export async function* streamParquet(
  path: string,
  name = path
): AsyncGenerator<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:", boundedMemory);
  const connection = await instance.connect();
  try {
    const result = await connection.stream("SELECT * FROM read_parquet($1)", [path]);
    yield* result.yieldRowObjectJs() as AsyncIterable<Record<string, unknown>[]>;
  } catch (error) {
    throw failed(`${name}: file must be complete Parquet`, error, path);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Writes rows of several Parquet files as one, all or nothing, without ever holding them all.
 *
 * @param select SQL over a table `parts` (the rows of the files in their order): ours, never a text
 * of a study
 * @param groupRows rows that may be in memory at once
 */
export async function combineParquet(
  path: string,
  parts: readonly string[],
  {select, groupRows, scratch}: {select: string; groupRows: number; scratch: string}
): Promise<void> {
  const config = {...boundedMemory, temp_directory: scratch};
  await withDuckDB(async (connection) => {
    const files = parts.map(literal).join(", ");
    await replaceAtomically(path, async (temporary) => {
      const rows = `WITH parts AS (SELECT * FROM read_parquet([${files}])) ${select}`;
      const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${groupRows}`;
      const copy = `COPY (${rows}) TO ${literal(temporary)} (${options})`;
      await connection.run(copy).catch((error: unknown) => {
        throw failed(`${path}: file must be writable`, error, temporary);
      });
    });
  }, config);
}

/** Each thread holds rows of its own: two take twice the memory of one, and the same time. */
const boundedMemory = {memory_limit: "512MB", threads: "1"};

/** DuckDB's errors have lines of advice and name the file it was given, not the one people know. */
function failed(expectation: string, error: unknown, path: string): LoaderError {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  const detail = first.replaceAll(`'${path}'`, "it").replaceAll(`"${path}"`, "it");
  return new LoaderError(`${expectation}; got ${detail.replaceAll(path, "it")}`, {cause: error});
}

async function withDuckDB<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  config: Readonly<Record<string, string>> = {}
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", config);
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function chunkOf(columns: Columns, rows: readonly StoredRow[]): DuckDBDataChunk {
  const names = Object.keys(columns);
  const chunk = DuckDBDataChunk.create(names.map((name) => types[columns[name] as ColumnType]));
  chunk.setColumns(names.map((name) => rows.map((row) => (row[name] ?? null) as DuckDBValue)));
  return chunk;
}

/** A path as SQL; no other text is ever made so. */
function literal(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}

/** A column's name as SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
