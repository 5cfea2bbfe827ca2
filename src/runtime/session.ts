import type {Warning} from "../lib/core/warning.js";
import {type LiveCell, type LiveGraph, liveGraph} from "./liveGraph.js";
import type {ErrorRecord, Port, Reply, Request} from "./messages.js";

export type {LiveCell} from "./liveGraph.js";

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

/**
 * Open a session.
 *
 * @param connect starts the other end (a worker) and returns the port to it; called again after the
 * worker has died, on the next change of an input
 */
export function openSession(connect: () => Port<Request, Reply>): Session {
  const graphs = new Map<number, LiveGraph>();
  let port: Port<Request, Reply> | null = null;
  let count = 0;

  function connected(): Port<Request, Reply> {
    if (port) return port;
    const opened = connect();
    opened.onMessage((reply) => graphs.get(reply.graph)?.receive(reply));
    opened.onFailure((message) => fail(opened, message));
    port = opened;
    for (const graph of graphs.values()) graph.announce(opened);
    return opened;
  }

  function fail(failed: Port<Request, Reply>, message: string) {
    if (port !== failed) return;
    port = null;
    failed.close();
    for (const graph of graphs.values())
      graph.fail({name: "WorkerError", code: "WORKER", message, input: null});
  }

  function graph(workflow: string, inputs: Readonly<Record<string, unknown>>): GraphProxy {
    const id = ++count;
    const live = liveGraph(id, workflow, inputs, connected);
    const opened = connected();
    graphs.set(id, live);
    live.announce(opened);
    live.set({});
    return proxy(id, live);
  }

  function proxy(id: number, live: LiveGraph): GraphProxy {
    return {
      set: live.set,
      on: (cell, listener) => live.follow(cell, listener as (cell: LiveCell) => void),
      idle: live.idle,
      onSettled: (listener) =>
        void live.onSettled(({inputs, error, timing, warnings}) =>
          listener(inputs, error ?? null, timing, warnings)
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
      port?.close();
      port = null;
    }
  };
}
