import type {
  ModelTableRow,
  QueryTableRow,
  ResponseRow,
  ScoreRow,
  SetupRow
} from "../../src/lib/schema/tables.js";
import type {Columns, StoredRow} from "./parquet.js";

/** The canonical tables of a study, by name, as kept in its `tables` folder. */
export interface TableRows {
  models: ModelTableRow;
  queries: QueryTableRow;
  responses: ResponseRow;
  scores: ScoreRow;
  setups: SetupRow;
}
export type TableName = keyof TableRows;

const queryColumns: Columns = {
  query_id: "text",
  query_text: "text",
  dataset: "text",
  category: "text",
  target: "text",
  query_hash: "text"
};
/** The columns of `tables/responses.parquet`, in their order. */
export const responseColumns: Columns = {
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

/** The columns of a table; those of models are its rows' own. */
export function columnsOf(name: TableName, rows: readonly StoredRow[]): Columns {
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
