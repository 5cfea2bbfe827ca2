import {DataError} from "../../src/lib/core/errors.js";
import {sha256} from "../../src/lib/core/sha256.js";
import type {JsonRecord, LocatedRecord} from "../../src/lib/intake/readJson.js";
import type {QueryTableRow} from "../../src/lib/schema/tables.js";

/**
 * Reads the rows of a queries table; a query without an id is named by its text's hash.
 *
 * @throws DataError naming file and row: no text, or an id twice
 */
export function queryRows(rows: readonly LocatedRecord[]): QueryTableRow[] {
  const seen = new Set<string>();
  return rows.map(({record, where}) => {
    const query = queryOf(record, where);
    if (seen.has(query.query_id)) {
      const expected = `${where}: query_id must be unique`;
      throw new DataError(`${expected}; got ${JSON.stringify(query.query_id)} again`);
    }
    seen.add(query.query_id);
    return query;
  });
}

function queryOf(row: JsonRecord, where: string): QueryTableRow {
  const query_text = text(row.query_text);
  if (query_text === null)
    throw new DataError(`${where}: query_text must not be empty; got nothing`);
  const query_hash = sha256(query_text);
  return {
    query_id: text(row.query_id) ?? query_hash.slice(0, 16),
    query_text,
    dataset: text(row.dataset),
    category: text(row.category),
    target: text(row.target),
    query_hash
  };
}

function text(value: unknown): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}
