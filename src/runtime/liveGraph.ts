import type {Warning} from "../lib/core/warning.js";
import type {ErrorRecord, Port, Reply, Request} from "./messages.js";

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

/** How a set ended: the inputs in use, or null and why they were refused. */
export type Settled = Reply & {readonly type: "settled"};

type CellReply = Reply & {readonly type: "cell"};
type Listener = (cell: LiveCell) => void;
type Inputs = Readonly<Record<string, unknown>>;

/** One graph as a session keeps it: its cells, its listeners, and what is on its way to the host. */
export interface LiveGraph {
  set(changed: Inputs): void;
  follow(cell: string, listener: Listener): () => void;
  onSettled(listener: (settled: Settled) => void): () => void;
  idle(): Promise<Inputs | null>;
  receive(reply: Reply): void;
  /** The host died: nothing is under way any more. */
  fail(error: ErrorRecord): void;
  /** Tell a fresh host of this graph, and set its inputs again if they had been. */
  announce(port: Port<Request, Reply>): void;
}

const nothing: LiveCell = {
  state: "pending",
  value: undefined,
  stale: true,
  warnings: [],
  error: null
};

/**
 * Keep one graph: at most one set in flight and one waiting, into which later ones merge.
 *
 * @param connected the port to the host, opened anew if the last one died
 */
export function liveGraph(
  id: number,
  workflow: string,
  first: Inputs,
  connected: () => Port<Request, Reply>
): LiveGraph {
  const cells = new Map<string, LiveCell>();
  const listeners = new Map<string, Set<Listener>>();
  const settledListeners = new Set<(settled: Settled) => void>();
  let inputs = first;
  let generation = 0;
  let isInFlight = false;
  let isWaiting = false;
  let last: Settled | null = null;

  function post(next: Inputs) {
    const request = {type: "set", graph: id, generation: generation + 1, inputs: next} as const;
    connected().post(request);
    inputs = next;
    generation = request.generation;
    isInFlight = true;
    isWaiting = false;
  }

  function wait(next: Inputs) {
    if (!isWaiting) connected().post({type: "abort", graph: id});
    inputs = next;
    isWaiting = true;
  }

  function show(name: string, cell: LiveCell) {
    cells.set(name, cell);
    for (const listener of listeners.get(name) ?? []) listener(cell);
  }

  function update(reply: CellReply) {
    const {cell: name, state, unchanged, value, warnings = []} = reply;
    const before = cells.get(name) ?? nothing;
    if (state === "pending") return show(name, {...before, state, stale: true});
    if (state === "rejected")
      return show(name, {...before, state, stale: true, error: reply.error ?? null});
    const isCurrent = before.state === "fulfilled" && before.stale === isWaiting;
    if (unchanged && isCurrent) return;
    const current = unchanged ? before.value : value;
    show(name, {state, value: current, stale: isWaiting, warnings, error: null});
  }

  function settle(settled: Settled) {
    isInFlight = false;
    if (isWaiting) return post(inputs);
    last = settled;
    if (!settled.inputs) refuse(settled.error ?? null);
    for (const listener of [...settledListeners]) listener(settled);
  }

  function refuse(error: ErrorRecord | null) {
    for (const name of new Set([...cells.keys(), ...listeners.keys()]))
      show(name, {...(cells.get(name) ?? nothing), state: "rejected", stale: true, error});
  }

  return {
    set(changed) {
      const next = {...inputs, ...changed};
      if (isInFlight) wait(next);
      else post(next);
    },
    follow(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      const isFirst = heard.size === 0;
      listeners.set(name, heard.add(listener));
      if (isFirst) connected().post({type: "watch", graph: id, cell: name});
      const known = cells.get(name);
      if (known) listener(known);
      return () => void heard.delete(listener);
    },
    onSettled(listener) {
      settledListeners.add(listener);
      return () => void settledListeners.delete(listener);
    },
    idle() {
      if (!isInFlight) return Promise.resolve(last?.inputs ?? null);
      return new Promise((resolve) => {
        const once = (settled: Settled) => {
          settledListeners.delete(once);
          resolve(settled.inputs);
        };
        settledListeners.add(once);
      });
    },
    receive(reply) {
      if (reply.generation !== generation) return;
      if (reply.type === "cell") update(reply);
      else settle(reply);
    },
    fail(error) {
      isWaiting = false;
      const refused = {inputs: null, error, warnings: [], timing: {}} as const;
      settle({type: "settled", graph: id, generation, ...refused});
    },
    announce(port) {
      port.post({type: "open", graph: id, workflow});
      for (const cell of listeners.keys()) port.post({type: "watch", graph: id, cell});
      if (generation > 0) queueMicrotask(() => isInFlight || post(inputs));
    }
  };
}
