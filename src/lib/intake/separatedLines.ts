import {csvRows, requireDifferent, requireLength, type Separator} from "./csv.js";
import {atLine, invalidFile, type LocatedRecord} from "./readJson.js";
import {type Line, readLines} from "./readLines.js";
import {attempt} from "./refusal.js";
import type {IntakeRefusal, SourceFile} from "./types.js";

/** A record longer than this is a quote that was never closed. */
const longestRecord = 1 << 28;

/**
 * The rows of a CSV or TSV of any size as objects, one in memory at a time; rows may go over several
 * lines inside quotes. The first row names the columns. A row of another length, or with a stray
 * quote, is a refusal of its own.
 *
 * @throws DataError as `readLines`, or for a column named twice
 */
export async function* separatedLines(
  file: SourceFile,
  separator: Separator
): AsyncGenerator<LocatedRecord | IntakeRefusal> {
  let columns: readonly string[] | undefined;
  for await (const row of wholeRows(file, separator)) {
    const where = atLine(file.path, row.line);
    if (columns === undefined) columns = header(row, file.path, separator);
    else
      yield attempt(where, () => record(cellsOf(row, file.path, separator), columns ?? [], where));
  }
}

interface RowText {
  readonly text: string;
  readonly line: number;
}

/** Joins the lines of a row; blank lines between rows are left out. */
async function* wholeRows(file: SourceFile, separator: Separator): AsyncGenerator<RowText> {
  let lines: Line[] = [];
  let length = 0;
  for await (const line of readLines(file)) {
    const isInside = lines.length > 0;
    if (!isInside && line.text === "") continue;
    lines.push(line);
    length += line.text.length;
    const first = lines[0]?.number ?? line.number;
    if (length > longestRecord) throw tooLong(file, first, length);
    if (endsInQuotes(line.text, separator, isInside)) continue;
    yield rowText(lines);
    [lines, length] = [[], 0];
  }
  if (lines.length > 0) yield rowText(lines);
}

function rowText(lines: readonly Line[]): RowText {
  const last = lines.length - 1;
  const text = lines.map((line, i) => (i < last ? line.text + line.ending : line.text)).join("");
  return {text, line: lines[0]?.number ?? 1};
}

/** Whether a line leaves a quoted field open. @param isInside it begins within one */
function endsInQuotes(text: string, separator: Separator, isInside: boolean): boolean {
  let at = isInside ? 0 : openingQuote(text, separator, 0);
  while (at >= 0) {
    const end = text.indexOf('"', at);
    if (end < 0) return true;
    if (text[end + 1] === '"') at = end + 2;
    else at = nextField(text, separator, end);
  }
  return false;
}

/** Where the next quoted field's content begins, from a field's start; -1 for none. */
function openingQuote(text: string, separator: Separator, from: number): number {
  if (text[from] === '"') return from + 1;
  return nextField(text, separator, from);
}

function nextField(text: string, separator: Separator, from: number): number {
  const opening = text.indexOf(`${separator}"`, from);
  return opening < 0 ? -1 : opening + 2;
}

function header(row: RowText, path: string, separator: Separator): readonly string[] {
  const columns = cellsOf(row, path, separator);
  requireDifferent(columns, path);
  return columns;
}

function cellsOf({text, line}: RowText, path: string, separator: Separator): readonly string[] {
  const [row, ...more] = csvRows(text, path, {separator, first: line});
  if (row !== undefined && more.length === 0) return row.cells;
  const expected = "line breaks within a row must be quoted";
  throw invalidFile(atLine(path, line), expected, "a lone carriage return");
}

function record(
  cells: readonly string[],
  columns: readonly string[],
  where: string
): LocatedRecord {
  requireLength(cells, columns, where);
  return {where, record: Object.fromEntries(columns.map((name, i) => [name, cells[i]]))};
}

function tooLong(file: SourceFile, line: number, length: number) {
  const expected = `row must be shorter than ${longestRecord} characters`;
  return invalidFile(atLine(file.path, line), expected, `${length} (a quote never closed?)`);
}
