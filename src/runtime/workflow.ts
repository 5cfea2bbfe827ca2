import type {z} from "zod";
import {DomainError} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";
import type {Hands} from "./jobs.js";

/** What a cell gets besides the values it needs. */
export interface CellContext {
  /** Aborted as soon as an input the cell depends on has changed; long loops check it. */
  readonly signal: AbortSignal;
  /**
   * Awaited in long loops: lets newer inputs be heard, and throws when this run has become stale.
   * Cheap enough for every pass of a loop.
   */
  readonly breathe: () => Promise<void>;
  /** Attach a warning to this cell's value; it travels with the value and into the result. */
  readonly warn: (warning: Warning) => void;
  /**
   * Tell how far a long loop has come, so that whoever waits sees a bar and the time left. Cheap
   * enough for every pass: it is passed on some ten times a second.
   *
   * @param partial makes what is known so far, e.g. an estimate with its standard error
   */
  readonly progress: (done: number, total: number, partial?: () => unknown) => void;
  /**
   * Whether whoever waits wants what there is by now. A cell that heeds it says so in its value, which
   * is not remembered: the next change of an input runs the cell to its end.
   */
  readonly isEnough: () => boolean;
  /**
   * Root of this cell's own random streams, derived from the input `seed` and the cell's name.
   * Reading it throws a DomainError in a cell that does not need `seed`.
   */
  readonly seed: number;
  /** other threads, and the clock that says when they are worth it: for `sampleDraws` */
  readonly threads: {readonly hands: Hands | null; readonly now: () => number};
}

/** A named step of an analysis: a pure function of the inputs and cells it names. */
export interface Cell {
  readonly name: string;
  /** Raised by hand when the same needs should give another value. */
  readonly version: number;
  readonly needs: readonly string[];
  readonly run: (needs: never, context: CellContext) => unknown;
  /** Content key of a value: cells below are not re-run when it is unchanged. Default: by run. */
  readonly key?: (value: never) => string;
}

/** A named analysis: typed inputs and a graph of cells that ends in the cell `result`. */
export interface Workflow<
  Study = unknown,
  Inputs extends object = object,
  Cells extends object = object
> {
  readonly name: string;
  readonly inputs: z.ZodType<Inputs>;
  readonly cells: ReadonlyMap<string, Cell>;
  /** Types only; never present at run time. */
  readonly types?: {readonly study: Study; readonly inputs: Inputs; readonly cells: Cells};
}

interface CellOptions<Value> {
  readonly version?: number;
  readonly key?: (value: Value) => string;
}

/** A workflow under construction: add cells in order of dependency, then `build()`. */
export interface WorkflowBuilder<Study, Inputs extends object, Cells extends object> {
  /**
   * Add a cell. `needs` names inputs, earlier cells or `study`; a name that does not exist yet, or a
   * value used at the wrong type, does not compile.
   */
  cell<Name extends string, Needs extends keyof (Inputs & Cells & {study: Study}) & string, Value>(
    name: Name,
    needs: readonly Needs[],
    run: (needs: Pick<Inputs & Cells & {study: Study}, Needs>, context: CellContext) => Value,
    options?: CellOptions<Awaited<Value>>
  ): WorkflowBuilder<Study, Inputs, Cells & Record<Name, Awaited<Value>>>;
  /** Types only: cells that whoever uses this part has added before it. */
  assume<Given extends object>(): WorkflowBuilder<Study, Inputs, Cells & Given>;
  /** Add the cells of another workflow, as they are: their values are shared through the memo. */
  use<PartInputs extends object, Part extends object>(
    part: Workflow<Study, PartInputs, Part> & (Inputs extends PartInputs ? unknown : never)
  ): WorkflowBuilder<Study, Inputs, Cells & Part>;
  build(): Workflow<Study, Inputs, Cells>;
}

/**
 * Start a workflow.
 *
 * @param name as typed after `vantage run`
 * @param inputs a zod object: the only place where input values are checked and normalised
 */
export function workflow<Study>(
  name: string
): <Inputs extends object>(inputs: z.ZodType<Inputs>) => WorkflowBuilder<Study, Inputs, object> {
  return <Inputs extends object>(inputs: z.ZodType<Inputs>) =>
    builder<Study, Inputs, object>(name, inputs, new Map());
}

function builder<Study, Inputs extends object, Cells extends object>(
  workflowName: string,
  inputs: z.ZodType<Inputs>,
  cells: ReadonlyMap<string, Cell>
): WorkflowBuilder<Study, Inputs, Cells> {
  return {
    cell(name, needs, run, options = {}) {
      if (cells.has(name))
        throw new DomainError(`workflow: cell names must be unique; got ${name} twice`);
      const cell: Cell = {name, needs, run, version: options.version ?? 1, key: options.key};
      return builder(workflowName, inputs, new Map([...cells, [name, cell]]));
    },
    assume: () => builder(workflowName, inputs, cells),
    use: (part) => builder(workflowName, inputs, new Map([...cells, ...part.cells])),
    build: () => ({name: workflowName, inputs, cells})
  };
}
