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

/** A study's tables after an import. */
export interface MergedTables {
  readonly queries: readonly QueryTableRow[];
  readonly responses: readonly ResponseRow[];
  readonly scores: readonly ScoreRow[];
  readonly setups: readonly SetupRow[];
  readonly merge: MergeCounts;
}

/**
 * Adds imported rows to those a study has. Answers are known by (model, query, replicate), a query
 * without an id of its own by its text; an answer the study has already is kept as it is.
 *
 * @param replace whether an answer that differs takes the earlier one's place
 * @throws DataError for a query id with another text, or an answer that differs from the study's
 */
export async function mergeTables(
  study: string,
  imported: Pick<ImportedTables, "queries" | "responses" | "scores" | "setups">,
  replace: boolean
): Promise<MergedTables> {
  const earlier = (await readTable(study, "queries")) ?? [];
  const ids = knownIds(earlier, imported.queries);
  const renamed = <Row extends {readonly query_id: string | null}>(row: Row): Row => ({
    ...row,
    query_id: row.query_id === null ? null : (ids.get(row.query_id) ?? row.query_id)
  });
  const held = (await readTable(study, "responses")) ?? [];
  const answers = mergeRows(held, imported.responses.map(renamed), answerRules, replace);
  const scores = (await readTable(study, "scores")) ?? [];
  const setups = (await readTable(study, "setups")) ?? [];
  return {
    queries: mergeQueries(earlier, imported.queries.map(renamed)),
    responses: answers.rows,
    scores: mergeRows(scores, imported.scores.map(renamed), scoreRules, replace).rows,
    setups: mergeRows(setups, imported.setups, setupRules, replace).rows,
    merge: answers.counts
  };
}

/** The study's ids of queries that a log named by their text's hash only. */
function knownIds(earlier: readonly QueryTableRow[], fresh: readonly QueryTableRow[]) {
  const ids = new Set(earlier.map(({query_id}) => query_id));
  const byHash = new Map<string, string>();
  for (const {query_hash, query_id} of earlier)
    if (!byHash.has(query_hash)) byHash.set(query_hash, query_id);
  const unnamed = fresh.filter(
    ({query_id, query_hash}) => query_id === query_hash.slice(0, 16) && !ids.has(query_id)
  );
  return new Map(
    unnamed.map(({query_id, query_hash}) => [query_id, byHash.get(query_hash) ?? query_id])
  );
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

const answerRules: Rules<ResponseRow> = {
  key: ({model_id, query_id, replicate}) => [model_id, query_id, replicate],
  content: (row) => [row.response_text, row.status, row.choices, row.finish_reason, row.params]
};
const scoreRules: Rules<ScoreRow> = {
  key: (row) => [row.model_id, row.query_id, row.replicate, row.metric, row.filter],
  content: (row) => [row.value, row.higher_is_better]
};
const setupRules: Rules<SetupRow> = {
  key: ({model_id, dataset, name, value}) => [model_id, dataset, name, value],
  content: () => []
};

function mergeRows<Row>(
  held: readonly Row[],
  fresh: readonly Row[],
  {key, content}: Rules<Row>,
  replace: boolean
) {
  const rows = new Map(held.map((row) => [JSON.stringify(key(row)), row]));
  let [added, identical, replaced] = [0, 0, 0];
  for (const row of fresh) {
    const at = JSON.stringify(key(row));
    const known = rows.get(at);
    const differs = known && JSON.stringify(content(known)) !== JSON.stringify(content(row));
    if (differs && !replace) throw differing(at, known, row);
    if (known && !differs) identical++;
    else rows.set(at, row);
    if (differs) replaced++;
    else if (!known) added++;
  }
  return {rows: [...rows.values()], counts: {earlier: held.length, added, identical, replaced}};
}

function differing(key: string, held: unknown, row: unknown): DataError {
  const expected = `import: ${key} must be as the study has it (--replace takes the new one)`;
  return new DataError(`${expected}; got ${shown(row)} for ${shown(held)}`);
}

function shown(row: unknown): string {
  const {response_text, value, source_ref} = row as Partial<ResponseRow & ScoreRow>;
  const said = JSON.stringify(response_text?.slice(0, 60) ?? value);
  return source_ref ? `${said} (${source_ref})` : said;
}
