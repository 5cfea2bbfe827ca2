import {DomainError} from "../core/errors.js";
import {suggestion} from "../schema/nearestName.js";
import {responseStatus} from "../schema/tables.js";
import {parseCsv} from "./csv.js";
import {asRecord, invalidFile, type JsonRecord, parseJson, readText} from "./readJson.js";
import type {Importer, ResponseDraft, SourceFile} from "./types.js";

const required = ["model_id", "query_text", "response_text"] as const;
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
const fields: readonly string[] = [...required, ...optional];

/** Which column of a table holds which field of an answer; a field left out is its own column. */
export type ColumnMap = Readonly<Record<string, string>>;

/** Reads the records of a file; one for each ending that is not plain text. */
export type RecordReader = (file: SourceFile) => AsyncIterable<JsonRecord>;

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

/** Throws unless every key of a mapping is a field of an answer. */
export function checkedColumnMap(map: ColumnMap): ColumnMap {
  for (const field of Object.keys(map))
    if (!fields.includes(field)) {
      const known = `map: field must be one of ${fields.join(", ")}`;
      throw new DomainError(`${known}; got "${field}"${suggestion(field, fields)}`, "MAP");
    }
  return map;
}

/**
 * An importer of plain tables, one row an answer: JSON Lines, CSV, JSON arrays, and whatever
 * `readers` (by ending, e.g. `parquet`) can open.
 */
export function generic(
  map: ColumnMap = {},
  readers: Readonly<Record<string, RecordReader>> = {}
): Importer {
  const all: Readonly<Record<string, RecordReader>> = {...textReaders, ...readers};
  return {
    name: "generic",
    detect: (path) => Object.hasOwn(all, ending(path)),
    async *parse(file) {
      const reader = Object.hasOwn(all, ending(file.path)) ? all[ending(file.path)] : undefined;
      if (!reader)
        throw invalidFile(
          file.path,
          `ending must be one of ${Object.keys(all).join(", ")}`,
          ending(file.path)
        );
      let row = 0;
      for await (const record of reader(file)) yield draft(record, map, `${file.path}#${row++}`);
    }
  };
}

function ending(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

const textReaders: Readonly<Record<string, RecordReader>> = {
  jsonl: jsonLines,
  ndjson: jsonLines,
  csv: csvRecords,
  json: jsonArray
};

async function* jsonLines(file: SourceFile): AsyncGenerator<JsonRecord> {
  const lines = (await readText(file)).split("\n");
  for (const [i, line] of lines.entries())
    if (line.trim() !== "") {
      const where = `${file.path}#${i}`;
      yield asRecord(parseJson(line, where), where);
    }
}

async function* jsonArray(file: SourceFile): AsyncGenerator<JsonRecord> {
  const value = parseJson(await readText(file), file.path);
  if (!Array.isArray(value)) throw invalidFile(file.path, "file must hold an array", typeof value);
  for (const [i, row] of value.entries()) yield asRecord(row, `${file.path}#${i}`);
}

async function* csvRecords(file: SourceFile): AsyncGenerator<JsonRecord> {
  const {columns, rows} = parseCsv(await readText(file), file.path);
  for (const row of rows) yield Object.fromEntries(columns.map((name, k) => [name, row[k]]));
}

function draft(record: JsonRecord, map: ColumnMap, where: string): ResponseDraft {
  for (const field of required) requireColumn(record, map, field, where);
  const text = (field: string) => textOf(cell(record, map, field));
  const time = text("time");
  return {
    kind: "response",
    model_id: filled(text("model_id"), "model_id", where),
    query: {
      query_id: text("query_id") ?? undefined,
      query_text: filled(text("query_text"), "query_text", where),
      dataset: text("dataset"),
      category: text("category"),
      target: text("target")
    },
    replicate: replicateOf(cell(record, map, "replicate"), where),
    response_text: text("response_text"),
    status: statusOf(text("status"), where),
    extra: {
      finish_reason: text("finish_reason"),
      created_at: text("created_at"),
      time: time === null ? null : Number(time),
      params: text("params") ?? "{}"
    },
    source_ref: where
  };
}

function cell(record: JsonRecord, map: ColumnMap, field: string): unknown {
  const column = map[field] ?? field;
  return Object.hasOwn(record, column) ? record[column] : undefined;
}

function requireColumn(record: JsonRecord, map: ColumnMap, field: string, where: string): void {
  const column = map[field] ?? field;
  if (Object.hasOwn(record, column)) return;
  const columns = Object.keys(record);
  const hint = `say which with --map ${field}=<column>`;
  const got = `columns ${columns.join(", ")} (${hint})${suggestion(column, columns)}`;
  throw invalidFile(where, `column ${column} must exist`, got);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function filled(value: string | null, field: string, where: string): string {
  if (value !== null && value !== "") return value;
  throw invalidFile(where, `${field} must not be empty`, JSON.stringify(value));
}

function replicateOf(value: unknown, where: string): number {
  if (value === undefined || value === null || value === "") return 0;
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw invalidFile(where, "replicate must be an integer from 0", JSON.stringify(value) ?? "");
}

function statusOf(value: string | null, where: string) {
  if (value === null || value === "") return undefined;
  const known = responseStatus.safeParse(value);
  if (known.success) return known.data;
  const expected = `status must be one of ${responseStatus.options.join(", ")}`;
  throw invalidFile(where, expected, `"${value}"${suggestion(value, responseStatus.options)}`);
}
