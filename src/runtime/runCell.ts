import type {Warning} from "../lib/core/warning.js";
import {CellRun} from "./cellRun.js";
import type {Memo, Memoized} from "./memo.js";
import {type ContextHost, RunContext, stop} from "./runContext.js";
import {changedNeeds, type TraceEntry} from "./trace.js";
import type {Cell} from "./workflow.js";

/** What every run of a cell takes from its graph. */
export interface CellHost extends ContextHost {
  readonly memo: Memo;
  /** runs under way, so that all can be stopped at once */
  readonly running: Set<CellRun>;
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
  const key = `${cell.version}\u0000${ids.join("\u0000")}`;
  const traced = tracer(cell, ids, host);
  let isStale = false;
  let run: CellRun | null = null;
  stale.then(() => {
    isStale = true;
    run?.stop();
  });
  for (;;) {
    run = null;
    const make = () => {
      run = new CellRun(stop);
      return makeValue(cell, run, needs, host);
    };
    try {
      const found = await host.memo.recall(cell.run, key, make);
      traced(run ? "run" : "memory", found.isCut ? "cut" : "fulfilled", found);
      return found;
    } catch (error) {
      const isStop = error === stop;
      if (isStop && !isStale && !host.isStopping()) continue;
      traced(run ? "run" : "memory", isStop ? "stopped" : "rejected");
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
  run: CellRun,
  needs: readonly Memoized[],
  host: CellHost
): Promise<Memoized> {
  if (host.isStopping()) throw stop;
  host.running.add(run);
  const warnings: Warning[] = [];
  const started = host.now();
  const values: Record<string, unknown> = {};
  cell.needs.forEach((name, i) => {
    values[name] = needs[i]?.value;
  });
  const context = new RunContext(cell, values, warnings, run, host);
  try {
    const given = cell.run(values as never, context);
    const value = given instanceof Promise ? await run.orStop(given) : given;
    const {isCut} = context;
    // A value cut short is no other run's: it neither has a key nor is it found again.
    const id = cell.key && !isCut ? `${cell.name}=${cell.key(value as never)}` : `#${++runs}`;
    return {id, value, warnings, milliseconds: host.now() - started, isCut};
  } finally {
    host.running.delete(run);
  }
}
