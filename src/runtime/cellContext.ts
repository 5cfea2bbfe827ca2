import {DomainError, VantageError} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";
import {derivedSeed} from "../lib/random/derivedSeed.js";
import type {Hands} from "./jobs.js";
import type {CellProgress} from "./trace.js";
import type {Cell, CellContext} from "./workflow.js";

/** What a cell's context takes from its graph. */
export interface ContextHost {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  /** cells asked to end with what they have */
  readonly enough: ReadonlySet<string>;
  readonly progress: (progress: CellProgress) => void;
  /** other threads for resampling, if there are any */
  readonly hands: Hands | null;
}

/** Why a run ended without a value: newer inputs have come. */
export const stop = new VantageError("STOPPED", "runCell: stopped for newer inputs");

/** How long a cell may keep its thread before newer inputs are listened for, in milliseconds. */
const patience = 8;

/** How often progress is told, in milliseconds. */
const tellEvery = 100;

/** The context of one run, and whether it was told that what it has is enough. */
export function cellContext(
  cell: Cell,
  values: Readonly<Record<string, unknown>>,
  warnings: Warning[],
  signal: AbortSignal,
  host: ContextHost
): {readonly context: CellContext; readonly isCut: () => boolean} {
  let isCut = false;
  const context = {
    signal,
    threads: {hands: host.hands, now: host.now},
    warn: (warning: Warning) => void warnings.push(warning),
    breathe: breather(signal, host),
    progress: teller(cell.name, signal, host),
    isEnough: () => {
      isCut ||= host.enough.has(cell.name);
      return isCut;
    },
    get seed() {
      return seedOf(cell, values.seed);
    }
  };
  return {context, isCut: () => isCut};
}

function breather(signal: AbortSignal, {now, pause}: ContextHost) {
  let last = now();
  return async () => {
    if (now() - last < patience) return;
    await pause();
    last = now();
    if (signal.aborted) throw stop;
  };
}

function teller(cell: string, signal: AbortSignal, {now, progress}: ContextHost) {
  const began = now();
  let last = began;
  return (done: number, total: number, partial?: () => unknown) => {
    const time = now();
    if (time - last < tellEvery || signal.aborted) return;
    last = time;
    progress({cell, done, total, elapsed: time - began, ...(partial && {partial: partial()})});
  };
}

function seedOf({name, needs}: Cell, root: unknown): number {
  if (needs.includes("seed") && typeof root === "number") return derivedSeed(root, name);
  throw new DomainError(`${name}: a cell that draws must need "seed"; got ${needs.join(", ")}`);
}
