import type {LiveCell} from "../runtime/session.js";
import type {Guest} from "./guest.js";
import {latestOf} from "./latestOf.js";

/**
 * A page come alive, for its own cells: they follow cells of the analyses and set their inputs. What it
 * gives are generators, which Observable Framework turns into reactive values:
 *
 * ```js
 * const page = openPage(() => new Worker(…), invalidation);
 * const space = page.watch("space");       // runs again whenever the reader moves an input
 * page.set({dimension: axes});             // `axes` a value of a cell of one's own
 * ```
 */
export interface PageHandle {
  /**
   * Values of a cell as they come, of the result by default; while a newer one is being made, or where it
   * fails, the last good one stays.
   *
   * @param cell see `vantage run … --trace` for the names
   */
  watch(workflow: string, cell?: string): AsyncGenerator<unknown>;
  /** The same with what it stands for: whether it is stale, and the error a newer one failed with. */
  states(workflow: string, cell?: string): AsyncGenerator<LiveCell>;
  /** An input as it changes: `queryCount`, `regression.method`, `view.color`. */
  input(name: string): AsyncGenerator<unknown>;
  /**
   * Change inputs, as a reader would: controls, address, figures and sentences follow.
   *
   * @throws DomainError for a name that is no input of a published analysis
   */
  set(inputs: Readonly<Record<string, unknown>>): void;
  /** Every input of an analysis as it is now. */
  inputs(workflow: string): Readonly<Record<string, unknown>>;
  /** Show a model that is none of the study's on the published maps; null takes it away. */
  welcome(guest: Guest | null): void;
}

/** What a handle needs of a page. */
export interface PageParts {
  follow(workflow: string, cell: string, listener: (cell: LiveCell) => void): () => void;
  onInputs(listener: () => void): () => void;
  get(name: string): unknown;
  set(inputs: Readonly<Record<string, unknown>>): void;
  inputs(workflow: string): Readonly<Record<string, unknown>>;
  welcome(guest: Guest | null): void;
}

/** The handle of a page. */
export function pageHandle(page: PageParts): PageHandle {
  const states = (workflow: string, cell = "result") =>
    latestOf<LiveCell>((tell) => page.follow(workflow, cell, tell));
  return {
    states,
    watch: (workflow, cell = "result") =>
      latestOf((tell) =>
        page.follow(workflow, cell, ({state, value}) => {
          if (state === "fulfilled") tell(value);
        })
      ),
    input: (name) =>
      latestOf((tell) => {
        const told = () => tell(page.get(name));
        told();
        return page.onInputs(told);
      }),
    set: page.set,
    inputs: page.inputs,
    welcome: page.welcome
  };
}
