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
  const decoder = new TextDecoder("utf-8", {fatal: true});
  let rest = "";
  let number = 1;
  for (let from = 0; from < file.size; from += chunk) {
    const last = from + chunk >= file.size;
    const bytes = await file.bytes(from, Math.min(from + chunk, file.size));
    // What is left of earlier chunks holds no break, and is not searched again.
    const [first = "", ...lines] = decode(decoder, bytes, last, file).split("\n");
    lines.unshift(rest + first);
    rest = lines.pop() ?? "";
    for (const line of lines) yield lineOf(line, number++, "\n");
    if (rest.length > longestLine)
      throw invalidFile(
        atLine(file.path, number),
        `line must be shorter than ${longestLine} characters`,
        `${rest.length}`
      );
  }
  if (rest !== "") yield lineOf(rest, number, "");
}

function decode(decoder: TextDecoder, bytes: Uint8Array, last: boolean, {path}: SourceFile) {
  try {
    return decoder.decode(bytes, {stream: !last});
  } catch (error) {
    if (error instanceof TypeError) throw invalidFile(path, "text must be UTF-8", "other bytes");
    throw error;
  }
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
