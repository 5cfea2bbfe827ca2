// The runtime ships no types: those who use the package get ours.
/// <reference path="../../types/observablehq-runtime.d.ts" preserve="true" />
import type {Module, Observer, Runtime} from "@observablehq/runtime";
import {studyDefaults} from "../lib/schema/studyDefaults.js";
import {createMemo, type Memo, type Memoized} from "./memo.js";
import {normalizeInputs} from "./normalizeInputs.js";
import {type CellHost, runCell} from "./runCell.js";
import type {Workflow} from "./workflow.js";

/** What a workflow as a module takes from who imports it. */
export interface ModuleOptions {
  /** inputs at first, by name; those left out are the study's or the workflow's own defaults */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Shared between modules over the same study; default: one of its own. */
  readonly memo?: Memo;
  /** Names the study's bytes in keys. */
  readonly studyKey: string;
  /** A clock in milliseconds; default: none, and nothing pauses. */
  readonly now?: () => number;
  readonly pause?: () => Promise<void>;
}

/** The standard form of a module for `@observablehq/runtime`. */
export type Define = (
  runtime: Runtime,
  observer: (name?: string) => Observer | true | undefined
) => Module;

/**
 * A workflow as a standard Observable module, for notebooks and pages that run `@observablehq/runtime`
 * themselves: every input is a variable that may be redefined (a value the schema refuses rejects
 * it), every cell a variable with its plain value, remembered by content as in `createGraph`.
 *
 * ```js
 * const module = runtime.module(observableModule(space, study, {studyKey: study.id}));
 * module.redefine("dimension", ["mine"], (mine) => mine); // a cell of one's own feeds an input
 * ```
 * and, the other way round, another module imports `placed` or any other cell from it.
 *
 * @param study what the cells that need `study` get
 */
export function observableModule(
  workflow: Workflow,
  study: unknown,
  options: ModuleOptions
): Define {
  const host = hostOf(options);
  const defaults = defaultsOf(study, workflow.name);
  const first = normalizeInputs(workflow, defaults, options.inputs ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return (runtime, observer) => {
    const main = runtime.module();
    main.define(hidden("study"), [], () => constant(options.studyKey, study));
    for (const [name, value] of Object.entries(first)) {
      main.variable(observer(name)).define(name, [], () => value);
      main.define(hidden(name), [name], (given: unknown) => checked(name, given));
    }
    for (const cell of workflow.cells.values()) {
      const needs = cell.needs.map(hidden);
      const run = (stale: Promise<void>, ...values: Memoized[]) =>
        runCell(cell, stale, values, host);
      main.define(hidden(cell.name), ["invalidation", ...needs], run);
      const plain = ({value}: Memoized) => value;
      main.variable(observer(cell.name)).define(cell.name, [hidden(cell.name)], plain);
    }
    return main;
  };

  function checked(name: string, given: unknown): Memoized {
    const inputs = normalizeInputs(workflow, first, {[name]: given}) as Record<string, unknown>;
    const value = inputs[name];
    return constant(typeof value === "number" ? String(value) : JSON.stringify(value), value);
  }
}

/** Variables that others need not see. */
const hidden = (name: string) => `memoized ${name}`;

function hostOf({memo = createMemo(), now = () => 0, pause}: ModuleOptions): CellHost {
  return {
    memo,
    now,
    pause: pause ?? (() => Promise.resolve()),
    lastPause: {at: now()},
    running: new Set(),
    before: new Map(),
    enough: new Set(),
    hands: null,
    isStopping: () => false,
    progress: () => undefined,
    trace: () => undefined
  };
}

function defaultsOf(study: unknown, workflow: string): Readonly<Record<string, unknown>> {
  const {defaults = {}} = (study ?? {}) as {defaults?: Record<string, Record<string, unknown>>};
  return studyDefaults(defaults, workflow);
}

function constant(id: string, value: unknown): Memoized {
  return {id, value, warnings: [], milliseconds: 0};
}
