import type {Warning} from "../lib/core/warning.js";
import type {CellProgress, TraceEntry} from "./trace.js";

/** An error as it crosses a worker's border. `input` names the cell it came from, if inherited. */
export interface ErrorRecord {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly input: string | null;
}

/** What a page asks of the host of its graphs. Graphs are numbered by the page. */
export type Request =
  | {readonly type: "open"; readonly graph: number; readonly workflow: string}
  | {
      readonly type: "set";
      readonly graph: number;
      readonly generation: number;
      readonly inputs: Readonly<Record<string, unknown>>;
    }
  | {readonly type: "watch"; readonly graph: number; readonly cell: string}
  /**
   * Newer inputs wait: stop what can be stopped, so that they can be set; `soon`: once a cell that is
   * watched has told a value of these inputs.
   */
  | {readonly type: "abort"; readonly graph: number; readonly when: "now" | "soon"}
  /** Let a long cell end with what it has. */
  | {readonly type: "finish"; readonly graph: number; readonly cell: string}
  /** Tell from now on what every cell is doing. */
  | {readonly type: "trace"; readonly graph: number}
  /** Nothing was heard for long: answer with `heard`. */
  | {readonly type: "ping"; readonly graph: number}
  | {readonly type: "close"; readonly graph: number};

/** What the host tells the page. A value that has not changed since it was last sent is left out. */
export type Reply =
  | {
      readonly type: "cell";
      readonly graph: number;
      readonly generation: number;
      readonly cell: string;
      readonly state: "pending" | "fulfilled" | "rejected";
      readonly unchanged?: boolean;
      readonly value?: unknown;
      readonly warnings?: readonly Warning[];
      readonly error?: ErrorRecord;
    }
  | {
      readonly type: "settled";
      readonly graph: number;
      readonly generation: number;
      /** Every input as used, defaults included; null when they were refused. */
      readonly inputs: Readonly<Record<string, unknown>> | null;
      /** of every cell, in workflow order: what a headless run reports */
      readonly warnings: readonly Warning[];
      readonly error?: ErrorRecord;
      readonly timing: Readonly<Record<string, number>>;
      /** which cells ran, why, and how it went */
      readonly trace: readonly TraceEntry[];
    }
  /** An `abort` or a `ping` was heard: who can hear will stop by itself. */
  | {readonly type: "heard"; readonly graph: number; readonly generation: number}
  | ({
      readonly type: "progress";
      readonly graph: number;
      readonly generation: number;
    } & CellProgress)
  | CellTrace;

/** What a cell is doing, for who asked to know it of every cell; `entry` of a run that has ended. */
export interface CellTrace {
  readonly type: "trace";
  readonly graph: number;
  readonly generation: number;
  readonly cell: string;
  readonly state: "pending" | "fulfilled" | "rejected" | "stopped";
  readonly entry?: TraceEntry;
}

/** One end of a channel of structured-cloneable messages: a worker, or a call within a process. */
export interface Port<Out, In> {
  post(message: Out): void;
  onMessage(listener: (message: In) => void): void;
  /** The other end died: `message` says how. */
  onFailure(listener: (message: string) => void): void;
  close(): void;
}

/** An error as data. */
export function errorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof Error))
    return {name: "Error", code: null, message: String(error), input: null};
  const {code, input} = error as Error & {code?: unknown; input?: unknown};
  return {
    name: error.name,
    code: typeof code === "string" ? code : null,
    message: error.message,
    input: typeof input === "string" ? input : null
  };
}
