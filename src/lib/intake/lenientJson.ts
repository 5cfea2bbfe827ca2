import {invalidFile, parseJson} from "./readJson.js";

/** A string, or one of the numbers that Python writes and JSON does not have. */
const stringOrNonNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs;

/**
 * Parses JSON as Python writes it: bare `NaN` and `Infinity`, which JSON does not have, become null.
 *
 * @param where file or row, for the error
 * @throws DataError if it is cut off or no JSON
 */
export function lenientJson(text: string, where: string): unknown {
  if (!/NaN|Infinity/.test(text)) return parseJson(text, where);
  try {
    return parseJson(text, where);
  } catch {
    return parseJson(withoutNonNumbers(text, where), where);
  }
}

function withoutNonNumbers(text: string, where: string): string {
  try {
    return text.replace(stringOrNonNumber, (found) => (found.startsWith('"') ? found : "null"));
  } catch (error) {
    if (error instanceof RangeError) throw invalidFile(where, "text must be JSON", "NaN");
    throw error;
  }
}
