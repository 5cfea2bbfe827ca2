import {Runtime, RuntimeError} from "@observablehq/runtime";
import type {Warning} from "../lib/core/warning.js";
import {createMemo, type Memo, type Memoized} from "./memo.js";
import {runCell} from "./runCell.js";
import type {Cell, Workflow} from "./workflow.js";

/** What a cell is doing, as told to whoever watches a graph. */
export type CellState =
  | {readonly state: "pending"}
  | {
      readonly state: "fulfilled";
      readonly value: unknown;
      readonly id: string;
      readonly warnings: readonly Warning[];
    }
  | {readonly state: "rejected"; readonly error: unknown};

/** Everything a graph takes from its host. */
export interface GraphOptions {
  /** Shared between graphs over the same study; default: one of its own. */
  readonly memo?: Memo;
  /** Names the study's bytes in keys. */
  readonly studyKey: string;
  readonly observe?: (cell: string, state: CellState) => void;
  /** A clock in milliseconds: for `timing`, and for how long a cell may go without pausing. */
  readonly now?: () => number;
  /** Lets whatever else waits for this thread run, then resolves; default: nothing waits. */
  readonly pause?: () => Promise<void>;
}

/** A workflow running on a study: set inputs, await values. */
export interface Graph {
  /** Replace inputs (already normalised); returns at once, cells below them re-run. */
  set(inputs: Readonly<Record<string, unknown>>): void;
  /** Stop what is running as far as it breathes; it is run again at the next `set`. */
  abort(): void;
  /** The value of a cell for the inputs set last; rejects with the error it failed by. */
  value(cell: string): Promise<unknown>;
  /** What a cell is doing now; undefined before its first run. */
  state(cell: string): CellState | undefined;
  /** When every cell has settled for the inputs set last. */
  settled(): Promise<void>;
  /** Warnings of all fulfilled cells in workflow order, and time per cell in milliseconds. */
  report(): {warnings: readonly Warning[]; timing: Readonly<Record<string, number>>};
  dispose(): void;
}

/**
 * Run a workflow's cells on `@observablehq/runtime`, with what the runtime lacks: a memo by content
 * (a cell whose needs are unchanged is not re-run) and an abort signal per run.
 *
 * @param inputs every input of the workflow, normalised
 */
export function createGraph(
  workflow: Workflow,
  study: unknown,
  inputs: Readonly<Record<string, unknown>>,
  options: GraphOptions
): Graph {
  const {memo = createMemo(), studyKey, observe} = options;
  const {now = () => 0, pause = () => Promise.resolve()} = options;
  const running = new Set<AbortController>();
  const stopped = new Map<string, Cell>();
  const given = new Map<string, string>();
  let stopping = false;
  const host = {memo, now, pause, running, isStopping: () => stopping};
  const runtime = new Runtime();
  const module = runtime.module();
  const states = new Map<string, CellState>();
  const timing: Record<string, number> = {};
  module.define("study", [], () => constant(studyKey, study));
  for (const [name, value] of Object.entries(inputs)) defineInput(name, value, "define");
  for (const cell of workflow.cells.values())
    module
      .variable(observer(cell))
      .define(cell.name, ["invalidation", ...cell.needs], definition(cell));

  function defineInput(name: string, value: unknown, how: "define" | "redefine") {
    const id = JSON.stringify(value);
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
        const {id, value, warnings, milliseconds} = result as Memoized;
        timing[name] = milliseconds;
        become({state: "fulfilled", id, value, warnings});
      },
      rejected: (error: unknown) => {
        if (stopping) stopped.set(name, cell);
        else become({state: "rejected", error});
      }
    };
  }

  return {
    set(changed) {
      stopping = false;
      for (const [name, value] of Object.entries(changed)) defineInput(name, value, "redefine");
      for (const [name, cell] of stopped)
        module.redefine(name, ["invalidation", ...cell.needs], definition(cell));
      stopped.clear();
    },
    abort() {
      stopping = true;
      for (const controller of running) controller.abort();
    },
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
    report: () => ({warnings: warningsOf(workflow, states), timing: {...timing}}),
    dispose: () => runtime.dispose()
  };
}

/** The first error that a cell threw itself: the runtime hands cells below only its message. */
function origin(workflow: Workflow, states: ReadonlyMap<string, CellState>): unknown {
  for (const name of workflow.cells.keys()) {
    const state = states.get(name);
    if (state?.state === "rejected" && !(state.error instanceof RuntimeError)) return state.error;
  }
  return undefined;
}

function warningsOf(workflow: Workflow, states: ReadonlyMap<string, CellState>): Warning[] {
  return [...workflow.cells.keys()].flatMap((name) => {
    const state = states.get(name);
    return state?.state === "fulfilled" ? state.warnings : [];
  });
}

function constant(id: string, value: unknown): Memoized {
  return {id, value, warnings: [], milliseconds: 0};
}
