import {VantageError} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";
import type {Memo, Memoized} from "./memo.js";
import type {Cell} from "./workflow.js";

/** What every run of a cell takes from its graph. */
export interface CellHost {
  readonly memo: Memo;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  /** runs under way, so that all can be stopped at once */
  readonly running: Set<AbortController>;
  /** whether newer inputs wait, so that nothing should be begun */
  readonly isStopping: () => boolean;
}

/** Why a run ended without a value: newer inputs have come. */
const stop = new VantageError("STOPPED", "runCell: stopped for newer inputs");

/** How long a cell may keep its thread before newer inputs are listened for, in milliseconds. */
const patience = 8;

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
  const key = [cell.version, ...needs.map(({id}) => id)].join("\u0000");
  let isStale = false;
  stale.then(() => {
    isStale = true;
  });
  for (;;) {
    try {
      return await host.memo.recall(cell.run, key, () => makeValue(cell, stale, needs, host));
    } catch (error) {
      if (error !== stop || isStale || host.isStopping()) throw error;
    }
  }
}

async function makeValue(
  cell: Cell,
  stale: Promise<void>,
  needs: readonly Memoized[],
  {now, pause, running, isStopping}: CellHost
): Promise<Memoized> {
  if (isStopping()) throw stop;
  const abort = new AbortController();
  running.add(abort);
  stale.then(() => abort.abort(stop));
  const warnings: Warning[] = [];
  const started = now();
  const context = {
    signal: abort.signal,
    warn: (warning: Warning) => void warnings.push(warning),
    breathe: breather(abort.signal, now, pause)
  };
  const values = Object.fromEntries(cell.needs.map((name, i) => [name, needs[i]?.value]));
  try {
    const value = await cell.run(values as never, context);
    const id = cell.key ? `${cell.name}=${cell.key(value as never)}` : `#${++runs}`;
    return {id, value, warnings, milliseconds: now() - started};
  } finally {
    running.delete(abort);
  }
}

function breather(signal: AbortSignal, now: () => number, pause: () => Promise<void>) {
  let last = now();
  return async () => {
    if (now() - last < patience) return;
    await pause();
    last = now();
    if (signal.aborted) throw stop;
  };
}
