import {suggestion} from "../schema/nearestName.js";
import {mostReplicates} from "../schema/study.js";
import {responseStatus} from "../schema/tables.js";
import {type ColumnMap, requiredFields} from "./columnMap.js";
import {
  asRecord,
  atRecord,
  invalidFile,
  type JsonRecord,
  jsonText,
  type LocatedRecord,
  parseJson,
  readText
} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import {separatedLines} from "./separatedLines.js";
import type {Importer, IntakeRefusal, ResponseDraft, SourceFile} from "./types.js";

/** Reads the records of a file; one for each ending that is not plain text. */
export type RecordReader = (file: SourceFile) => AsyncIterable<LocatedRecord | IntakeRefusal>;

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
    detect: (path) => (Object.hasOwn(all, ending(path)) ? `a .${ending(path)} table` : undefined),
    async *parse(file) {
      const reader = Object.hasOwn(all, ending(file.path)) ? all[ending(file.path)] : undefined;
      if (!reader)
        throw invalidFile(
          file.path,
          `ending must be one of ${Object.keys(all).join(", ")}`,
          ending(file.path)
        );
      let isFirst = true;
      for await (const found of reader(file)) {
        // A column that the first record lacks is a wrong mapping, not a bad record.
        if (isFirst && !isRefusal(found)) requireColumns(found, map);
        isFirst = false;
        if (isRefusal(found)) yield found;
        else yield attempt(found.where, () => draft(found.record, map, found.where));
      }
    }
  };
}

/**
 * The columns of a plain table by its first record, to ask which holds what; none of a table without
 * records.
 *
 * @throws DataError if the file cannot be read
 */
export async function tableColumns(file: SourceFile): Promise<string[]> {
  const reader = Object.hasOwn(textReaders, ending(file.path))
    ? textReaders[ending(file.path)]
    : undefined;
  if (!reader) return [];
  for await (const found of reader(file)) if (!isRefusal(found)) return Object.keys(found.record);
  return [];
}

function ending(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

const textReaders: Readonly<Record<string, RecordReader>> = {
  jsonl: jsonLines,
  ndjson: jsonLines,
  csv: (file) => separatedLines(file, ","),
  json: jsonArray
};

async function* jsonArray(file: SourceFile): AsyncGenerator<LocatedRecord | IntakeRefusal> {
  const value = parseJson(await readText(file), file.path);
  if (!Array.isArray(value)) throw invalidFile(file.path, "file must hold an array", typeof value);
  for (const [i, row] of value.entries()) {
    const where = atRecord(file.path, i);
    yield attempt(where, () => ({where, record: asRecord(row, where)}));
  }
}

function requireColumns({record, where}: LocatedRecord, map: ColumnMap): void {
  for (const field of requiredFields) requireColumn(record, map, field, where);
}

function draft(record: JsonRecord, map: ColumnMap, where: string): ResponseDraft {
  requireColumns({record, where}, map);
  const text = (field: string) => textOf(cell(record, map, field));
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
      time: timeOf(text("time"), where),
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
  return typeof value === "object" ? jsonText(value) : String(value);
}

function timeOf(value: string | null, where: string): number | null {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds;
  const got = `${JSON.stringify(value)} (dates belong to created_at)`;
  throw invalidFile(where, "time must be a number", got);
}

function filled(value: string | null, field: string, where: string): string {
  if (value !== null && value.trim() !== "") return value;
  throw invalidFile(where, `${field} must not be blank`, JSON.stringify(value));
}

function replicateOf(value: unknown, where: string): number {
  if (value === undefined || value === null || value === "") return 0;
  const number = typeof value === "object" ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= 0 && number < mostReplicates) return number;
  const hint = number >= mostReplicates ? " (a seed? number the answers to a question from 0)" : "";
  const expected = `replicate must be an integer from 0 to ${mostReplicates - 1}`;
  throw invalidFile(where, expected, `${jsonText(value)}${hint}`);
}

function statusOf(value: string | null, where: string) {
  if (value === null || value === "") return undefined;
  const known = responseStatus.safeParse(value);
  if (known.success) return known.data;
  const expected = `status must be one of ${responseStatus.options.join(", ")}`;
  throw invalidFile(where, expected, `"${value}"${suggestion(value, responseStatus.options)}`);
}
