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

/** A workflow's graph as a page holds it. */
export interface GraphProxy {
  /** Change some inputs; latest only: while a set is in flight, later ones merge into the next. */
  set(inputs: Readonly<Record<string, unknown>>): void;
  /** Follow a cell; called at once with what is known. Returns the way to stop. */
  on<Value>(cell: string, listener: (cell: LiveCell<Value>) => void): () => void;
  /** Resolves with the inputs in use (null: refused) once nothing is in flight or waiting. */
  idle(): Promise<Readonly<Record<string, unknown>> | null>;
  /** Called when a set has settled: the inputs in use, or why they were refused. */
  onSettled(
    listener: (
      inputs: Readonly<Record<string, unknown>> | null,
      error: ErrorRecord | null,
      timing: Readonly<Record<string, number>>,
      warnings: readonly Warning[]
    ) => void
  ): void;
  dispose(): void;
}

/** A page's connection to the worker in which its graphs run. */
export interface Session {
  graph(workflow: string, inputs: Readonly<Record<string, unknown>>): GraphProxy;
  dispose(): void;
}

interface Live {
  readonly workflow: string;
  readonly cells: Map<string, LiveCell>;
  readonly listeners: Map<string, Set<(cell: LiveCell) => void>>;
  readonly settledListeners: Set<(reply: Reply & {type: "settled"}) => void>;
  inputs: Readonly<Record<string, unknown>>;
  generation: number;
  inFlight: boolean;
  waiting: boolean;
}

const nothing: LiveCell = {
  state: "pending",
  value: undefined,
  stale: true,
  warnings: [],
  error: null
};

/**
 * Open a session.
 *
 * @param connect starts the other end (a worker) and returns the port to it; called again after the
 * worker has died, on the next change of an input
 */
export function openSession(connect: () => Port<Request, Reply>): Session {
  const graphs = new Map<number, Live>();
  let port: Port<Request, Reply> | null = null;
  let count = 0;

  function ready(): Port<Request, Reply> {
    if (port) return port;
    const opened = connect();
    opened.onMessage(receive);
    opened.onFailure((message) => fail(opened, message));
    port = opened;
    for (const [id, live] of graphs) {
      announce(opened, id, live);
      if (live.generation > 0) queueMicrotask(() => live.inFlight || send(id, live));
    }
    return opened;
  }

  function announce(to: Port<Request, Reply>, id: number, live: Live) {
    to.post({type: "open", graph: id, workflow: live.workflow});
    for (const cell of live.listeners.keys()) to.post({type: "watch", graph: id, cell});
  }

  function send(id: number, live: Live) {
    if (live.inFlight) {
      if (!live.waiting) ready().post({type: "abort", graph: id});
      live.waiting = true;
      return;
    }
    live.waiting = false;
    live.inFlight = true;
    const {inputs} = live;
    ready().post({type: "set", graph: id, generation: ++live.generation, inputs});
  }

  function receive(reply: Reply) {
    const live = graphs.get(reply.graph);
    if (!live || reply.generation !== live.generation) return;
    if (reply.type === "cell") return update(live, reply);
    live.inFlight = false;
    if (live.waiting) return send(reply.graph, live);
    for (const listener of live.settledListeners) listener(reply);
  }

  function update(live: Live, reply: Reply & {type: "cell"}) {
    const before = live.cells.get(reply.cell) ?? nothing;
    if (reply.state === "pending")
      return show(live, reply.cell, {...before, state: "pending", stale: true});
    if (reply.state === "rejected")
      return show(live, reply.cell, {
        ...before,
        state: "rejected",
        stale: true,
        error: reply.error ?? null
      });
    const value = reply.unchanged ? before.value : reply.value;
    const warnings = reply.warnings ?? [];
    show(live, reply.cell, {state: "fulfilled", value, stale: live.waiting, warnings, error: null});
  }

  function show(live: Live, name: string, cell: LiveCell) {
    live.cells.set(name, cell);
    for (const listener of live.listeners.get(name) ?? []) listener(cell);
  }

  function fail(failed: Port<Request, Reply>, message: string) {
    if (port !== failed) return;
    port = null;
    failed.close();
    const error = {name: "WorkerError", code: "WORKER", message, input: null};
    for (const [id, live] of graphs) {
      live.inFlight = live.waiting = false;
      for (const [name, cell] of live.cells)
        show(live, name, {...cell, state: "rejected", stale: true, error});
      const reply = {
        type: "settled",
        graph: id,
        generation: live.generation,
        inputs: null,
        warnings: [],
        error,
        timing: {}
      } as const;
      for (const listener of live.settledListeners) listener(reply);
    }
  }

  function graph(workflow: string, inputs: Readonly<Record<string, unknown>>): GraphProxy {
    const id = ++count;
    const live: Live = {
      workflow,
      cells: new Map(),
      listeners: new Map(),
      settledListeners: new Set(),
      inputs,
      generation: 0,
      inFlight: false,
      waiting: false
    };
    const existing = port;
    graphs.set(id, live);
    if (existing) announce(existing, id, live);
    send(id, live);
    return proxy(id, live);
  }

  function proxy(id: number, live: Live): GraphProxy {
    return {
      set(changed) {
        live.inputs = {...live.inputs, ...changed};
        send(id, live);
      },
      on(cell, listener) {
        const heard = live.listeners.get(cell) ?? new Set();
        const first = heard.size === 0;
        live.listeners.set(cell, heard.add(listener as (cell: LiveCell) => void));
        if (first) ready().post({type: "watch", graph: id, cell});
        const known = live.cells.get(cell);
        if (known) (listener as (cell: LiveCell) => void)(known);
        return () => void heard.delete(listener as (cell: LiveCell) => void);
      },
      idle: () =>
        live.inFlight
          ? new Promise((resolve) => {
              const once = (reply: Reply & {type: "settled"}) => {
                live.settledListeners.delete(once);
                resolve(reply.inputs);
              };
              live.settledListeners.add(once);
            })
          : Promise.resolve(live.inputs),
      onSettled(listener) {
        live.settledListeners.add(({inputs, error, timing, warnings}) =>
          listener(inputs, error ?? null, timing, warnings)
        );
      },
      dispose() {
        graphs.delete(id);
        port?.post({type: "close", graph: id});
      }
    };
  }

  return {
    graph,
    dispose() {
      graphs.clear();
      port?.close();
      port = null;
    }
  };
}
