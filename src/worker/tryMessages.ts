import type {Alignment} from "../lib/intake/alignment.js";
import type {ColumnMap} from "../lib/intake/columnMap.js";
import type {Coverage} from "../lib/intake/coverage.js";
import type {ImportedTables} from "../lib/intake/tableBuilder.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ErrorRecord, Reply, Request} from "../runtime/messages.js";

/** A file as a reader dropped it; `path` has `/` between folders. */
export interface DroppedFile {
  readonly path: string;
  readonly blob: Blob;
}

/** What a page asks of the worker that reads dropped logs. `round` names one study of several. */
export type TryAsk<File = DroppedFile> =
  | {readonly type: "drop"; readonly files: readonly File[]}
  /** which columns of the dropped tables hold what, after `columns` */
  | {readonly type: "map"; readonly map: ColumnMap}
  /** measure again without these models */
  | {readonly type: "without"; readonly models: readonly string[]}
  | {readonly type: "download"}
  | {readonly type: "graph"; readonly round: number; readonly request: Request};

/** What the worker tells: of a drop, progress, a report, then studies, of more questions each. */
export type TryTell =
  /** a drop is taken: what was told before is of an earlier one */
  | {readonly type: "taken"}
  | {
      readonly type: "progress";
      readonly stage: "reading" | "measuring";
      readonly done: number;
      readonly total: number;
    }
  /** plain tables whose columns have other names */
  | {readonly type: "columns"; readonly file: string; readonly columns: readonly string[]}
  | {readonly type: "report"; readonly report: TryReport}
  | {
      readonly type: "study";
      readonly round: number;
      readonly study: PublishedStudy;
      /** questions of the whole study */
      readonly questions: number;
    }
  | {readonly type: "archive"; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>}
  | {readonly type: "failed"; readonly error: ErrorRecord}
  | {readonly type: "graph"; readonly round: number; readonly reply: Reply};

/** What was read of dropped logs: all a person needs to trust or refuse it. */
export interface TryReport {
  readonly format: string;
  /** what showed the format, in words */
  readonly evidence: string;
  readonly files: number;
  /** files of the format without answers: questions, headers, scores */
  readonly companions: number;
  /** paths of files that were not read */
  readonly others: readonly string[];
  readonly models: number;
  readonly queries: number;
  readonly responses: number;
  readonly replicates: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly refused: ImportedTables["refused"];
  readonly notes: ImportedTables["notes"];
  /** models without any answer, which are on no map */
  readonly silent: readonly string[];
  /** models the reader left out */
  readonly without: readonly string[];
  readonly coverage: Coverage;
  readonly alignment: Alignment;
}
