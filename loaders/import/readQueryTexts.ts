import {existsSync} from "node:fs";
import {basename, dirname} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import {queryRows} from "../study/queryRows.js";
import {readRecords} from "../study/readRecords.js";

/**
 * The texts of queries by their ids, from a CSV, JSON Lines or Parquet file with `query_id` and
 * `query_text`: what logs that hold ids only leave out.
 *
 * @throws LoaderError if there is no such file; DataError for an id twice or a query without text
 */
export async function readQueryTexts(path: string): Promise<ReadonlyMap<string, string>> {
  if (!existsSync(path))
    throw new LoaderError(`import: queries file must exist; got ${path}`, {exitCode: 2});
  const rows = queryRows(await readRecords(dirname(path), basename(path)));
  return new Map(rows.map(({query_id, query_text}) => [query_id, query_text]));
}
