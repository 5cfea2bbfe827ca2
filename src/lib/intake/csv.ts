import {atLine, invalidFile, type LocatedRecord} from "./readJson.js";

/** A table of text: every row has as many cells as there are columns. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** the line of the file each row begins on, from 1 */
  readonly lines: readonly number[];
}

/** What may stand between the fields of a row. */
export type Separator = "," | "\t";

/**
 * Parses CSV (RFC 4180): fields between separators, quotes doubled inside quotes, any of LF, CR LF,
 * CR between rows. The first row names the columns; empty lines are skipped.
 *
 * @param where the file's name, for errors
 * @param separator a comma by default
 * @throws DataError for an unclosed quote, a row of another length or a column named twice
 */
export function parseCsv(text: string, where: string, separator: Separator = ","): TextTable {
  const found = csvRows(text.replace(/^\ufeff/, ""), where, {separator});
  const [columns = [], ...rows] = found.map(({cells}) => cells);
  const lines = found.slice(1).map(({line}) => line);
  requireDifferent(columns, where);
  rows.forEach((row, i) => {
    requireLength(row, columns, atLine(where, lines[i] as number));
  });
  return {columns, rows, lines};
}

/** Throws if two columns have one name. */
export function requireDifferent(columns: readonly string[], where: string): void {
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw invalidFile(where, "columns must have different names", JSON.stringify(twice));
}

/** Throws unless a row has a field for every column. */
export function requireLength(
  row: readonly string[],
  columns: readonly string[],
  where: string
): void {
  if (row.length !== columns.length)
    throw invalidFile(where, `row must have ${columns.length} fields`, `${row.length}`);
}

/** The rows of a CSV as objects, each with its line. @throws as `parseCsv` */
export function csvRecords(text: string, where: string): LocatedRecord[] {
  const {columns, rows, lines} = parseCsv(text, where);
  return rows.map((row, i) => ({
    where: atLine(where, lines[i] as number),
    record: Object.fromEntries(columns.map((name, k) => [name, row[k]]))
  }));
}

const fields: Readonly<Record<Separator, RegExp>> = {
  ",": /"([^"]*(?:""[^"]*)*)"(?=[,\r\n]|$)|([^",\r\n]*)(?=[,\r\n]|$)/y,
  "\t": /"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)|([^"\t\r\n]*)(?=[\t\r\n]|$)/y
};

/** A row of cells and the line it begins on, from 1. */
export interface FoundRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a CSV, of any lengths. @param first the line the text begins on, 1 by default */
export function csvRows(
  text: string,
  where: string,
  {separator = ",", first = 1}: {readonly separator?: Separator; readonly first?: number} = {}
): FoundRow[] {
  const rows: FoundRow[] = [];
  const field = fields[separator];
  let cells: string[] = [];
  for (let [at, line, next] = [0, first, first]; at <= text.length; ) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found) throw invalidFile(atLine(where, next), "quotes must be closed", snippet(text, at));
    const [, quoted, plain = ""] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (quoted !== undefined) next += countBreaks(quoted);
    at = field.lastIndex;
    const end = text[at];
    at += end === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (end === separator) continue;
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
