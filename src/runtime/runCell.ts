import type {Warning} from "../lib/core/warning.js";
import {type ContextHost, cellContext, stop} from "./cellContext.js";
import type {Memo, Memoized} from "./memo.js";
import {changedNeeds, type TraceEntry} from "./trace.js";
import type {Cell} from "./workflow.js";

/** What every run of a cell takes from its graph. */
export interface CellHost extends ContextHost {
  readonly memo: Memo;
  /** runs under way, so that all can be stopped at once */
  readonly running: Set<AbortController>;
  /** whether newer inputs wait, so that nothing should be begun */
  readonly isStopping: () => boolean;
  /** ids of what each cell needed at its last run, by its name */
  readonly before: Map<string, readonly string[]>;
  readonly trace: (entry: TraceEntry) => void;
}

let runs = 0;

/**
 * The value of a cell for the values it needs: remembered, or made now. A run shared with another
 * graph may be stopped by that graph; it is begun anew for this one.
 */
export async function runCell(
  cell: Cell,
  stale: Promise<void>,
  needs: readonly Memoized[],
  host: CellHost
): Promise<Memoized> {
  const ids = needs.map(({id}) => id);
  const key = [cell.version, ...ids].join("\u0000");
  const traced = tracer(cell, ids, host);
  let isStale = false;
  stale.then(() => {
    isStale = true;
  });
  for (;;) {
    let from: TraceEntry["from"] = "memory";
    const make = () => {
      from = "run";
      return makeValue(cell, stale, needs, host);
    };
    try {
      const found = await host.memo.recall(cell.run, key, make);
      traced(from, found.isCut ? "cut" : "fulfilled", found);
      return found;
    } catch (error) {
      const isStop = error === stop;
      if (isStop && !isStale && !host.isStopping()) continue;
      traced(from, isStop ? "stopped" : "rejected");
      throw error;
    }
  }
}

/** Says how a run went, and why it was: which needs had changed. */
function tracer(cell: Cell, ids: readonly string[], {before, trace, now}: CellHost) {
  const because = changedNeeds(cell.needs, ids, before.get(cell.name));
  before.set(cell.name, ids);
  const started = now();
  return (from: TraceEntry["from"], outcome: TraceEntry["outcome"], value?: Memoized) =>
    trace({
      cell: cell.name,
      because,
      from,
      outcome,
      started,
      milliseconds: from === "memory" ? 0 : now() - started,
      warnings: value?.warnings.map(({code}) => code) ?? []
    });
}

async function makeValue(
  cell: Cell,
  stale: Promise<void>,
  needs: readonly Memoized[],
  host: CellHost
): Promise<Memoized> {
  if (host.isStopping()) throw stop;
  const abort = new AbortController();
  host.running.add(abort);
  stale.then(() => abort.abort(stop));
  const warnings: Warning[] = [];
  const started = host.now();
  const values = Object.fromEntries(cell.needs.map((name, i) => [name, needs[i]?.value]));
  const {context, isCut} = cellContext(cell, values, warnings, abort.signal, host);
  try {
    const value = await orStop(cell.run(values as never, context), abort.signal);
    // A value cut short is no other run's: it neither has a key nor is it found again.
    const id = cell.key && !isCut() ? `${cell.name}=${cell.key(value as never)}` : `#${++runs}`;
    return {id, value, warnings, milliseconds: host.now() - started, isCut: isCut()};
  } finally {
    host.running.delete(abort);
  }
}

/** What a run gives, or `stop` as soon as it is stopped: not every cell that waits listens. */
function orStop(value: unknown, signal: AbortSignal): unknown {
  if (!(value instanceof Promise)) return value;
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(stop));
    value.then(resolve, reject);
  });
}
