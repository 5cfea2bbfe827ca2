import {DomainError} from "../lib/core/errors.js";
import {type CellState, createGraph, type Graph} from "./graph.js";
import {createMemo} from "./memo.js";
import {errorRecord, type Port, type Reply, type Request} from "./messages.js";
import {normalizeInputs} from "./normalizeInputs.js";
import type {Workflow} from "./workflow.js";

/** A study that graphs run on: its bytes' name for keys, and its defaults per workflow. */
export interface HostStudy {
  readonly key: string;
  readonly study: {readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>};
}

/** A clock in milliseconds, and a way to let messages in. */
export interface HostTimers {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
}

interface Hosted {
  readonly name: string;
  readonly watched: Set<string>;
  /** id of the value last sent, by cell */
  readonly sent: Map<string, string>;
  /** cells whose end in this generation the page knows */
  readonly told: Set<string>;
  generation: number;
  graph: Graph | null;
}

/**
 * Serve graphs over a port: the worker's side of a page. All graphs share one study and one memo.
 * The page keeps at most one set in flight per graph (see `openSession`), so requests never pile up.
 */
export function serveGraphs(
  port: Port<Reply, Request>,
  workflows: ReadonlyMap<string, Workflow>,
  opening: Promise<HostStudy>,
  timers: HostTimers
): void {
  const memo = createMemo();
  const hosted = new Map<number, Hosted>();
  // A failure to open is reported by every set; this keeps it from counting as unhandled.
  opening.catch(() => undefined);

  port.onMessage((request) => {
    if (request.type === "open") return open(request.graph, request.workflow);
    const target = hosted.get(request.graph);
    if (!target) return;
    if (request.type === "watch") return watch(request.graph, target, request.cell);
    if (request.type === "set") return void set(request.graph, target, request);
    if (request.type === "abort") return target.graph?.abort();
    target.graph?.dispose();
    hosted.delete(request.graph);
  });

  function open(id: number, name: string) {
    hosted.set(id, {
      name,
      watched: new Set(),
      sent: new Map(),
      told: new Set(),
      generation: 0,
      graph: null
    });
  }

  function find(name: string): Workflow {
    const workflow = workflows.get(name);
    if (workflow) return workflow;
    const names = [...workflows.keys()];
    throw new DomainError(
      `serveGraphs: workflow must be one of ${names.join(", ")}; got ${JSON.stringify(name)}`
    );
  }

  function watch(id: number, target: Hosted, cell: string) {
    target.watched.add(cell);
    target.sent.delete(cell);
    const state = target.graph?.state(cell);
    if (state) tell(id, target, cell, state);
  }

  function tell(id: number, target: Hosted, cell: string, state: CellState) {
    if (!target.watched.has(cell)) return;
    const message = {type: "cell", graph: id, generation: target.generation, cell} as const;
    if (state.state === "pending") return port.post({...message, state: "pending"});
    target.told.add(cell);
    if (state.state === "rejected") {
      target.sent.delete(cell);
      return port.post({...message, state: "rejected", error: errorRecord(state.error)});
    }
    const unchanged = target.sent.get(cell) === state.id;
    target.sent.set(cell, state.id);
    const {value, warnings} = state;
    port.post({...message, state: "fulfilled", unchanged, warnings, ...(unchanged ? {} : {value})});
  }

  /** Cells that the inputs left as they were: the page cannot know that by itself. */
  function tellRest(id: number, target: Hosted, graph: Graph) {
    for (const cell of target.watched) {
      const state = graph.state(cell);
      if (state && !target.told.has(cell)) tell(id, target, cell, state);
    }
  }

  async function set(id: number, target: Hosted, request: Request & {type: "set"}) {
    target.generation = request.generation;
    target.told.clear();
    const settled = {type: "settled", graph: id, generation: request.generation} as const;
    try {
      const {key, study} = await opening;
      if (hosted.get(id) !== target) return;
      const workflow = find(target.name);
      const inputs = normalizeInputs(workflow, study.defaults[target.name] ?? {}, request.inputs);
      const record = inputs as Record<string, unknown>;
      if (target.graph) target.graph.set(record);
      else {
        const observe = (cell: string, state: CellState) => tell(id, target, cell, state);
        const options = {memo, studyKey: key, observe, ...timers};
        target.graph = createGraph(workflow, study, record, options);
      }
      await target.graph.settled();
      tellRest(id, target, target.graph);
      port.post({...settled, inputs: record, ...target.graph.report()});
    } catch (error) {
      port.post({...settled, inputs: null, warnings: [], error: errorRecord(error), timing: {}});
    }
  }
}
