import type {ResponseStatus} from "../schema/tables.js";

/** What is looked for in the published answers; null stands for all of a kind. */
export interface AnswerSearch {
  /** a word or phrase, matched whatever the case and the spaces; every character stands for itself */
  readonly term: string;
  /** position of the model in the study */
  readonly model: number | null;
  /** position of the question in the study */
  readonly question: number | null;
  readonly status: ResponseStatus | null;
}

/** An answer that holds the term. */
export interface FoundAnswer {
  readonly model: number;
  readonly question: number;
  /** from 0 */
  readonly replicate: number;
  readonly status: ResponseStatus;
  /** each run of white space is one space */
  readonly text: string;
}

/** How many answers of a model were looked through, and how many of them hold the term. */
export interface ModelCount {
  readonly model: number;
  readonly searched: number;
  readonly found: number;
}

/** What a search finds: counts of every model looked through, and some of the answers. */
export interface FoundAnswers {
  readonly counts: readonly ModelCount[];
  readonly answers: readonly FoundAnswer[];
}

/** A text or term as it is searched: each run of white space is one space, none at the ends. */
export function searchable(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
