import type {Warning} from "../lib/core/warning.js";
import type {LiveCell} from "./liveCells.js";
import {type LiveGraph, liveGraph} from "./liveGraph.js";
import type {CellTrace, ErrorRecord, Port, Reply, Request} from "./messages.js";
import type {CellProgress, TraceEntry} from "./trace.js";
import {type After, watchPulse} from "./watchPulse.js";

export type {LiveCell} from "./liveCells.js";

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
      warnings: readonly Warning[],
      trace: readonly TraceEntry[]
    ) => void
  ): void;
  /** Called some ten times a second with how far a long cell is, and with null when none runs. */
  onProgress(listener: (progress: CellProgress | null) => void): () => void;
  /** Called with what each cell does as it does it. */
  onTrace(listener: (trace: CellTrace) => void): () => void;
  /** Let a long cell end with what it has; `set({})` runs it to its end. */
  finish(cell: string): void;
  dispose(): void;
}

/** A page's connection to the worker in which its graphs run. */
export interface Session {
  graph(workflow: string, inputs: Readonly<Record<string, unknown>>): GraphProxy;
  dispose(): void;
}

/** What a session may take from its host. */
export interface SessionOptions {
  /**
   * Calls back after so many milliseconds, unless it is taken back. Without it, what newer inputs have
   * made stale is stopped at once, and a worker that does not answer is never replaced.
   */
  readonly after?: After;
  /** whether a stuck worker may be replaced: not where it holds what a new one would lack */
  readonly isReplaceable?: boolean;
}

const atOnce: After = (milliseconds, call) => {
  if (milliseconds < 1000) call();
  return () => {};
};

/**
 * Open a session.
 *
 * @param connect starts the other end (a worker) and returns the port to it; called again after the
 * worker has died or been replaced, on the next change of an input
 */
export function openSession(
  connect: () => Port<Request, Reply>,
  {after = atOnce, isReplaceable = true}: SessionOptions = {}
): Session {
  const graphs = new Map<number, LiveGraph>();
  let port: Port<Request, Reply> | null = null;
  let count = 0;
  const pulse = watchPulse(after, {
    ping: () => ping(),
    stuck: () => isReplaceable && replace(),
    dead: () => port && fail(port, "the worker has not answered for long and is given up")
  });

  function connected(): Port<Request, Reply> {
    if (port) return port;
    const opened = connect();
    opened.onMessage((reply) => opened === port && hear(reply));
    opened.onFailure((message) => fail(opened, message));
    port = opened;
    for (const graph of graphs.values()) graph.announce(opened);
    return opened;
  }

  function hear(reply: Reply) {
    graphs.get(reply.graph)?.receive(reply);
    const isAnswer = reply.type === "heard" || reply.type === "settled";
    pulse.heard(
      isAnswer,
      [...graphs.values()].some((graph) => graph.isBusy())
    );
  }

  function ping() {
    for (const id of graphs.keys()) port?.post({type: "ping", graph: id});
  }

  function letGo() {
    port?.close();
    port = null;
    pulse.forget();
  }

  function replace() {
    letGo();
    for (const graph of graphs.values()) graph.restart();
    connected();
  }

  function fail(failed: Port<Request, Reply>, message: string) {
    if (port !== failed) return;
    letGo();
    for (const graph of graphs.values())
      graph.fail({name: "WorkerError", code: "WORKER", message, input: null});
  }

  function graph(workflow: string, inputs: Readonly<Record<string, unknown>>): GraphProxy {
    const id = ++count;
    const live = liveGraph(id, workflow, inputs, {
      connected,
      after,
      expectAnswer: pulse.told,
      posted: pulse.posted
    });
    const opened = connected();
    graphs.set(id, live);
    live.announce(opened);
    live.set({});
    return proxy(id, live);
  }

  function proxy(id: number, live: LiveGraph): GraphProxy {
    const {set, idle, finish, onProgress, onTrace} = live;
    return {
      set,
      idle,
      finish,
      onProgress,
      onTrace,
      on: (cell, listener) => live.follow(cell, listener as (cell: LiveCell) => void),
      onSettled: (listener) =>
        void live.onSettled(({inputs, error, timing, warnings, trace}) =>
          listener(inputs, error ?? null, timing, warnings, trace)
        ),
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
      letGo();
    }
  };
}
