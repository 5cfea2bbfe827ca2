/**
 * A cell that a spreadsheet shows and does not run: text that begins with = + - @ tab or carriage
 * return gets a single quote before it. Numbers and anything else stay as they are.
 */
export function spreadsheetCell(cell: unknown): unknown {
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
