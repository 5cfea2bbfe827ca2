import {DuckDBInstance} from "@duckdb/node-api";
import {failed, literal, withDuckDB} from "./parquet.js";
import {relieveMemory} from "./relieveMemory.js";
import {replaceAtomically} from "./writeAtomically.js";

/**
 * As `readParquet`, some rows at a time, so that memory holds only these.
 *
 * @throws LoaderError as `readParquet`, possibly after the first rows
 */
export async function* streamParquet(path: string): AsyncGenerator<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:", boundedMemory);
  const connection = await instance.connect();
  try {
    const result = await connection.stream("SELECT * FROM read_parquet($1)", [path]);
    for await (const rows of result.yieldRowObjectJs()) {
      yield rows as Record<string, unknown>[];
      relieveMemory();
    }
  } catch (error) {
    throw failed(`${path}: file must be complete Parquet`, error, path);
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
export const boundedMemory = {memory_limit: "256MB", threads: "1"};
