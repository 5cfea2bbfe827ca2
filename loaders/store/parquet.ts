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
 *
 * @param config DuckDB's settings
 */
export async function writeParquet(
  path: string,
  columns: Columns,
  rows: readonly StoredRow[],
  config: Readonly<Record<string, string>> = {}
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
  }, config);
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

/** DuckDB's errors have lines of advice and name the file it was given, not the one people know. */
export function failed(expectation: string, error: unknown, path: string): LoaderError {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  const detail = first.replaceAll(`'${path}'`, "it").replaceAll(`"${path}"`, "it");
  return new LoaderError(`${expectation}; got ${detail.replaceAll(path, "it")}`, {cause: error});
}

export async function withDuckDB<T>(
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
export function literal(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}

/** A column's name as SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
