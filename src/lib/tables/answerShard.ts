import {DataError} from "../core/errors.js";
import type {ResponseStatus} from "../schema/tables.js";

/** One answer as published: `text` is null where it is withheld because it repeats a question. */
export interface ShownAnswer {
  /** position of the model in the study's models */
  readonly model: number;
  /** from 0 */
  readonly replicate: number;
  readonly status: ResponseStatus;
  readonly text: string | null;
  readonly finishReason: string | null;
}

type Cells = readonly [number, number, ResponseStatus, string | null, string | null];

/**
 * A file of answers: JSON, one array a query, of `[model, replicate, status, text, finish_reason]`.
 * Which queries they are is said by the study that lists the file.
 */
export function encodeAnswerShard(queries: readonly (readonly ShownAnswer[])[]): string {
  const cells = (answers: readonly ShownAnswer[]) =>
    answers.map(
      ({model, replicate, status, text, finishReason}): Cells => [
        model,
        replicate,
        status,
        text,
        finishReason
      ]
    );
  return `[${queries.map((answers) => JSON.stringify(cells(answers))).join(",\n")}]\n`;
}

/**
 * Reads a file of answers, one array a query.
 *
 * @param where the file, for the error
 * @throws DataError if it is not what `encodeAnswerShard` writes for so many queries
 */
export function readAnswerShard(text: string, queries: number, where: string): ShownAnswer[][] {
  const value = parsed(text);
  if (Array.isArray(value) && value.length === queries && value.every(Array.isArray))
    return value.map((answers: unknown[]) => answers.map((cells) => answerOf(cells, where)));
  throw unlike(where, `answers to ${queries} queries`, text);
}

function answerOf(cells: unknown, where: string): ShownAnswer {
  const [model, replicate, status, text, finishReason] = Array.isArray(cells) ? cells : [];
  const isWhole =
    Number.isInteger(model) &&
    Number.isInteger(replicate) &&
    typeof status === "string" &&
    [text, finishReason].every((cell) => cell === null || typeof cell === "string");
  if (isWhole) return {model, replicate, status: status as ResponseStatus, text, finishReason};
  throw unlike(where, "[model, replicate, status, text, finish_reason]", JSON.stringify(cells));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unlike(where: string, expected: string, found: string): DataError {
  return new DataError(
    `${where}: file must hold ${expected}; got ${JSON.stringify(found.slice(0, 60))}`
  );
}
