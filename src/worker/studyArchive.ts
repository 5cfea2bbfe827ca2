import {strToU8, zipSync} from "fflate";
import type {ImportedTables} from "../lib/intake/tableBuilder.js";
import type {ImportedStudy} from "../lib/study/importedStudy.js";

const rowsAtOnce = 1000;
/** The earliest a ZIP can say: equal studies are equal archives. */
const mtime = new Date(1980, 0, 1);

/**
 * A study's folder as a ZIP that the command line continues from: `study.json`, `models.csv`, and the
 * canonical tables as JSON Lines in `tables/`, as `readTable` reads them.
 */
export function studyArchive(
  {study, files}: Pick<ImportedStudy, "study" | "files">,
  tables: Pick<ImportedTables, "queries" | "responses" | "scores" | "setups">
): Uint8Array<ArrayBuffer> {
  const {queries, responses, scores, setups} = tables;
  const rows = Object.entries({queries, responses, scores, setups});
  const entries = [
    ...Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const),
    ...rows
      .filter(([, {length}]) => length > 0)
      .map(([name, table]) => [`tables/${name}.jsonl`, jsonLinesOf(table)] as const)
  ].map(([name, bytes]) => [`${study.id}/${name}`, bytes]);
  return zipSync(Object.fromEntries(entries), {mtime});
}

/** In parts, since a table may be longer than one text can be. */
function jsonLinesOf(rows: readonly object[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    parts.push(
      strToU8(
        rows
          .slice(from, from + rowsAtOnce)
          .map(lineOf)
          .join("")
      )
    );
  const bytes = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lineOf(row: object): string {
  return `${JSON.stringify(row)}\n`;
}
