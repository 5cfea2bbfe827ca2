import {DataError} from "../core/errors.js";
import type {Answer} from "./embedder.js";

/** One option an answer chose from, and the log-probability the model gave it. */
export interface AnswerOption {
  readonly text: string;
  readonly logprob: number | null;
}

/** An answer by its model, query and replicate, for messages. */
export function answerName({model_id, query_id, replicate}: Answer): string {
  return `${model_id}, ${query_id}, replicate ${replicate}`;
}

/**
 * The options an answer's `choices` list, JSON `[{"text", "logprob"}]`; none if it has none.
 *
 * @throws DataError naming the answer whose `choices` are anything else
 */
export function answerOptions(answer: Answer): AnswerOption[] {
  if (answer.choices === null) return [];
  const where = `choices of ${answerName(answer)}`;
  const listed = parsed(answer.choices);
  if (!Array.isArray(listed)) throw notOptions(where, answer.choices);
  return listed.map((option: unknown) => {
    const {text, logprob} = (option ?? {}) as {text?: unknown; logprob?: unknown};
    const number = typeof logprob === "number" && Number.isFinite(logprob) ? logprob : null;
    if (typeof text !== "string") throw notOptions(where, answer.choices);
    return {text, logprob: number};
  });
}

/** @returns undefined for text that is no JSON */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function notOptions(where: string, got: string | null): DataError {
  const expected = `${where}: must be a list of {"text", "logprob"}`;
  return new DataError(`${expected}; got ${JSON.stringify(got?.slice(0, 80))}`);
}

/** The place of each of the texts some answers to one query contain, in the order of their code units. */
export type Places = ReadonlyMap<string, number>;

/**
 * For each query the distinct texts its answers contain, each with its place.
 *
 * @param textsOf the texts of one answer
 * @returns the places by query, and the most any query has (at least 1)
 */
export function placesByQuery(
  answers: readonly Answer[],
  textsOf: (answer: Answer) => readonly string[]
): {places: ReadonlyMap<string, Places>; width: number} {
  const found = new Map<string, Set<string>>();
  for (const answer of answers) {
    const texts = found.get(answer.query_id) ?? new Set();
    for (const text of textsOf(answer)) texts.add(text);
    found.set(answer.query_id, texts);
  }
  const places = new Map<string, Places>();
  for (const [query, texts] of found)
    places.set(query, new Map([...texts].sort().map((text, place) => [text, place])));
  return {places, width: [...found.values()].reduce((most, {size}) => Math.max(most, size), 1)};
}
