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
      const target = `'${temporary.replaceAll("'", "''")}'`;
      await connection.run(`COPY t TO ${target} (FORMAT parquet, COMPRESSION zstd)`);
    });
  });
}

/** All rows of a Parquet file, in their order, as plain objects. */
export async function readParquet(path: string): Promise<Record<string, unknown>[]> {
  return withDuckDB(async (connection) => {
    const reader = await connection.runAndReadAll("SELECT * FROM read_parquet($1)", [path]);
    return reader.getRowObjectsJS() as Record<string, unknown>[];
  });
}

async function withDuckDB<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:");
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

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
