/** A figure's numbers as they are, not as they are printed. */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * Numbers as a CSV file (RFC 4180, LF): every number in the shortest form that reads back to the same
 * one, a gap as an empty field. Text that a spreadsheet would take for a formula is set off by an apostrophe.
 */
export function csvText({columns, rows}: FigureData): string {
  const lines = [columns, ...rows].map((row) => row.map(field).join(","));
  return `${lines.join("\n")}\n`;
}

function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
