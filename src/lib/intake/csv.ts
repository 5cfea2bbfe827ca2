import {invalidFile} from "./readJson.js";

/** A table of text: every row has as many cells as there are columns. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Parses CSV (RFC 4180): fields between commas, quotes doubled inside quotes, any of LF, CR LF, CR
 * between rows. The first row names the columns; empty lines are skipped.
 *
 * @param where the file's name, for errors
 * @throws DataError for an unclosed quote, a row of another length or a column named twice
 */
export function parseCsv(text: string, where: string): TextTable {
  const [columns = [], ...rows] = csvRows(text.replace(/^\ufeff/, ""), where);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw invalidFile(where, "columns must have different names", JSON.stringify(twice));
  rows.forEach((row, i) => {
    if (row.length !== columns.length)
      throw invalidFile(
        `${where}#${i + 2}`,
        `row must have ${columns.length} fields`,
        `${row.length}`
      );
  });
  return {columns, rows};
}

/** Writes CSV that `parseCsv` reads back. Null and undefined become empty fields. */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[]
): string {
  return [columns, ...rows].map((row) => `${row.map(formatField).join(",")}\n`).join("");
}

function formatField(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const field = /"((?:[^"]|"")*)"(?=[,\r\n]|$)|([^",\r\n]*)(?=[,\r\n]|$)/y;

function csvRows(text: string, where: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= text.length; ) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found)
      throw invalidFile(`${where}#${rows.length + 1}`, "quotes must be closed", snippet(text, at));
    row.push(found[1] === undefined ? (found[2] as string) : found[1].replaceAll('""', '"'));
    at = field.lastIndex;
    const separator = text[at];
    at += separator === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (separator === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

function snippet(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 40));
}
