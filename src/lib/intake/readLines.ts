import {asRecord, atLine, invalidFile, type LocatedRecord, parseJson} from "./readJson.js";
import {attempt} from "./refusal.js";
import type {IntakeRefusal, SourceFile} from "./types.js";

const chunk = 1 << 20;
/** A line longer than this is no record but a file without line breaks. */
const longestLine = 1 << 28;

/** A line of a file, without its break, and its number from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
  /** the break after it; none after the last line of a file that ends without */
  readonly ending: "" | "\n" | "\r\n";
}

/**
 * The lines of a file of any size, a megabyte in memory at a time; LF or CR LF, a byte-order mark
 * left out.
 *
 * @throws DataError if the file is not UTF-8, or a line is longer than 256 MiB
 */
export async function* readLines(file: SourceFile): AsyncGenerator<Line> {
  let rest: Uint8Array[] = [];
  let number = 1;
  for (let from = 0; from < file.size; from += chunk) {
    const bytes = await file.bytes(from, Math.min(from + chunk, file.size));
    const end = bytes.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      const lines = decode([...rest, bytes.subarray(0, end)], number === 1, file).split("\n");
      for (const line of lines.slice(0, -1)) yield lineOf(line, number++, "\n");
      rest = [];
    }
    if (end < bytes.length) rest.push(bytes.subarray(end));
    requireShort(rest, number, file);
  }
  const last = decode(rest, number === 1, file);
  if (last !== "") yield lineOf(last, number, "");
}

const lineFeed = 10;

function requireShort(rest: readonly Uint8Array[], number: number, {path}: SourceFile): void {
  const length = rest.reduce((sum, part) => sum + part.length, 0);
  if (length <= longestLine) return;
  const expected = `line must be shorter than ${longestLine} characters`;
  throw invalidFile(atLine(path, number), expected, `${length}`);
}

/** Whole lines at once: several times as fast as a stream of bytes, which may end within a letter. */
function decode(parts: readonly Uint8Array[], isFirst: boolean, {path}: SourceFile): string {
  try {
    const text = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(joined(parts));
    return isFirst ? text.replace(/^\ufeff/, "") : text;
  } catch (error) {
    if (error instanceof TypeError) throw invalidFile(path, "text must be UTF-8", "other bytes");
    throw error;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lineOf(line: string, number: number, ending: "" | "\n"): Line {
  if (!line.endsWith("\r")) return {text: line, number, ending};
  return {text: line.slice(0, -1), number, ending: ending === "" ? "" : "\r\n"};
}

/**
 * The objects of a JSON Lines file, one line in memory at a time; blank lines are skipped, and a
 * line that is no JSON object is a refusal of its own.
 *
 * @throws DataError as `readLines`
 */
export async function* jsonLines(file: SourceFile): AsyncGenerator<LocatedRecord | IntakeRefusal> {
  for await (const {text, number} of readLines(file)) {
    if (text.trim() === "") continue;
    const where = atLine(file.path, number);
    yield attempt(where, () => ({where, record: asRecord(parseJson(text, where), where)}));
  }
}
