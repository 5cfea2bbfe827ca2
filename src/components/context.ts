import type {Warning} from "../lib/core/warning.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {RunResult} from "../workflows/results.js";
import type {Guest} from "./guest.js";

/** The part of a run that figures and sentences read; a published run and a live one alike. */
export interface Run<Result = unknown> {
  readonly workflow: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: Result;
  readonly warnings: readonly Warning[];
  /** of a finished run; live ones are made from the same */
  readonly manifest?: RunResult["manifest"];
}

/** Everything a figure is drawn from. */
export interface FigureContext<Result = unknown> {
  /** a browser's document, or the build's */
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly run: Run<Result>;
  /**
   * the run the page starts from, with the study's defaults: what differs from it is named where a
   * figure says how it was made. Without it, none does
   */
  readonly origin?: Run | undefined;
  /** what was published, when `run` is something else: drawn as a ghost */
  readonly published?: Run<Result> | undefined;
  /** a model that is none of the study's, on the published map */
  readonly guest?: Guest | null;
  /** in pixels */
  readonly width: number;
  /** the reader's or author's choices of appearance, e.g. `color` */
  readonly view: Readonly<Record<string, string>>;
  /** of these, the reader's own, which the page's address holds; none by default */
  readonly chosen?: Readonly<Record<string, string>>;
  /** false at build time, when nobody can point at anything */
  readonly interactive: boolean;
}
