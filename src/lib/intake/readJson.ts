import {DataError} from "../core/errors.js";
import {oneLine} from "../core/oneLine.js";
import {deepestJson, isTooDeep} from "./jsonDepth.js";
import type {SourceFile} from "./types.js";

/** A JSON object of unknown content. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * The text of a file, without a byte-order mark.
 *
 * @throws DataError if it is not UTF-8
 */
export async function readText(file: SourceFile): Promise<string> {
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(await file.bytes());
  } catch (error) {
    if (error instanceof TypeError)
      throw invalidFile(file.path, "text must be UTF-8", "other bytes");
    throw error;
  }
}

/** The value a JSON file holds. @throws DataError if it is cut off or no JSON */
export async function readJson(file: SourceFile): Promise<unknown> {
  return parseJson(await readText(file), file.path);
}

/**
 * Parses JSON, after a byte-order mark or none.
 *
 * @param where file or row, for the error
 * @throws DataError if it is cut off, no JSON, or nested more than 500 deep
 */
export function parseJson(text: string, where: string): unknown {
  if (isTooDeep(text)) throw invalidFile(where, `JSON must be at most ${deepestJson} deep`, "more");
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const detail = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw invalidFile(where, "text must be complete JSON", detail ?? "");
  }
}

/** Throws unless a value is a JSON object. */
export function asRecord(value: unknown, where: string): JsonRecord {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as JsonRecord;
  throw invalidFile(where, "row must be an object", jsonText(value).slice(0, 60));
}

/** A value as JSON, big integers (which Parquet has) as numbers; "nothing" for undefined. */
export function jsonText(value: unknown): string {
  const big = (_: string, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner);
  return JSON.stringify(value, big) ?? "nothing";
}

/** Text as it is, any other value as JSON: what `String` does to a log's objects is not ours to run. */
export function textOrJson(value: unknown): string {
  return typeof value === "string" ? value : jsonText(value);
}

/** A record and where it stands, for messages. */
export interface LocatedRecord {
  readonly where: string;
  readonly record: JsonRecord;
}

/** Names a line of a file, from 1, where a file has lines. */
export function atLine(file: string, line: number): string {
  return `${file}#line ${line}`;
}

/** Names a record of a file without lines (an array, a Parquet file), from 1. */
export function atRecord(file: string, index: number): string {
  return `${file}#record ${index + 1}`;
}

/** The objects of JSON Lines; blank lines are skipped. @throws DataError naming the line */
export function jsonLineRecords(text: string, file: string): LocatedRecord[] {
  return text
    .split("\n")
    .map((line, i): [string, string] => [line, atLine(file, i + 1)])
    .filter(([line]) => line.trim() !== "")
    .map(([line, where]) => ({where, record: asRecord(parseJson(line, where), where)}));
}

/** The error for a file that does not say what it should: one line with file, field and value. */
export function invalidFile(where: string, expectation: string, got: string): DataError {
  const path = oneLine(where);
  const message = `${oneLine(expectation)}; got ${oneLine(got)}`;
  return new DataError(`${path}: ${message}`, [{path, code: "invalid", message}]);
}
