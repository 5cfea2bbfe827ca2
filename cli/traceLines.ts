import type {TraceEntry} from "../src/runtime/trace.js";

/** A trace as a table for a terminal: which cells ran, how long, from memory or not, why. */
export function traceLines(trace: readonly TraceEntry[]): string[] {
  const rows = trace.map(({cell, from, outcome, started, milliseconds, because, warnings}) => [
    cell,
    outcome === "fulfilled" ? from : outcome,
    started.toFixed(1),
    milliseconds.toFixed(1),
    [`for ${because.join(", ") || "nothing new"}`, ...warnings.map((code) => `! ${code}`)].join(" ")
  ]);
  const table = [["cell", "by", "at ms", "took ms", "why"], ...rows];
  const width = (column: number) => Math.max(...table.map((row) => (row[column] ?? "").length));
  const widths = [0, 1, 2, 3].map(width);
  return table.map((row) =>
    row
      .map((text, column) => {
        if (column === 4) return text;
        const size = widths[column] ?? 0;
        return column < 2 ? text.padEnd(size) : text.padStart(size);
      })
      .join("  ")
  );
}
