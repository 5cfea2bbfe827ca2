import type {ResponseRow, ResponseStatus, ScoreRow} from "../schema/tables.js";

/** A file to read, wherever it lies: a disk, a zip, a reader's drop. */
export interface SourceFile {
  /** relative to what was asked for, with `/` between folders */
  readonly path: string;
  bytes(): Promise<Uint8Array>;
}

/** What an answer was an answer to. Without an id the text's hash becomes one. */
export interface QueryDraft {
  readonly query_id?: string;
  readonly query_text: string;
  readonly dataset?: string | null;
  readonly category?: string | null;
  readonly target?: string | null;
}

/** One answer, as a log gives it. */
export interface ResponseDraft {
  readonly kind: "response";
  readonly model_id: string;
  readonly query: QueryDraft;
  readonly replicate: number;
  /** null: the log says there is no answer */
  readonly response_text: string | null;
  readonly status?: ResponseStatus;
  readonly extra?: Partial<
    Pick<
      ResponseRow,
      "choices" | "finish_reason" | "prompt_hash" | "created_at" | "time" | "params"
    >
  >;
  /** file and line, or file and record: see `atLine`, `atRecord` */
  readonly source_ref: string;
}

/** Something a reader of the import should know; equal notes of a model are counted, not repeated. */
export interface IntakeNote {
  readonly kind: "note";
  readonly code: string;
  readonly model_id: string;
  readonly detail: string;
}

export type IntakeRow = ResponseDraft | ({readonly kind: "score"} & ScoreRow) | IntakeNote;

/** A log format: bytes in, rows out, in a page as on the command line. */
export interface Importer {
  readonly name: string;
  /** true if this file looks like one of ours; `head` is its first 4096 characters */
  detect(path: string, head: string): boolean;
  /** @throws DataError naming file, field and value */
  parse(file: SourceFile): AsyncIterable<IntakeRow>;
}
