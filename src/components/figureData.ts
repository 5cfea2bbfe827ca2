import {formatCsv} from "../lib/intake/formatCsv.js";
import {spreadsheetCell} from "../lib/intake/spreadsheetCell.js";

/** A figure's numbers as they are, not as they are printed. */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * Numbers as a CSV file: every number in the shortest form that reads back to the same one, a gap as an
 * empty field. Text that a spreadsheet would take for a formula is set off by an apostrophe.
 */
export function csvText({columns, rows}: FigureData): string {
  return formatCsv(
    columns,
    rows.map((row) => row.map(spreadsheetCell))
  );
}
