import {formatCount, formatNumber, formatShare} from "./format.js";

/** How a cell stands: see `cellSigns` for what each means. */
export type CellMark =
  | "published"
  | "idle"
  | "stale"
  | "running"
  | "run"
  | "memory"
  | "unchanged"
  | "failed"
  | "stopped"
  | "cut";

/** What is known of a cell. */
export interface CellStatus {
  readonly mark: CellMark;
  /** what it needs that was another than before, when it last ran or was found again */
  readonly because: readonly string[];
  /** of its last run in this page; null before it */
  readonly milliseconds: number | null;
  /** codes of the warnings its value carries */
  readonly warnings: readonly string[];
  /** how far it is, from 0 to 1, where a running cell tells */
  readonly share: number | null;
}

/** Each mark as a sign and a word, so that color is never needed, and as a sentence. */
export const cellSigns: Readonly<
  Record<CellMark, {readonly sign: string; readonly word: string; readonly says: string}>
> = {
  published: {sign: "○", word: "as published", says: "What was published; nothing has run here."},
  idle: {sign: "·", word: "not run yet", says: "It has not run yet."},
  stale: {sign: "…", word: "stale", says: "Its value is of earlier inputs."},
  running: {sign: "▸", word: "running", says: "It is running."},
  run: {sign: "●", word: "ran", says: "It ran."},
  memory: {sign: "↺", word: "from memory", says: "Its value was found in memory."},
  unchanged: {
    sign: "=",
    word: "unchanged",
    says: "What it needs has not changed; it was left alone."
  },
  failed: {sign: "✕", word: "failed", says: "It failed."},
  stopped: {sign: "■", word: "stopped", says: "It was stopped: newer inputs came."},
  cut: {sign: "◐", word: "cut short", says: "It ended early, with what it had."}
};

/** What nothing is known of. */
export const idleStatus: CellStatus = {
  mark: "idle",
  because: [],
  milliseconds: null,
  warnings: [],
  share: null
};

/** A time as short as it fits into a box: <1 ms, 12 ms, 1.3 s; a dash if unknown. */
export function formatTime(milliseconds: number | null): string {
  if (milliseconds === null) return "–";
  if (milliseconds < 1) return "<1\u00a0ms";
  if (milliseconds < 1000) return `${Math.round(milliseconds)}\u00a0ms`;
  return `${formatNumber(milliseconds / 1000, 2)}\u00a0s`;
}

/** What stands in a cell's box: its word, and how far or how long. */
export function statusWord({mark, milliseconds, share}: CellStatus): string {
  const {word} = cellSigns[mark];
  if (mark === "running" && share !== null) return `${word} ${formatShare(share)}`;
  if (mark === "run") return `${word} ${formatTime(milliseconds)}`;
  return word;
}

/** Why a cell was looked at: which of its needs were new. Nothing where none was. */
export function whyWords({because}: CellStatus): string {
  if (because.length === 0) return "";
  return `${listed(because)} ${because.length === 1 ? "is" : "are"} new`;
}

/** "3 warnings: NEGATIVE_MASS, …"; nothing where there is none. */
export function warningWords({warnings}: CellStatus): string {
  if (warnings.length === 0) return "";
  return `${formatCount(warnings.length, "warning")}: ${[...new Set(warnings)].join(", ")}`;
}

/** A cell's status in sentences. */
export function statusSentences(status: CellStatus): string {
  const why = whyWords(status);
  const time = status.milliseconds;
  return [
    cellSigns[status.mark].says,
    why && `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
    time !== null && `Its last run took ${formatTime(time)}.`,
    status.warnings.length > 0 && `${warningWords(status)}.`
  ]
    .filter(Boolean)
    .join(" ");
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
