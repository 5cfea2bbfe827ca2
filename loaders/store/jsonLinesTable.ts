import {existsSync} from "node:fs";
import {LoaderError} from "../../src/lib/core/errors.js";
import {jsonLines} from "../../src/lib/intake/readLines.js";
import {isRefusal} from "../../src/lib/intake/refusal.js";
import {walkFiles} from "../import/walkFiles.js";

/**
 * The records of a table kept as JSON Lines, as a study downloaded from a page keeps it; undefined if
 * there is none.
 *
 * @throws LoaderError naming file and line of what is no record
 */
export async function readJsonLinesTable(
  path: string
): Promise<Record<string, unknown>[] | undefined> {
  if (!existsSync(path)) return undefined;
  const [file] = await walkFiles([path]);
  const rows: Record<string, unknown>[] = [];
  if (!file) return rows;
  for await (const found of jsonLines(file)) {
    if (isRefusal(found)) throw new LoaderError(`${found.source_ref}: ${found.reason}`);
    rows.push(found.record);
  }
  return rows;
}
