/** One run of a cell, or its value found again in memory. */
export interface TraceEntry {
  readonly cell: string;
  /** what it needs whose value is another than at its last run: everything, at the first */
  readonly because: readonly string[];
  readonly from: "run" | "memory";
  /** `stopped`: newer inputs came; `cut`: ended early on request, with what there was */
  readonly outcome: "fulfilled" | "cut" | "rejected" | "stopped";
  /** since the inputs were set, in milliseconds */
  readonly started: number;
  readonly milliseconds: number;
  /** codes of the warnings its value carries */
  readonly warnings: readonly string[];
}

/** How far a long cell has come. */
export interface CellProgress {
  readonly cell: string;
  readonly done: number;
  readonly total: number;
  /** since it began, in milliseconds */
  readonly elapsed: number;
  /** what is known so far, for cells that tell */
  readonly partial?: unknown;
}

/**
 * Names of the needs that are others than last time.
 *
 * @param before ids of the needs' values at the last run; undefined at the first
 */
export function changedNeeds(
  needs: readonly string[],
  ids: readonly string[],
  before: readonly string[] | undefined
): string[] {
  return needs.filter((_, i) => ids[i] !== before?.[i]);
}
