import {DomainError, VantageError} from "../lib/core/errors.js";
import type {Warning} from "../lib/core/warning.js";
import {derivedSeed} from "../lib/random/derivedSeed.js";
import type {CellRun} from "./cellRun.js";
import type {Hands} from "./jobs.js";
import type {CellProgress} from "./trace.js";
import type {Cell, CellContext} from "./workflow.js";

/** What a cell's context takes from its graph. */
export interface ContextHost {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  /** when the graph's thread last let messages in, by `now`; cells that do not breathe keep it busy too */
  readonly lastPause: {at: number};
  /** cells asked to end with what they have */
  readonly enough: ReadonlySet<string>;
  readonly progress: (progress: CellProgress) => void;
  /** other threads for resampling, if there are any */
  readonly hands: Hands | null;
}

/** Why a run ended without a value: newer inputs have come. */
export const stop = new VantageError("STOPPED", "runCell: stopped for newer inputs");

/** How long a cell may keep its thread before newer inputs are listened for, in milliseconds. */
const patience = 2;

/** How often progress is told, in milliseconds. */
const tellEvery = 100;

/** The context of one run. */
export class RunContext implements CellContext {
  /** whether it was told that what it has is enough */
  isCut = false;
  readonly threads: CellContext["threads"];
  private readonly began: number;
  private told: number;

  constructor(
    private readonly cell: Cell,
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly warnings: Warning[],
    private readonly run: CellRun,
    private readonly host: ContextHost
  ) {
    this.threads = host;
    this.began = this.told = host.now();
  }

  get signal(): AbortSignal {
    return this.run.signal;
  }

  get seed(): number {
    const {name, needs} = this.cell;
    const root = this.values.seed;
    if (needs.includes("seed") && typeof root === "number") return derivedSeed(root, name);
    throw new DomainError(`${name}: a cell that draws must need "seed"; got ${needs.join(", ")}`);
  }

  // Arrow functions: cells take these out of their context.
  warn = (warning: Warning): void => void this.warnings.push(warning);

  breathe = async (): Promise<void> => {
    const {now, pause, lastPause} = this.host;
    if (this.run.stopped) throw stop;
    if (now() - lastPause.at < patience) return;
    await pause();
    lastPause.at = now();
    if (this.run.stopped) throw stop;
  };

  progress = (done: number, total: number, partial?: () => unknown): void => {
    const time = this.host.now();
    if (time - this.told < tellEvery || this.run.stopped) return;
    this.told = time;
    const step = {cell: this.cell.name, done, total, elapsed: time - this.began};
    this.host.progress({...step, ...(partial && {partial: partial()})});
  };

  isEnough = (): boolean => {
    this.isCut ||= this.host.enough.has(this.cell.name);
    return this.isCut;
  };
}
