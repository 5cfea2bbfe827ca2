import {type CellListener, liveCells} from "./liveCells.js";
import type {CellTrace, ErrorRecord, Port, Reply, Request} from "./messages.js";
import type {CellProgress} from "./trace.js";

/** How a set ended: the inputs in use, or null and why they were refused. */
export type Settled = Reply & {readonly type: "settled"};

type Inputs = Readonly<Record<string, unknown>>;

/** One graph as a session keeps it: its cells, its listeners, and what is on its way to the host. */
export interface LiveGraph {
  set(changed: Inputs): void;
  follow(cell: string, listener: CellListener): () => void;
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
  const cells = liveCells();
  const onSettled = new Set<(settled: Settled) => void>();
  const onProgress = new Set<(progress: CellProgress | null) => void>();
  const onTrace = new Set<(trace: CellTrace) => void>();
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
    cells.begin();
    endGrace();
    endGrace = after(grace, () => {
      if (!cells.hasHeard()) cells.doubt();
      letStop();
    });
    posted();
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

  function settle(settled: Settled) {
    isInFlight = false;
    endGrace();
    tellProgress(null);
    if (isWaiting) return post(inputs);
    last = settled;
    if (!settled.inputs) cells.refuse(settled.error ?? null);
    for (const listener of [...onSettled]) listener(settled);
  }

  function tellProgress(progress: CellProgress | null) {
    for (const listener of onProgress) listener(progress);
  }

  return {
    set(changed) {
      const next = {...inputs, ...changed};
      if (isInFlight) wait(next);
      else post(next);
    },
    follow(name, listener) {
      if (isWaiting || (isInFlight && !cells.hasHeard(name))) cells.doubt(name);
      const {isFirst, stop} = cells.follow(name, listener);
      if (isFirst) connected().post({type: "watch", graph: id, cell: name});
      cells.tell(name, listener);
      return stop;
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
      cells.keep(reply);
      if (reply.generation !== generation) return;
      if (reply.type === "cell" && cells.update(reply, isWaiting)) letStop();
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
      for (const cell of cells.followed()) port.post({type: "watch", graph: id, cell});
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
