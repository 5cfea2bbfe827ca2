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
}

/** How long a cell may keep its thread before newer inputs are listened for, in milliseconds. */
const patience = 8;

let runs = 0;

/** The value of a cell for the values it needs: remembered, or made now. */
export function runCell(
  cell: Cell,
  stale: Promise<void>,
  needs: readonly Memoized[],
  host: CellHost
): Promise<Memoized> {
  const key = [cell.version, ...needs.map(({id}) => id)].join("\u0000");
  return host.memo.recall(cell.run, key, () => makeValue(cell, stale, needs, host));
}

async function makeValue(
  cell: Cell,
  stale: Promise<void>,
  needs: readonly Memoized[],
  {now, pause, running}: CellHost
): Promise<Memoized> {
  const abort = new AbortController();
  running.add(abort);
  stale.then(() => abort.abort());
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
    signal.throwIfAborted();
  };
}
