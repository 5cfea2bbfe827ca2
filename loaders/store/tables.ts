import {existsSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {DataError} from "../../src/lib/core/errors.js";
import {atRecord} from "../../src/lib/intake/readJson.js";
import {
  type ModelTableRow,
  modelRow,
  type QueryTableRow,
  queryRow,
  type ResponseRow,
  responseRow,
  type ScoreRow,
  type SetupRow,
  scoreRow,
  setupRow
} from "../../src/lib/schema/tables.js";
import {readJsonLinesTable} from "./jsonLinesTable.js";
import {type Columns, readParquet, type StoredRow, writeParquet} from "./parquet.js";

const queryColumns: Columns = {
  query_id: "text",
  query_text: "text",
  dataset: "text",
  category: "text",
  target: "text",
  query_hash: "text"
};
const responseColumns: Columns = {
  response_key: "text",
  model_id: "text",
  query_id: "text",
  replicate: "integer",
  response_text: "text",
  choices: "text",
  status: "text",
  finish_reason: "text",
  prompt_hash: "text",
  created_at: "text",
  time: "number",
  params: "text",
  source_ref: "text"
};
const scoreColumns: Columns = {
  model_id: "text",
  query_id: "text",
  replicate: "integer",
  metric: "text",
  filter: "text",
  value: "number",
  higher_is_better: "boolean"
};
const setupColumns: Columns = {model_id: "text", dataset: "text", name: "text", value: "text"};

/** The canonical tables of a study, by name, as kept in its `tables` folder. */
export interface TableRows {
  models: ModelTableRow;
  queries: QueryTableRow;
  responses: ResponseRow;
  scores: ScoreRow;
  setups: SetupRow;
}
export type TableName = keyof TableRows;

const schemas = {
  models: modelRow,
  queries: queryRow,
  responses: responseRow,
  scores: scoreRow,
  setups: setupRow
};

/** Where a table of a study lies. */
export function tablePath(studyDirectory: string, name: TableName): string {
  return join(studyDirectory, "tables", `${name}.parquet`);
}

/** Where a study that was downloaded from a page has a table, until it is written anew. */
function linesPath(studyDirectory: string, name: TableName): string {
  return join(studyDirectory, "tables", `${name}.jsonl`);
}

/** Writes one canonical table of a study. */
export async function writeTable<Name extends TableName>(
  studyDirectory: string,
  name: Name,
  rows: readonly TableRows[Name][]
): Promise<void> {
  await writeParquet(tablePath(studyDirectory, name), columnsOf(name, rows), rows);
  await rm(linesPath(studyDirectory, name), {force: true});
}

/**
 * Reads one canonical table of a study, Parquet or else JSON Lines; undefined if there is none.
 *
 * @throws LoaderError if the file is damaged; DataError naming file, row and field if a row is not as
 * declared
 */
export async function readTable<Name extends TableName>(
  studyDirectory: string,
  name: Name
): Promise<TableRows[Name][] | undefined> {
  const path = tablePath(studyDirectory, name);
  const isParquet = existsSync(path);
  const rows = isParquet
    ? await readParquet(path)
    : await readJsonLinesTable(linesPath(studyDirectory, name));
  if (rows === undefined) return undefined;
  const parsed = z.array(schemas[name]).safeParse(rows);
  if (parsed.success) return parsed.data as unknown as TableRows[Name][];
  const issue = parsed.error.issues[0];
  const [row, ...field] = issue?.path ?? [];
  const file = `tables/${name}.${isParquet ? "parquet" : "jsonl"}`;
  const where = `${atRecord(file, Number(row))}: ${field.join(".")}`;
  throw new DataError(`${where}: ${issue?.message ?? "rows must be as declared"}`);
}

function columnsOf(name: TableName, rows: readonly StoredRow[]): Columns {
  if (name === "queries") return queryColumns;
  if (name === "responses") return responseColumns;
  if (name === "scores") return scoreColumns;
  if (name === "setups") return setupColumns;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((column) => [column, typeOf(rows, column)]));
}

function typeOf(rows: readonly StoredRow[], column: string): "text" | "number" | "boolean" {
  const found = rows.map((row) => row[column]).filter((x) => x !== null && x !== undefined);
  if (found.length > 0 && found.every((x) => typeof x === "number")) return "number";
  return found.length > 0 && found.every((x) => typeof x === "boolean") ? "boolean" : "text";
}
