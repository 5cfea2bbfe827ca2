import {DataError} from "../../src/lib/core/errors.js";
import type {Study} from "../study/readStudy.js";

/** A shorter text may well stand in another by chance. */
const leastWithin = 12;

/**
 * Refuses a study whose questions must not be told but stand in what is: in names of theirs, in its
 * title or description, in the filters of its defaults.
 *
 * @throws DataError naming the field, and the query by its hash
 */
export function requireUntold({spec, queries}: Pick<Study, "spec" | "queries">): void {
  if (spec.publish.queries === "text") return;
  const {title, description, defaults} = spec;
  const filters = Object.values(defaults).flatMap(Object.values).map(unquoted);
  const words: [string, string | null][] = [
    ["title", title],
    ["description", description],
    ...filters.map((text): [string, string] => ["defaults", text])
  ];
  for (const {query_text, query_hash, query_id, dataset, category} of queries) {
    const names: typeof words = [
      ["query_id", query_id],
      ["dataset", dataset],
      ["category", category]
    ];
    const [field] = [...names, ...words].find(([, text]) => tells(text, query_text)) ?? [];
    if (field !== undefined)
      throw new DataError(
        `study: ${field} must not hold a query's text under publish.queries "hash"; got that of query ${query_hash.slice(0, 16)}`
      );
  }
}

function tells(told: string | null, text: string): boolean {
  return told === text || (text.length >= leastWithin && (told?.includes(text) ?? false));
}

/** An input as it reads without the doubled quotes of a filter. */
function unquoted(input: unknown): string {
  return String(input).replaceAll("''", "'");
}
