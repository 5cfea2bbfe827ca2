import fc from "fast-check";
import {expect} from "vitest";
import {createChannel} from "../../src/runtime/channel.js";
import {serveGraphs} from "../../src/runtime/host.js";
import type {Port, Reply, Request} from "../../src/runtime/messages.js";
import {type GraphProxy, type LiveCell, openSession} from "../../src/runtime/session.js";
import {
  builtWorkflow,
  type CellPlan,
  cellName,
  type Inputs,
  inputNames,
  newRecord,
  plans,
  reference,
  type Tagged
} from "./scheduledGraphs.js";

/* Random sequences of what a page does to a session, checked against the reference at every step. */

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const change = fc.dictionary(fc.constantFrom(...inputNames), fc.integer({min: -5, max: 5}), {
  minKeys: 1,
  noNullPrototype: true
});

type Action =
  | {readonly do: "set"; readonly to: Partial<Inputs>}
  | {readonly do: "burst"; readonly to: readonly Partial<Inputs>[]}
  | {readonly do: "turns"; readonly count: number}
  | {readonly do: "refused" | "idle" | "same" | "back" | "second" | "die" | "trace" | "finish"}
  | {readonly do: "follow" | "leave"; readonly cell: number};

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    {weight: 5, arbitrary: fc.record({do: fc.constant("set" as const), to: change})},
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("burst" as const),
        to: fc.array(change, {minLength: 2, maxLength: 6})
      })
    },
    {weight: 4, arbitrary: fc.record({do: fc.constant("turns" as const), count: fc.nat(6)})},
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom(
          ...(["refused", "idle", "same", "back", "second", "die", "trace", "finish"] as const)
        )
      })
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom(...(["follow", "leave"] as const)),
        cell: fc.nat(11)
      })
    }
  ),
  {minLength: 1, maxLength: 14}
);

export interface Scenario {
  readonly cells: readonly CellPlan[];
  readonly actions: readonly Action[];
  /** whether what is in flight may go on for a while */
  readonly hasGrace: boolean;
}

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  cells: plans,
  actions,
  hasGrace: fc.boolean()
});

/** A page's side of one graph: every state it was shown, and what it asked for. */
class Watched {
  inputs: Inputs;
  readonly history: Inputs[];
  readonly stops = new Map<string, () => void>();
  readonly last = new Map<string, LiveCell<Tagged>>();
  /** what was shown that should not have been: a listener that throws would be nobody's failure */
  readonly faults: string[] = [];
  /** how far along the history each cell's values were */
  private readonly reached = new Map<string, number>();

  constructor(
    private readonly cells: readonly CellPlan[],
    readonly graph: GraphProxy,
    first: Inputs
  ) {
    this.inputs = first;
    this.history = [first];
    this.follow(cellName(cells.length - 1));
  }

  cell(pick: number): string {
    return cellName(pick % this.cells.length);
  }

  set(to: Partial<Inputs>) {
    this.inputs = {...this.inputs, ...to};
    this.history.push(this.inputs);
    this.graph.set(to);
  }

  follow(cell: string) {
    if (this.stops.has(cell)) return;
    this.stops.set(
      cell,
      this.graph.on<Tagged>(cell, (shown) => this.see(cell, shown))
    );
  }

  leave(cell: string) {
    this.stops.get(cell)?.();
    this.stops.delete(cell);
    this.last.delete(cell);
  }

  private see(cell: string, shown: LiveCell<Tagged>) {
    this.last.set(cell, shown);
    if (shown.state !== "fulfilled" || !shown.value) return;
    const value = shown.value.v;
    const from = this.reached.get(cell) ?? 0;
    const matches = this.history.map((inputs) => reference(this.cells, inputs).get(cell) === value);
    const at = matches.findIndex((isMatch, index) => isMatch && index >= from);
    if (at < 0) this.faults.push(`${cell} shows ${value}, which is older than what it showed`);
    this.reached.set(cell, Math.max(at, from));
    if (!shown.stale && !matches.at(-1)) this.faults.push(`${cell} shows ${value} as current`);
  }

