import {DomainError} from "../lib/core/errors.js";
import type {CellState} from "./cellStates.js";
import type {Graph} from "./graph.js";
import {errorRecord, type Port, type Reply, type Request} from "./messages.js";
import type {CellProgress, TraceEntry} from "./trace.js";

type Settled = Reply & {readonly type: "settled"};

/** Tells a page what one graph does: of the cells it watches, each value once. */
export interface Teller {
  /** newer inputs are set: what is told from now on is of them */
  begin(generation: number): void;
  /** calls back when a watched cell has told a value of these inputs, at once if one has */
  onceShown(call: () => void): void;
  watch(cell: string, state: CellState | undefined): void;
  traceAll(): void;
  tell(cell: string, state: CellState): void;
  /** the cells that the inputs left as they were: the page cannot know that by itself */
  tellRest(graph: Graph): void;
  progress(progress: CellProgress): void;
  trace(entry: TraceEntry): void;
  heard(): void;
  settled(found: Omit<Settled, "type" | "graph" | "generation">): void;
}

/** The teller of graph number `graph` over a port. */
export function teller(graph: number, port: Port<Reply, Request>): Teller {
  const watched = new Set<string>();
  /** id of the value last sent, by cell */
  const sent = new Map<string, string>();
  /** cells whose end in this generation the page knows */
  const told = new Set<string>();
  let generation = 0;
  let isTraced = false;
  let isBusy = false;
  let isShown = false;
  let shown = () => {};
  const about = () => ({graph, generation});

  function tell(cell: string, state: CellState) {
    if (isTraced && state.state !== "fulfilled")
      port.post({type: "trace", ...about(), cell, state: state.state});
    if (!watched.has(cell)) return;
    const message = {type: "cell", ...about(), cell} as const;
    if (state.state === "pending") return port.post({...message, state: "pending"});
    told.add(cell);
    if (state.state === "rejected") {
      sent.delete(cell);
      return port.post({...message, state: "rejected", error: errorRecord(state.error)});
    }
    const unchanged = sent.get(cell) === state.id;
    const {value, warnings} = state;
    const fulfilled = {...message, state: "fulfilled", unchanged, warnings} as const;
    try {
      port.post({...fulfilled, ...(unchanged ? {} : {value})});
      sent.set(cell, state.id);
      if (!unchanged) show();
    } catch (error) {
      port.post({...message, state: "rejected", error: errorRecord(error)});
    }
  }

  function show() {
    isShown = true;
    shown();
  }

  return {
    tell,
    onceShown(call) {
      if (isShown) call();
      else shown = call;
    },
    begin(next) {
      generation = next;
      isBusy = true;
      isShown = false;
      shown = () => {};
      told.clear();
    },
    watch(cell, state) {
      watched.add(cell);
      sent.delete(cell);
      // While newer inputs are under way a state may be of earlier ones; `tellRest` makes up for it.
      if (state && !isBusy) tell(cell, state);
    },
    traceAll() {
      isTraced = true;
    },
    tellRest(from) {
      for (const cell of watched) {
        const state = from.state(cell);
        const unknown = new DomainError(`watch: cell must be one of the analysis; got ${cell}`);
        if (!told.has(cell)) tell(cell, state ?? {state: "rejected", error: unknown});
      }
    },
    progress: (progress) => port.post({type: "progress", ...about(), ...progress}),
    trace(entry) {
      if (!isTraced) return;
      const state = entry.outcome === "cut" ? "fulfilled" : entry.outcome;
      port.post({type: "trace", ...about(), cell: entry.cell, state, entry});
    },
    heard: () => port.post({type: "heard", ...about()}),
    settled(found) {
      isBusy = false;
      port.post({type: "settled", ...about(), ...found});
    }
  };
}
