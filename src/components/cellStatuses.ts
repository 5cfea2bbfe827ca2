import type {Warning} from "../lib/core/warning.js";
import type {CellTrace, ErrorRecord} from "../runtime/messages.js";
import type {CellProgress, TraceEntry} from "../runtime/trace.js";
import {type CellMark, type CellStatus, idleStatus} from "./cellStatus.js";

/** A set of inputs that has settled, as a graph tells it. */
export interface SettledSet {
  /** null when they were refused, or outdated before anything began */
  readonly inputs: Readonly<Record<string, unknown>> | null;
  readonly error: ErrorRecord | null;
  readonly timing: Readonly<Record<string, number>>;
  /** of the whole run */
  readonly warnings: readonly Warning[];
  readonly trace: readonly TraceEntry[];
}

/** What is known of the cells of one graph, from what the graph tells. */
export interface CellStatuses {
  hear(trace: CellTrace): void;
  progress(progress: CellProgress | null): void;
  settle(set: SettledSet): void;
  of(cell: string): CellStatus;
}

/** Known of a cell, but for what others decide: a cell that waits runs once all it needs is there. */
interface Known extends Omit<CellStatus, "mark"> {
  readonly mark: Exclude<CellMark, "stale" | "running"> | "pending" | "below";
}

const marks = {rejected: "failed", stopped: "stopped", cut: "cut"} as const;

/**
 * Follow a graph's cells. Told as it happens or only of sets that have settled, it ends up knowing the
 * same; a set that newer inputs overtook is never told of by `settle`, only by `hear`.
 *
 * @param needs of each cell, by its name, less the study and the inputs
 */
export function createCellStatuses(needs: ReadonlyMap<string, readonly string[]>): CellStatuses {
  const known = new Map<string, Known>(
    [...needs.keys()].map((cell) => [cell, idleStatus as Known])
  );
  let generation = 0;
  const get = (cell: string) => known.get(cell) as Known;
  const put = (cell: string, change: Partial<Known>) =>
    known.has(cell) && known.set(cell, {...get(cell), share: null, ...change});

  /** A newer set is under way: what it does not touch is as it was. */
  function begin(next: number) {
    if (next === generation) return;
    generation = next;
    for (const [cell, {mark}] of known)
      if (mark === "run" || mark === "memory") put(cell, {mark: "unchanged", because: []});
  }

  function enter({cell, outcome, from, because, milliseconds, warnings}: TraceEntry) {
    const isKept = from === "memory" && outcome === "fulfilled";
    const found = because.length > 0 ? "memory" : "unchanged";
    const mark = outcome === "fulfilled" ? (isKept ? found : "run") : marks[outcome];
    const isWhole = outcome === "fulfilled" || outcome === "cut";
    put(cell, {
      mark,
      because,
      ...(from === "run" ? {milliseconds} : {}),
      ...(isWhole ? {warnings} : {})
    });
  }

  /** A cell that neither ran nor was found again: left alone, unless it has no value for these inputs. */
  function rest(cell: string, isRefused: boolean, {timing, warnings}: SettledSet) {
    const before = get(cell);
    const isWithout = before.mark === "failed" || before.mark === "stopped";
    if (isRefused || (!isWithout && isBelowFailure(cell))) return put(cell, {mark: "below"});
    if (isWithout) return;
    const isNew = before.mark === "idle" && timing[cell] === undefined;
    put(cell, {
      mark: before.mark === "cut" ? "cut" : isNew ? "idle" : "unchanged",
      because: [],
      milliseconds: timing[cell] ?? before.milliseconds,
      warnings: before.warnings.filter((code) => warnings.some((warning) => warning.code === code))
    });
  }

  const isWithoutValue = (cell: string) =>
    known.has(cell) && ["failed", "stopped", "below"].includes(get(cell).mark);
  const isBelowFailure = (cell: string) => (needs.get(cell) ?? []).some(isWithoutValue);
  const isWaiting = (cell: string) =>
    (needs.get(cell) ?? []).some((need) => get(need)?.mark === "pending" || isWithoutValue(need));

  return {
    hear({cell, state, entry, generation: next}) {
      begin(next);
      if (entry) enter(entry);
      else if (state === "pending") put(cell, {mark: "pending", because: []});
      else if (state === "rejected" && get(cell)?.mark !== "failed") put(cell, {mark: "below"});
    },
    progress(progress) {
      if (progress && get(progress.cell)?.mark === "pending")
        put(progress.cell, {share: progress.done / progress.total});
    },
    settle(set) {
      const told = new Set(set.trace.map(({cell}) => cell));
      const isRefused = set.inputs === null && set.error !== null;
      set.trace.forEach(enter);
      // In the order of the workflow, so that what failed above is known.
      for (const cell of needs.keys()) if (!told.has(cell)) rest(cell, isRefused, set);
    },
    of(cell) {
      const {mark, ...rest} = get(cell);
      if (mark === "below") return {...rest, mark: "stale"};
      if (mark === "pending") return {...rest, mark: isWaiting(cell) ? "stale" : "running"};
      return {...rest, mark};
    }
  };
}