  /** When nothing is under way, everything followed is what the reference says. */
  async rest() {
    const inputs = await this.graph.idle();
    if (inputs === null) return;
    expect(inputs).toEqual(this.inputs);
    const right = reference(this.cells, this.inputs);
    for (const [cell, {state, stale, value}] of this.last) {
      const wanted = right.get(cell);
      if (wanted === null) expect(state, cell).toBe("rejected");
      else
        expect({state, stale, v: value?.v}, cell).toEqual({
          state: "fulfilled",
          stale: false,
          v: wanted
        });
    }
  }
}

/** Plays a scenario; throws where anything is not as it should be. */
export async function play({cells, actions: todo, hasGrace}: Scenario): Promise<void> {
  const record = newRecord();
  const flow = builtWorkflow(cells, record);
  const inFlight = new Map<number, number>();
  let kill: (message: string) => void = () => {};
  const session = openSession(
    () => {
      const [page, host] = createChannel<Request, Reply>();
      const opening = Promise.resolve({key: "k", study: {defaults: {}}});
      serveGraphs(host, new Map([["random", flow]]), opening, {
        now: () => performance.now(),
        pause: turn
      });
      inFlight.clear();
      return counted(page, inFlight, (listener) => {
        kill = listener;
      });
    },
    hasGrace ? {after: afterTurns} : {}
  );
  const open = (first: Inputs) => new Watched(cells, session.graph("random", first), first);
  const graphs = [open({x: 1, y: 2, z: 3})];
  for (const action of todo) await act(action, graphs, {open, kill: () => kill("killed")});
  for (const graph of graphs) {
    // Whatever was refused or killed before: the next input works.
    graph.set({x: (graph.inputs.x + 1) % 5});
    expect(await graph.graph.idle()).toEqual(graph.inputs);
    await graph.rest();
    expect(graph.faults).toEqual([]);
  }
  expect(record.mixed).toEqual([]);
  // A host that is dead to its page goes on in this process.
  if (!todo.some(({do: what}) => what === "die"))
    expect(record.mostActive).toBeLessThanOrEqual(graphs.length);
  session.dispose();
}

interface Hands {
  readonly open: (first: Inputs) => Watched;
  readonly kill: () => void;
}

async function act(action: Action, graphs: Watched[], {open, kill}: Hands): Promise<void> {
  const graph = graphs[0] as Watched;
  const end = graphs.at(-1) as Watched;
  if (action.do === "set") return end.set(action.to);
  if (action.do === "burst") return action.to.forEach((to) => void graph.set(to));
  if (action.do === "same") return graph.set({...graph.inputs});
  if (action.do === "back") return graph.set(graph.history.at(-2) ?? graph.inputs);
  if (action.do === "refused") {
    graph.graph.set({x: 5000});
    await turn();
    return graph.set({...graph.inputs});
  }
  if (action.do === "follow") return graph.follow(graph.cell(action.cell));
  if (action.do === "leave") return graph.leave(graph.cell(action.cell));
  if (action.do === "second" && graphs.length < 3) return void graphs.push(open(graph.inputs));
  if (action.do === "die") return kill();
  if (action.do === "trace") return void graph.graph.onTrace(() => undefined);
  if (action.do === "finish") return graph.graph.finish(cellName(0));
  if (action.do === "turns") for (let k = 0; k < action.count; k++) await turn();
  if (action.do === "idle") await graph.rest();
}

/** Time is turns of the event loop: 20 ms each. */
function afterTurns(milliseconds: number, call: () => void): () => void {
  let left = Math.ceil(milliseconds / 20);
  let isTaken = milliseconds > 500;
  const wait = () => {
    if (isTaken) return;
    if (left-- <= 0) return call();
    setImmediate(wait);
  };
  wait();
  return () => {
    isTaken = true;
  };
}

/** The port, which never sees more than one set of a graph unanswered. */
function counted(
  port: Port<Request, Reply>,
  inFlight: Map<number, number>,
  onKill: (listener: (message: string) => void) => void
): Port<Request, Reply> {
  const add = (graph: number, by: number) => {
    const now = (inFlight.get(graph) ?? 0) + by;
    inFlight.set(graph, now);
    if (now > 1) throw new Error("there must be one set in flight at most; got two");
  };
  return {
    ...port,
    post(message) {
      if (message.type === "set") add(message.graph, 1);
      port.post(message);
    },
    onMessage: (listener) =>
      port.onMessage((reply) => {
        if (reply.type === "settled") add(reply.graph, -1);
        listener(reply);
      }),
    onFailure: onKill
  };
}
