import type {SweepRow} from "../loaders/sweep/runSweep.js";

/** What each analysis is mostly about, by path into its result. */
const measures = ["metrics.mae", "accuracy", "dimension"] as const;

/** A sweep in a few lines: how many runs, and the middle and spread of what they say. */
export function sweepSummary(rows: readonly SweepRow[]): string {
  const good = rows.filter(({swept}) => swept.error === null);
  const measure = measures.find((name) => good.some(({swept}) => name in swept.values));
  const values = good
    .map(({swept}) => swept.values[measure ?? ""])
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
  const lines = [`${good.length} of ${rows.length} runs`];
  if (measure && values.length > 0) {
    const at = (share: number) =>
      Number((values[Math.round(share * (values.length - 1))] as number).toPrecision(4));
    lines.push(
      `${measure}: median ${at(0.5)}, nine tenths of the runs from ${at(0.05)} to ${at(0.95)}`
    );
  }
  const reasons = new Set(rows.flatMap(({swept}) => swept.error ?? []));
  return [...lines, ...[...reasons].slice(0, 5).map((reason) => `! ${reason}`)].join("\n");
}
