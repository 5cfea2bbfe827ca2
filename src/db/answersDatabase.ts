import type {
  AnswerSearch,
  FoundAnswer,
  FoundAnswers,
  ModelCount
} from "../lib/tables/answerSearch.js";

/** The part of a connection to DuckDB used here; that of `openDatabase` is one. */
export interface Connection {
  query(sql: string): unknown;
  prepare(sql: string): Statement | Promise<Statement>;
  insertArrowFromIPCStream(bytes: Uint8Array, options: {name: string; create: boolean}): unknown;
}

interface Statement {
  query(...values: unknown[]): Rows | Promise<Rows>;
}

interface Rows {
  toArray(): readonly {toJSON(): object}[];
}

/** All published answers of a study in DuckDB. */
export interface AnswersDatabase {
  /**
   * Counts by model and a page of the answers found, by question, model and replicate.
   *
   * @param offset answers found before the first that is given
   * @param limit so many answers at most are given; counts are of all
   */
  search(search: AnswerSearch, offset: number, limit: number): Promise<FoundAnswers>;
}

/* Terms and filters are values of prepared statements, never part of their text. */
const isWithin = `folded IS NOT NULL
  AND ($2::INTEGER IS NULL OR model = $2::INTEGER)
  AND ($3::INTEGER IS NULL OR question = $3::INTEGER)
  AND ($4::VARCHAR IS NULL OR status = $4::VARCHAR)`;

const countsSql = `SELECT model, count(*)::INTEGER AS searched,
  count(*) FILTER (contains(folded, lower($1::VARCHAR)))::INTEGER AS found
  FROM answers WHERE ${isWithin} GROUP BY model ORDER BY model`;

const answersSql = `SELECT model, question, replicate, status, text
  FROM answers WHERE ${isWithin} AND contains(folded, lower($1::VARCHAR))
  ORDER BY question, model, replicate LIMIT $5::INTEGER OFFSET $6::INTEGER`;

/**
 * Fills a database with answers.
 *
 * @param tables Arrow IPC streams of `encodeAnswersTable`, at least one
 */
export async function answersDatabase(
  connection: Connection,
  tables: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): Promise<AnswersDatabase> {
  let create = true;
  for await (const bytes of tables) {
    await connection.insertArrowFromIPCStream(bytes, {name: "texts", create});
    create = false;
  }
  await connection.query("CREATE TABLE answers AS SELECT *, lower(text) AS folded FROM texts");
  await connection.query("DROP TABLE texts");
  const counts = await connection.prepare(countsSql);
  const answers = await connection.prepare(answersSql);
  return {
    async search({term, model, question, status}, offset, limit) {
      const values = [term, model, question, status];
      return {
        counts: rowsOf<ModelCount>(await counts.query(...values)),
        answers: rowsOf<FoundAnswer>(await answers.query(...values, limit, offset))
      };
    }
  };
}

/** Rows as plain objects, which a worker can post. */
function rowsOf<T>(rows: Rows): T[] {
  return rows.toArray().map((row) => ({...row.toJSON()}) as T);
}
