import {DataError} from "../../src/lib/core/errors.js";
import type {ImportedTables} from "../../src/lib/intake/tableBuilder.js";
import type {QueryTableRow, ResponseRow, ScoreRow, SetupRow} from "../../src/lib/schema/tables.js";
import {readTable} from "../store/tables.js";

/** What an import does to the answers a study already has. */
export interface MergeCounts {
  /** answers the study had */
  readonly earlier: number;
  readonly added: number;
  /** answers the study had already, word for word */
  readonly identical: number;
  readonly replaced: number;
}

/** A study's tables after an import, but for its answers: see `AnswerMerge`. */
export interface MergedTables {
  readonly queries: readonly QueryTableRow[];
  readonly scores: readonly ScoreRow[];
  readonly setups: readonly SetupRow[];
}

/**
 * Adds imported rows to those a study has. A query without an id of its own is known by its text.
 *
 * @param earlier the study's queries
 * @param replace whether a row that differs takes the earlier one's place
 * @throws DataError for a query id with another text, or a score that differs from the study's
 */
export async function mergeTables(
  study: string,
  earlier: readonly QueryTableRow[],
  imported: Pick<ImportedTables, "queries" | "scores" | "setups">,
  replace: boolean
): Promise<MergedTables> {
  const nameOf = queryNamer(earlier);
  const ids = new Map(imported.queries.map((query) => [query.query_id, nameOf(query)]));
  const renamed = <Row extends {readonly query_id: string | null}>(row: Row): Row => ({
    ...row,
    query_id: row.query_id === null ? null : (ids.get(row.query_id) ?? row.query_id)
  });
  const scores = (await readTable(study, "scores")) ?? [];
  const setups = (await readTable(study, "setups")) ?? [];
  return {
    queries: mergeQueries(earlier, imported.queries.map(renamed)),
    scores: mergeRows(scores, imported.scores.map(renamed), scoreRules, replace),
    setups: mergeRows(setups, imported.setups, setupRules, replace)
  };
}

/** The id a study has for an imported query. */
export type QueryNamer = (query: Pick<QueryTableRow, "query_id" | "query_hash">) => string;

/** Gives queries that a log named by their text's hash only the id the study has for that text. */
export function queryNamer(earlier: readonly QueryTableRow[]): QueryNamer {
  const ids = new Set(earlier.map(({query_id}) => query_id));
  const byHash = new Map<string, string>();
  for (const {query_hash, query_id} of earlier)
    if (!byHash.has(query_hash)) byHash.set(query_hash, query_id);
  return ({query_id, query_hash}) =>
    query_id === query_hash.slice(0, 16) && !ids.has(query_id)
      ? (byHash.get(query_hash) ?? query_id)
      : query_id;
}

function mergeQueries(earlier: readonly QueryTableRow[], fresh: readonly QueryTableRow[]) {
  const merged = new Map(earlier.map((query) => [query.query_id, query]));
  for (const query of fresh) {
    const held = merged.get(query.query_id);
    if (held !== undefined && held.query_hash !== query.query_hash) throw otherText(query, held);
    merged.set(query.query_id, {
      ...query,
      dataset: held?.dataset ?? query.dataset,
      category: held?.category ?? query.category,
      target: held?.target ?? query.target
    });
  }
  return [...merged.values()];
}

function otherText({query_id, query_text}: QueryTableRow, held: QueryTableRow): DataError {
  const [was, is] = [held.query_text, query_text].map((text) => JSON.stringify(text.slice(0, 80)));
  return new DataError(`import: query ${query_id} must keep its text ${was}; got ${is}`);
}

interface Rules<Row> {
  readonly key: (row: Row) => readonly unknown[];
  readonly content: (row: Row) => readonly unknown[];
}

const scoreRules: Rules<ScoreRow> = {
  key: (row) => [row.model_id, row.query_id, row.replicate, row.metric, row.filter],
  content: (row) => [row.value, row.higher_is_better]
};
const setupRules: Rules<SetupRow> = {
  key: ({model_id, dataset, name, value}) => [model_id, dataset, name, value],
  content: () => []
};

function mergeRows<Row extends object>(
  held: readonly Row[],
  fresh: readonly Row[],
  {key, content}: Rules<Row>,
  replace: boolean
) {
  const rows = new Map(held.map((row) => [JSON.stringify(key(row)), row]));
  for (const row of fresh) {
    const at = JSON.stringify(key(row));
    const known = rows.get(at);
    const differs = known && JSON.stringify(content(known)) !== JSON.stringify(content(row));
    if (differs && !replace) throw differing(key(row), known, row);
    if (!known || differs) rows.set(at, row);
  }
  return [...rows.values()];
}

/** The error for a row that is not as the study, or this import, has it under its key. */
export function differing(key: readonly unknown[], held: object | undefined, row: object) {
  const known = `${JSON.stringify(key)} must be as the study has it (--replace takes the new one)`;
  const other = held ? shown(held) : "another of the same import";
  return new DataError(`import: ${known}; got ${shown(row)} for ${other}`);
}

function shown(row: unknown): string {
  const {response_text, value, source_ref} = row as Partial<ResponseRow & ScoreRow>;
  const said = JSON.stringify(response_text?.slice(0, 60) ?? value);
  return source_ref ? `${said} (${source_ref})` : said;
}
