import {DomainError} from "../lib/core/errors.js";
import {studyDefaults} from "../lib/schema/studyDefaults.js";
import {type CellState, createGraph, type Graph} from "./graph.js";
import type {Hands} from "./jobs.js";
import {createMemo, type Memo} from "./memo.js";
import {errorRecord, type Port, type Reply, type Request} from "./messages.js";
import {normalizeInputs} from "./normalizeInputs.js";
import {type Teller, teller} from "./teller.js";
import type {Workflow} from "./workflow.js";

/** A study that graphs run on: its bytes' name for keys, and its defaults per workflow. */
export interface HostStudy {
  readonly key: string;
  readonly study: {readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>};
}

/** A clock in milliseconds, a way to let messages in, and other threads if there are any. */
export interface HostTimers {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly hands?: Hands;
}

/** One graph on this side of the port. */
interface Hosted {
  readonly name: string;
  readonly teller: Teller;
  graph: Graph | null;
  /** newer inputs came before the study was open */
  isOutdated: boolean;
}

type SetRequest = Request & {type: "set"};

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
    const {graph: id} = request;
    if (request.type === "open") {
      const told = teller(id, port);
      return void hosted.set(id, {
        name: request.workflow,
        teller: told,
        graph: null,
        isOutdated: false
      });
    }
    const target = hosted.get(id);
    if (target) hear(target, request);
  });

  function hear(target: Hosted, request: Request) {
    const {graph, teller} = target;
    if (request.type === "watch") return teller.watch(request.cell, graph?.state(request.cell));
    if (request.type === "trace") return teller.traceAll();
    if (request.type === "ping") return teller.heard();
    if (request.type === "set") return void set(target, request);
    if (request.type === "finish") return graph?.finish(request.cell);
    if (request.type === "abort") {
      if (request.when === "soon") teller.onceShown(() => stop(target));
      else stop(target);
      return teller.heard();
    }
    graph?.dispose();
    hosted.delete(request.graph);
  }

  function stop(target: Hosted) {
    target.graph?.abort();
    target.isOutdated = true;
  }

  async function set(target: Hosted, request: SetRequest) {
    const {teller} = target;
    const nothing = {inputs: null, warnings: [], timing: {}, trace: []};
    teller.begin(request.generation);
    target.isOutdated = false;
    try {
      const {key, study} = await opening;
      if (hosted.get(request.graph) !== target) return;
      if (target.isOutdated) return teller.settled(nothing);
      const workflow = find(workflows, target.name);
      const inputs = normalizeInputs(
        workflow,
        studyDefaults(study.defaults, target.name),
        request.inputs
      );
      const record = inputs as Record<string, unknown>;
      if (target.graph) target.graph.set(record);
      else target.graph = startGraph(workflow, {key, study}, record, {memo, teller, timers});
      await target.graph.settled();
      teller.tellRest(target.graph);
      teller.settled({inputs: record, ...target.graph.report()});
    } catch (error) {
      teller.settled({...nothing, error: errorRecord(error)});
    }
  }
}

function startGraph(
  workflow: Workflow,
  {key, study}: HostStudy,
  inputs: Readonly<Record<string, unknown>>,
  {memo, teller, timers}: {memo: Memo; teller: Teller; timers: HostTimers}
): Graph {
  return createGraph(workflow, study, inputs, {
    memo,
    studyKey: key,
    observe: (cell: string, state: CellState) => teller.tell(cell, state),
    onProgress: teller.progress,
    onTrace: teller.trace,
    ...timers
  });
}

function find(workflows: ReadonlyMap<string, Workflow>, name: string): Workflow {
  const workflow = workflows.get(name);
  if (workflow) return workflow;
  const names = [...workflows.keys()];
  throw new DomainError(
    `serveGraphs: workflow must be one of ${names.join(", ")}; got ${JSON.stringify(name)}`
  );
}
