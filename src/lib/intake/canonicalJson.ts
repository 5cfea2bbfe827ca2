import {invalidFile} from "./readJson.js";

/** Deeper than any record of a log, and far from the end of the stack. */
const deepest = 200;

/**
 * A JSON value as text that does not depend on the order of keys: sorted keys, no spaces.
 *
 * @param where file and line, for the error
 * @throws DataError if values are nested more than 200 deep
 */
export function canonicalJson(value: unknown, where: string, depth = 0): string {
  if (depth > deepest) throw invalidFile(where, `JSON must be at most ${deepest} deep`, "more");
  if (Array.isArray(value))
    return `[${value.map((inner) => canonicalJson(inner, where, depth + 1)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner, where, depth + 1)}`);
  return `{${fields.join(",")}}`;
}
