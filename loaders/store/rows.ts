/** Rows that are there, or that are read as they are gone through; either can be gone through again. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** All rows at once, for those that need them. */
export async function allRows<Row>(rows: Rows<Row>): Promise<readonly Row[]> {
  if (Array.isArray(rows)) return rows;
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** The rows that pass, as they are read; once only. */
export async function* rowsWhere<Row>(
  rows: Rows<Row>,
  passes: (row: Row) => boolean
): AsyncGenerator<Row> {
  for await (const row of rows) if (passes(row)) yield row;
}
