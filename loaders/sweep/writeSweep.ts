import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {spreadsheetCell} from "../../src/lib/intake/spreadsheetCell.js";
import {type Columns, type ColumnType, type StoredRow, writeParquet} from "../store/parquet.js";
import {writeAtomically} from "../store/writeAtomically.js";
import type {SweepRow} from "./runSweep.js";

/**
 * Writes a sweep as a tidy table, a row for each run: the inputs that vary, then what the result says by its
 * path after `result.`, the codes of its warnings, its error; Parquet, or CSV by the file's ending. Beside
 * it `<file>.manifest.json` says what every run was made from.
 */
export async function writeSweep(
  path: string,
  rows: readonly SweepRow[],
  manifest: object
): Promise<void> {
  const table = rows.map(tidy);
  const columns = columnsOf(table);
  if (path.endsWith(".csv")) {
    const names = Object.keys(columns);
    const cells = table.map((row) => names.map((name) => spreadsheetCell(row[name] ?? "")));
    await writeAtomically(path, formatCsv(names, cells as never));
  } else
    await writeParquet(
      path,
      columns,
      table.map((row) => fitted(row, columns))
    );
  await writeAtomically(`${path}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

function tidy({asked, swept}: SweepRow): StoredRow {
  const results = Object.entries(swept.values).map(([name, value]) => [`result.${name}`, value]);
  return {
    ...asked,
    ...Object.fromEntries(results),
    warnings: swept.warnings.join(" "),
    error: swept.error,
    run: swept.run
  };
}

/** A column of numbers holds numbers; one that is mixed, as of `all` and counts, holds text. */
function columnsOf(rows: readonly StoredRow[]): Columns {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const last = ["warnings", "error", "run"];
  const ordered = [...names.filter((name) => !last.includes(name)), ...last];
  const type = (name: string): ColumnType => {
    const values = rows
      .map((row) => row[name])
      .filter((value) => value !== null && value !== undefined);
    const isAll = (kind: string) =>
      values.length > 0 && values.every((value) => typeof value === kind);
    if (values.length > 0 && values.every(isNumeric)) return "number";
    return isAll("boolean") ? "boolean" : "text";
  };
  return Object.fromEntries(ordered.map((name) => [name, type(name)]));
}

const isNumeric = (value: unknown) =>
  typeof value === "number" ||
  (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));

function fitted(row: StoredRow, columns: Columns): StoredRow {
  const cells = Object.entries(columns).map(([name, type]) => {
    const value = row[name] ?? null;
    if (value === null) return [name, null];
    return [name, type === "number" ? Number(value) : type === "boolean" ? value : String(value)];
  });
  return Object.fromEntries(cells);
}
