/** Writes CSV that `parseCsv` reads back. Null and undefined become empty fields. */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[]
): string {
  return [columns, ...rows].map((row) => `${row.map(formatField).join(",")}\n`).join("");
}

function formatField(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
