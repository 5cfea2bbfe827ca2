import type {ResponseRow, ResponseStatus, ScoreRow} from "../schema/tables.js";

/** A file to read, wherever it lies: a disk, a zip, a reader's drop. */
export interface SourceFile {
  /** relative to what was asked for, with `/` between folders */
  readonly path: string;
  /** in bytes */
  readonly size: number;
  /** the bytes from `from` up to, not with, `to`; all of them by default */
  bytes(from?: number, to?: number): Promise<Uint8Array>;
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

/** A record that cannot be imported, and why; the records around it can. */
export interface IntakeRefusal {
  readonly kind: "refusal";
  readonly source_ref: string;
  readonly reason: string;
}

/** A score of a query by the id its answers have (`idOfText` where they have none of their own). */
export type ScoreDraft = {readonly kind: "score"} & ScoreRow;

/** What is known of how a model was asked; models asked differently show the asking on a map. */
export const setupNames = [
  "harness",
  "harness_commit",
  "prompt_template",
  "system_prompt",
  "few_shot",
  "max_tokens",
  "temperature",
  "stop",
  "dataset_revision"
] as const;

/** One fact of how a model was asked the queries of a dataset; long texts as their hash. */
export interface SetupDraft {
  readonly kind: "setup";
  readonly model_id: string;
  /** null: all queries */
  readonly dataset: string | null;
  readonly name: (typeof setupNames)[number];
  readonly value: string;
}

export type IntakeRow = ResponseDraft | ScoreDraft | SetupDraft | IntakeNote | IntakeRefusal;

/** What an importer may know besides the file it reads. */
export interface IntakeContext {
  /** all files of the import, to look for companions: questions, headers, scores */
  readonly files: readonly SourceFile[];
  /** the model, for logs that do not say */
  readonly model?: string;
  /** import reference answers as those of a model of this name */
  readonly asModel?: string;
  /** query texts by query id, for logs that hold ids only */
  readonly queries?: ReadonlyMap<string, string>;
}

/** A log format: bytes in, rows out, in a page as on the command line. */
export interface Importer {
  readonly name: string;
  /** considered only where it is asked for by name: its files have no marks of their own */
  readonly byName?: boolean;
  /**
   * What shows that this file holds answers in our format, in a few words; undefined if nothing
   * does. `head` is its first 4096 bytes as text.
   */
  detect(path: string, head: string): string | undefined;
  /** What a file of our format without answers is for, such as the questions; undefined: not ours. */
  companion?(path: string, head: string): string | undefined;
  /**
   * The rows of a file as it is read, never the whole of a large one at once. A record that cannot
   * be imported is yielded as a refusal, and the rest go on.
   *
   * @throws DataError naming file, field and value, if the file cannot be read further
   */
  parse(file: SourceFile, context: IntakeContext): AsyncIterable<IntakeRow>;
}
