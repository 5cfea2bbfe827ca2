import {inner} from "./inspectHeader.js";
import type {IntakeNote, ScoreDraft} from "./types.js";

/** Inspect's letters for correct, incorrect, partial and no answer, as it counts them. */
const letters: ReadonlyMap<unknown, number> = new Map([
  ["C", 1],
  ["I", 0],
  ["P", 0.5],
  ["N", 0]
]);

/** What a score belongs to. */
export type ScoredAnswer = Pick<ScoreDraft, "model_id" | "query_id" | "replicate">;

/**
 * The scores of a sample: numbers, booleans and the letters C I P N as they are, each value of a
 * map under `name/key`; what is no number (other words, lists, null) is noted and left out.
 *
 * @param scores `scores` of a sample: score by scorer's name
 */
export function* inspectScores(
  scores: unknown,
  answer: ScoredAnswer
): Generator<ScoreDraft | IntakeNote> {
  for (const [name, score] of entriesOf(scores))
    yield* valuesOf(name, inner(score, "value"), answer);
}

function* valuesOf(
  metric: string,
  value: unknown,
  answer: ScoredAnswer
): Generator<ScoreDraft | IntakeNote> {
  if (isMap(value)) {
    for (const [key, each] of entriesOf(value)) yield* valuesOf(`${metric}/${key}`, each, answer);
    return;
  }
  const number = typeof value === "boolean" ? Number(value) : (letters.get(value) ?? value);
  if (typeof number === "number" && Number.isFinite(number)) {
    const unknown = {filter: null, higher_is_better: null};
    yield {kind: "score", ...answer, metric, value: number, ...unknown};
    return;
  }
  const {model_id} = answer;
  yield {kind: "note", code: "SCORE_NOT_A_NUMBER", model_id, detail: metric};
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isMap(value) ? Object.entries(value) : [];
}
