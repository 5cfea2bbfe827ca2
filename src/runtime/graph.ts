import {Runtime, RuntimeError} from "@observablehq/runtime";
import {isRefusal} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";
import {type CellState, origin, warningsOf} from "./cellStates.js";
import type {Hands} from "./jobs.js";
import {createMemo, type Memo, type Memoized} from "./memo.js";
import {type CellHost, runCell} from "./runCell.js";
import type {CellProgress, TraceEntry} from "./trace.js";
import type {Cell, Workflow} from "./workflow.js";

export type {CellState} from "./cellStates.js";

/** Everything a graph takes from its host. */
export interface GraphOptions {
  /** Shared between graphs over the same study; default: one of its own. */
  readonly memo?: Memo;
  /** Names the study's bytes in keys. */
  readonly studyKey: string;
  readonly observe?: (cell: string, state: CellState) => void;
  /** told some ten times a second by cells that say how far they are */
  readonly onProgress?: (progress: CellProgress) => void;
  /** told of every run of a cell, and of every value found again */
  readonly onTrace?: (entry: TraceEntry) => void;
  /** other threads for resampling; what is computed is the same without */
  readonly hands?: Hands;
  /** A clock in milliseconds: for `timing`, and for how long a cell may go without pausing. */
  readonly now?: () => number;
  /** Lets whatever else waits for this thread run, then resolves; default: nothing waits. */
  readonly pause?: () => Promise<void>;
}

/** What a graph tells of the inputs set last. */
export interface GraphReport {
  /** of all fulfilled cells, in workflow order */
  readonly warnings: readonly Warning[];
  /** time of each cell's last run, in milliseconds */
  readonly timing: Readonly<Record<string, number>>;
  /** which cells ran, why, and how it went; cells the inputs left alone are not there */
  readonly trace: readonly TraceEntry[];
}

/** A workflow running on a study: set inputs, await values. */
export interface Graph {
  /** Replace inputs (already normalised); returns at once, cells below them re-run. */
  set(inputs: Readonly<Record<string, unknown>>): void;
  /** Stop what is running as far as it breathes; it is run again at the next `set`. */
  abort(): void;
  /** Let a long cell end with what it has, if it can; it is run to its end at the next `set`. */
  finish(cell: string): void;
  /** The value of a cell for the inputs set last; rejects with the error it failed by. */
  value(cell: string): Promise<unknown>;
  /** What a cell is doing now; undefined before its first run. */
  state(cell: string): CellState | undefined;
  /** When every cell has settled for the inputs set last. */
  settled(): Promise<void>;
  report(): GraphReport;
  dispose(): void;
}

/**
 * Run a workflow's cells on `@observablehq/runtime`, with what the runtime lacks: a memo by content
 * (a cell whose needs are unchanged is not re-run), an abort signal per run, progress, and a trace.
 *
 * @param inputs every input of the workflow, normalised
 */
export function createGraph(
  workflow: Workflow,
  study: unknown,
  inputs: Readonly<Record<string, unknown>>,
  options: GraphOptions
): Graph {
  const {studyKey, observe, now = () => 0} = options;
  /** cells to begin anew at the next set, though nothing they need changes */
  const unfinished = new Map<string, Cell>();
  const given = new Map<string, string>();
  const states = new Map<string, CellState>();
  const timing: Record<string, number> = {};
  const enough = new Set<string>();
  let trace: TraceEntry[] = [];
  let since = now();
  let stopping = false;
  const host: CellHost = {
    memo: options.memo ?? createMemo(),
    now,
    pause: options.pause ?? (() => Promise.resolve()),
    lastPause: {at: now()},
    running: new Set(),
    before: new Map(),
    enough,
    hands: options.hands ?? null,
    isStopping: () => stopping,
    progress: (progress) => options.onProgress?.(progress),
    trace(entry) {
      const told = {...entry, started: entry.started - since};
      trace.push(told);
      options.onTrace?.(told);
    }
  };
  const runtime = new Runtime();
  const module = runtime.module();
  module.define("study", [], () => constant(studyKey, study));
  for (const [name, value] of Object.entries(inputs)) defineInput(name, value, "define");
  for (const cell of workflow.cells.values())
    module
      .variable(observer(cell))
      .define(cell.name, ["invalidation", ...cell.needs], definition(cell));

  function defineInput(name: string, value: unknown, how: "define" | "redefine") {
    const id = inputId(value);
    if (given.get(name) === id) return;
    given.set(name, id);
    module[how](name, [], () => constant(id, value));
  }

  function definition(cell: Cell) {
    return (stale: Promise<void>, ...needs: Memoized[]) => runCell(cell, stale, needs, host);
  }

  function observer(cell: Cell) {
    const {name} = cell;
    const become = (state: CellState) => {
      states.set(name, state);
      observe?.(name, state);
    };
    return {
      pending: () => become({state: "pending"}),
      fulfilled: (result: unknown) => {
        const {id, value, warnings, milliseconds, isCut} = result as Memoized;
        timing[name] = milliseconds;
        if (isCut) unfinished.set(name, cell);
        become({state: "fulfilled", id, value, warnings});
      },
      rejected: (error: unknown) => {
        // What failed for another reason than what it was given may have passed by the next set.
        const mayPass = !(isRefusal(error) || error instanceof RuntimeError);
        if (stopping || mayPass) unfinished.set(name, cell);
        if (!stopping) become({state: "rejected", error});
      }
    };
  }

  return {
    set(changed) {
      stopping = false;
      enough.clear();
      trace = [];
      since = host.lastPause.at = now();
      for (const [name, value] of Object.entries(changed)) defineInput(name, value, "redefine");
      for (const [name, cell] of unfinished)
        module.redefine(name, ["invalidation", ...cell.needs], definition(cell));
      unfinished.clear();
    },
    abort() {
      stopping = true;
      for (const run of host.running) run.stop();
    },
    finish: (cell) => void enough.add(cell),
    value: async (cell) => {
      try {
        return ((await module.value(cell)) as Memoized).value;
      } catch (error) {
        throw origin(workflow, states) ?? error;
      }
    },
    settled: async () => {
      await Promise.allSettled([...workflow.cells.keys()].map((name) => module.value(name)));
    },
    state: (cell) => states.get(cell),
    report: () => ({warnings: warningsOf(workflow, states), timing: {...timing}, trace}),
    dispose: () => runtime.dispose()
  };
}

/** Names an input's value in keys. JSON has neither NaN nor the infinities. */
function inputId(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "undefined");
}

function constant(id: string, value: unknown): Memoized {
  return {id, value, warnings: [], milliseconds: 0};
}
