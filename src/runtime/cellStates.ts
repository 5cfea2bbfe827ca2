import {RuntimeError} from "@observablehq/runtime";
import type {Warning} from "../lib/core/warning.js";
import type {Workflow} from "./workflow.js";

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

/** The first error that a cell threw itself: the runtime hands cells below only its message. */
export function origin(workflow: Workflow, states: ReadonlyMap<string, CellState>): unknown {
  for (const name of workflow.cells.keys()) {
    const state = states.get(name);
    if (state?.state === "rejected" && !(state.error instanceof RuntimeError)) return state.error;
  }
  return undefined;
}

/** Warnings of all fulfilled cells, in workflow order. */
export function warningsOf(
  workflow: Workflow,
  states: ReadonlyMap<string, CellState>
): readonly Warning[] {
  return [...workflow.cells.keys()].flatMap((name) => {
    const state = states.get(name);
    return state?.state === "fulfilled" ? state.warnings : [];
  });
}
