import {atLine, invalidFile, type LocatedRecord} from "./readJson.js";

/** A table of text: every row has as many cells as there are columns. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** the line of the file each row begins on, from 1 */
  readonly lines: readonly number[];
}

/**
 * Parses CSV (RFC 4180): fields between commas, quotes doubled inside quotes, any of LF, CR LF, CR
 * between rows. The first row names the columns; empty lines are skipped.
 *
 * @param where the file's name, for errors
 * @throws DataError for an unclosed quote, a row of another length or a column named twice
 */
export function parseCsv(text: string, where: string): TextTable {
  const found = csvRows(text.replace(/^\ufeff/, ""), where);
  const [columns = [], ...rows] = found.map(({cells}) => cells);
  const lines = found.slice(1).map(({line}) => line);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw invalidFile(where, "columns must have different names", JSON.stringify(twice));
  rows.forEach((row, i) => {
    if (row.length !== columns.length)
      throw invalidFile(
        atLine(where, lines[i] as number),
        `row must have ${columns.length} fields`,
        `${row.length}`
      );
  });
  return {columns, rows, lines};
}

/** The rows of a CSV as objects, each with its line. @throws as `parseCsv` */
export function csvRecords(text: string, where: string): LocatedRecord[] {
  const {columns, rows, lines} = parseCsv(text, where);
  return rows.map((row, i) => ({
    where: atLine(where, lines[i] as number),
    record: Object.fromEntries(columns.map((name, k) => [name, row[k]]))
  }));
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

interface FoundRow {
  readonly line: number;
  readonly cells: readonly string[];
}

function csvRows(text: string, where: string): FoundRow[] {
  const rows: FoundRow[] = [];
  let cells: string[] = [];
  for (let [at, line, next] = [0, 1, 1]; at <= text.length; ) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found) throw invalidFile(atLine(where, next), "quotes must be closed", snippet(text, at));
    const [, quoted, plain = ""] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (quoted !== undefined) next += countBreaks(quoted);
    at = field.lastIndex;
    const separator = text[at];
    at += separator === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (separator === ",") continue;
    if (cells.length > 1 || cells[0] !== "") rows.push({line, cells});
    cells = [];
    line = ++next;
  }
  return rows;
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function snippet(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 40));
}
