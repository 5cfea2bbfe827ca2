import {DomainError} from "../core/errors.js";
import {suggestion} from "../schema/nearestName.js";
import {jsonText} from "./readJson.js";

/** Fields every answer must have. */
export const requiredFields = ["model_id", "query_text", "response_text"] as const;
const optional = [
  "query_id",
  "replicate",
  "dataset",
  "category",
  "target",
  "status",
  "finish_reason",
  "created_at",
  "time",
  "params"
] as const;
const fields: readonly string[] = [...requiredFields, ...optional];

/** Which column of a table holds which field of an answer; a field left out is its own column. */
export type ColumnMap = Readonly<Record<string, string>>;

/**
 * Reads `field=column,field=column`, the short form of a mapping.
 *
 * @throws DomainError for a field no answer has, naming the nearest one
 */
export function parseColumnMap(text: string): ColumnMap {
  const pairs = text.split(",").map((pair): [string, string] => {
    const at = pair.indexOf("=");
    if (at < 1) throw new DomainError(`map: entries must be field=column; got "${pair}"`, "MAP");
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return checkedColumnMap(Object.fromEntries(pairs));
}

/**
 * A mapping read from a file, checked.
 *
 * @throws DomainError unless it is an object whose keys are fields of an answer and whose values are
 * names of columns
 */
export function checkedColumnMap(map: unknown): ColumnMap {
  if (!isTextMap(map)) {
    const expected = "map: JSON must be an object of field: column";
    throw new DomainError(`${expected}; got ${jsonText(map).slice(0, 80)}`, "MAP");
  }
  for (const field of Object.keys(map))
    if (!fields.includes(field)) {
      const known = `map: field must be one of ${fields.join(", ")}`;
      throw new DomainError(`${known}; got "${field}"${suggestion(field, fields)}`, "MAP");
    }
  return map;
}

function isTextMap(map: unknown): map is ColumnMap {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return false;
  return Object.values(map).every((column) => typeof column === "string");
}
