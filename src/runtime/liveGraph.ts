import type {Warning} from "../lib/core/warning.js";
import type {CellTrace, ErrorRecord, Port, Reply, Request} from "./messages.js";
import type {CellProgress} from "./trace.js";

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
  /** told how far long cells are; null when there is nothing to wait for */
  onProgress(listener: (progress: CellProgress | null) => void): () => void;
  onTrace(listener: (trace: CellTrace) => void): () => void;
  finish(cell: string): void;
  isBusy(): boolean;
  idle(): Promise<Inputs | null>;
  receive(reply: Reply): void;
  /** The host died: nothing is under way any more. */
  fail(error: ErrorRecord): void;
  /** The host is replaced: what was under way is begun anew on the next. */
  restart(): void;
  /** Tell a fresh host of this graph, and set its inputs again if they had been. */
  announce(port: Port<Request, Reply>): void;
}

/** What a graph takes from its session. */
export interface LiveGraphHost {
  /** the port to the host, opened anew if the last one died */
  readonly connected: () => Port<Request, Reply>;
  /** Calls back after so many milliseconds, unless it is taken back. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** the host has been told to stop and should answer */
  readonly expectAnswer: () => void;
  /** the host has been given something to do */
  readonly posted: () => void;
}

const nothing: LiveCell = {
  state: "pending",
  value: undefined,
  stale: true,
  warnings: [],
  error: null
};

/**
 * How long a computation may go on when newer inputs wait and it has shown nothing yet, in
 * milliseconds: were each stopped at once, a slider that keeps moving would never show a picture.
 */
const grace = 100;

/** Keep one graph: at most one set in flight and one waiting, into which later ones merge. */
export function liveGraph(
  id: number,
  workflow: string,
  first: Inputs,
  {connected, after, expectAnswer, posted}: LiveGraphHost
): LiveGraph {
  const cells = new Map<string, LiveCell>();
  const listeners = new Map<string, Set<Listener>>();
  const onSettled = new Set<(settled: Settled) => void>();
  const onProgress = new Set<(progress: CellProgress | null) => void>();
  const onTrace = new Set<(trace: CellTrace) => void>();
  /** the value of each cell that the host sent last, were it for inputs of earlier: it is not sent twice */
  const delivered = new Map<string, unknown>();
  /** cells heard of since the inputs in flight were set */
  const heard = new Set<string>();
  let inputs = first;
  let generation = 0;
  let isInFlight = false;
  let isWaiting = false;
  let told: "now" | "soon" | null = null;
  let mayStop = false;
  let endGrace = () => {};
  let last: Settled | null = null;

  function post(next: Inputs) {
    const request = {type: "set", graph: id, generation: generation + 1, inputs: next} as const;
    connected().post(request);
    inputs = next;
    generation = request.generation;
    isInFlight = true;
    [isWaiting, told, mayStop] = [false, null, false];
    heard.clear();
    endGrace();
    endGrace = after(grace, () => {
      if (heard.size === 0) for (const name of cells.keys()) doubt(name);
      letStop();
    });
    posted();
  }

  /** Nothing was heard of a cell for these inputs yet: what is shown may be of others. */
  function doubt(name: string) {
    const cell = cells.get(name);
    if (cell?.state === "fulfilled" && !cell.stale) show(name, {...cell, stale: true});
  }

  /** From now on what is in flight gives way to what waits. */
  function letStop() {
    mayStop = true;
    if (!isInFlight || !isWaiting || told === "now") return;
    tellToStop("now");
    expectAnswer();
  }

  function tellToStop(when: "now" | "soon") {
    told = when;
    connected().post({type: "abort", graph: id, when});
  }

  function wait(next: Inputs) {
    inputs = next;
    isWaiting = true;
    if (mayStop) letStop();
    // The host need not come back to ask whether what it has shown is enough.
    else if (told === null) tellToStop("soon");
  }

  function show(name: string, cell: LiveCell) {
    cells.set(name, cell);
    for (const listener of listeners.get(name) ?? []) listener(cell);
  }

  function update(reply: CellReply) {
    const {cell: name, state, unchanged, warnings = []} = reply;
    const before = cells.get(name) ?? nothing;
    heard.add(name);
    if (state === "pending") return show(name, {...before, state, stale: true});
    if (state === "rejected")
      return show(name, {...before, state, stale: true, error: reply.error ?? null});
    const isCurrent = before.state === "fulfilled" && before.stale === isWaiting;
    if (unchanged && isCurrent) return;
    show(name, {state, value: delivered.get(name), stale: isWaiting, warnings, error: null});
    letStop();
  }

  function settle(settled: Settled) {
    isInFlight = false;
    endGrace();
    tellProgress(null);
    if (isWaiting) return post(inputs);
    last = settled;
    if (!settled.inputs) refuse(settled.error ?? null);
    for (const listener of [...onSettled]) listener(settled);
  }

  function tellProgress(progress: CellProgress | null) {
    for (const listener of onProgress) listener(progress);
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
      const own = listeners.get(name) ?? new Set();
      const isFirst = own.size === 0;
      if (isWaiting || (isInFlight && !heard.has(name))) doubt(name);
      listeners.set(name, own.add(listener));
      if (isFirst) connected().post({type: "watch", graph: id, cell: name});
      const known = cells.get(name);
      if (known) listener(known);
      return () => void own.delete(listener);
    },
    onSettled: (listener) => added(onSettled, listener),
    onProgress: (listener) => added(onProgress, listener),
    onTrace(listener) {
      if (onTrace.size === 0) connected().post({type: "trace", graph: id});
      return added(onTrace, listener);
    },
    finish: (cell) => connected().post({type: "finish", graph: id, cell}),
    isBusy: () => isInFlight,
    idle() {
      if (!isInFlight) return Promise.resolve(last?.inputs ?? null);
      return new Promise((resolve) => {
        const remove = added(onSettled, (settled) => {
          remove();
          resolve(settled.inputs);
        });
      });
    },
    receive(reply) {
      if (reply.type === "cell" && reply.state === "fulfilled" && !reply.unchanged)
        delivered.set(reply.cell, reply.value);
      if (reply.generation !== generation) return;
      if (reply.type === "cell") update(reply);
      else if (reply.type === "settled") settle(reply);
      else if (reply.type === "progress") tellProgress(reply);
      else if (reply.type === "trace") for (const listener of onTrace) listener(reply);
    },
    fail(error) {
      isWaiting = false;
      const refused = {inputs: null, error, warnings: [], timing: {}, trace: []} as const;
      settle({type: "settled", graph: id, generation, ...refused});
    },
    restart() {
      isInFlight = false;
      endGrace();
    },
    announce(port) {
      port.post({type: "open", graph: id, workflow});
      for (const cell of listeners.keys()) port.post({type: "watch", graph: id, cell});
      if (onTrace.size > 0) port.post({type: "trace", graph: id});
      if (generation > 0) queueMicrotask(() => isInFlight || post(inputs));
    }
  };
}

/** @returns the way to take it back */
function added<Item>(items: Set<Item>, item: Item): () => void {
  items.add(item);
  return () => void items.delete(item);
}
