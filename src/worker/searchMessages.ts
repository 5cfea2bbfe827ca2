import type {AnswerSearch, FoundAnswers} from "../lib/tables/answerSearch.js";
import type {ErrorRecord} from "../runtime/messages.js";

/** A published file of answers and where it is. */
export interface SearchedFile {
  readonly file: string;
  readonly url: string;
  readonly hash: string;
  /** positions in the study */
  readonly queries: readonly number[];
}

/** What a page asks of the worker that searches answers; the first message opens. */
export type SearchAsk =
  | {readonly type: "open"; readonly files: readonly SearchedFile[]; readonly database: string}
  | {
      readonly type: "search";
      /** comes back with what is found */
      readonly id: number;
      readonly search: AnswerSearch;
      readonly offset: number;
      readonly limit: number;
    };

/** What the worker tells. */
export type SearchTell =
  /** bytes that have come in since it was opened */
  | {readonly type: "read"; readonly bytes: number}
  /** everything is in: DuckDB starts and takes in the answers */
  | {readonly type: "filling"}
  | {readonly type: "found"; readonly id: number; readonly found: FoundAnswers}
  | {readonly type: "failed"; readonly error: ErrorRecord};
