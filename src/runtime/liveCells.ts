import type {Warning} from "../lib/core/warning.js";
import type {ErrorRecord, Reply} from "./messages.js";

/** A cell as a page sees it: the last good value stays while a newer one is being made or failed. */
export interface LiveCell<Value = unknown> {
  readonly state: "pending" | "fulfilled" | "rejected";
  /** the last good value, undefined before the first */
  readonly value: Value | undefined;
  /** true when `value` belongs to earlier inputs than those set last */
  readonly stale: boolean;
  readonly warnings: readonly Warning[];
  readonly error: ErrorRecord | null;
}

export type CellListener = (cell: LiveCell) => void;
type CellReply = Reply & {readonly type: "cell"};

/** The cells of one graph as its listeners see them. */
export interface LiveCells {
  /** inputs are set: nothing has been heard of any cell for them yet */
  begin(): void;
  hasHeard(name?: string): boolean;
  /** what is shown of a cell, or of all, may be of other inputs */
  doubt(name?: string): void;
  /** keeps a value that the host sends, were it for inputs of earlier: it is not sent twice */
  keep(reply: Reply): void;
  /**
   * Shows what the host says of a cell for the inputs in flight.
   *
   * @param isOld newer inputs wait already
   * @returns whether that was a new value
   */
  update(reply: CellReply, isOld: boolean): boolean;
  /** the inputs were refused, or the host is gone */
  refuse(error: ErrorRecord | null): void;
  /** @returns whether nobody had followed the cell before, and the way to stop */
  follow(name: string, listener: CellListener): {readonly isFirst: boolean; stop(): void};
  /** tells a listener what is known, if anything is */
  tell(name: string, listener: CellListener): void;
  followed(): Iterable<string>;
}

const nothing: LiveCell = {
  state: "pending",
  value: undefined,
  stale: true,
  warnings: [],
  error: null
};

/** Cells of which nothing is known yet. */
export function liveCells(): LiveCells {
  const cells = new Map<string, LiveCell>();
  const listeners = new Map<string, Set<CellListener>>();
  const delivered = new Map<string, unknown>();
  const heard = new Set<string>();

  function show(name: string, cell: LiveCell) {
    cells.set(name, cell);
    for (const listener of listeners.get(name) ?? []) listener(cell);
  }

  function doubt(name: string) {
    const cell = cells.get(name);
    if (cell?.state === "fulfilled" && !cell.stale) show(name, {...cell, stale: true});
  }

  return {
    begin: () => heard.clear(),
    hasHeard: (name) => (name === undefined ? heard.size > 0 : heard.has(name)),
    doubt(name) {
      for (const each of name === undefined ? cells.keys() : [name]) doubt(each);
    },
    keep(reply) {
      if (reply.type === "cell" && reply.state === "fulfilled" && !reply.unchanged)
        delivered.set(reply.cell, reply.value);
    },
    update({cell: name, state, unchanged, warnings = [], error = null}, isOld) {
      const before = cells.get(name) ?? nothing;
      heard.add(name);
      if (state !== "fulfilled") {
        const failure = state === "rejected" ? {error} : {};
        show(name, {...before, state, stale: true, ...failure});
        return false;
      }
      if (unchanged && before.state === "fulfilled" && before.stale === isOld) return false;
      show(name, {state, value: delivered.get(name), stale: isOld, warnings, error: null});
      return true;
    },
    refuse(error) {
      for (const name of new Set([...cells.keys(), ...listeners.keys()]))
        show(name, {...(cells.get(name) ?? nothing), state: "rejected", stale: true, error});
    },
    follow(name, listener) {
      const own = listeners.get(name) ?? new Set();
      const isFirst = own.size === 0;
      listeners.set(name, own.add(listener));
      return {isFirst, stop: () => void own.delete(listener)};
    },
    tell(name, listener) {
      const known = cells.get(name);
      if (known) listener(known);
    },
    followed: () => listeners.keys()
  };
}
