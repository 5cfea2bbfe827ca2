import {condensedLength} from "../core/condensed.js";
import type {Answer, Embedder} from "../embedding/embedder.js";
import {squaredDistancesByGram} from "../geometry/squaredDistancesByGram.js";
import {meanAnswerInPlace} from "./meanAnswerInPlace.js";

/** One query's row of a distance table. */
export interface QuestionRow {
  /** squared distances between the models' mean answers, condensed */
  readonly squared: Float32Array;
  /** of each model's answers */
  readonly dispersion: Float32Array;
}

/**
 * One query's rows of the distance tables, straight from its answers; no vector is kept. The plain
 * twin of the loaders' stored and batched computation.
 *
 * @param answers by model, then replicate; undefined where there is none
 * @param prefixes numbers of answers to average; a model that lacks one has NaN distances
 * @returns a row for each prefix
 */
export async function questionDistances(
  answers: readonly (readonly (Answer | undefined)[])[],
  prefixes: readonly number[],
  embedder: Pick<Embedder, "width" | "content" | "embed">
): Promise<QuestionRow[]> {
  const vectors = await vectorsOf(answers, embedder);
  const [n, p] = [answers.length, embedder.width];
  return prefixes.map((prefix) => {
    const means = new Float32Array(n * p);
    const dispersion = Float32Array.from(vectors, (own, i) => {
      const first = own.slice(0, prefix);
      const whole = first.length === prefix && !first.includes(undefined);
      const given = whole ? (first as Float32Array[]) : [];
      return meanAnswerInPlace(means.subarray(i * p, (i + 1) * p), given);
    });
    return {squared: squaredDistancesByGram(means, n, p), dispersion};
  });
}

/** Equal contents are embedded once. */
async function vectorsOf(
  answers: readonly (readonly (Answer | undefined)[])[],
  {width, content, embed}: Pick<Embedder, "width" | "content" | "embed">
): Promise<(Float32Array | undefined)[][]> {
  const contents = answers.map((own) => own.map((answer) => answer && content(answer)));
  const wanted = [...new Set(contents.flat())].filter((text) => text !== undefined);
  const found = await embed(wanted);
  const at = new Map(wanted.map((text, k) => [text, k * width]));
  return contents.map((own) =>
    own.map((text) => {
      const from = text === undefined ? undefined : at.get(text);
      return from === undefined ? undefined : found.subarray(from, from + width);
    })
  );
}

/** Numbers of one table of `rows` queries and `models` models, to be filled row by row. */
export function emptyTable(rows: number, models: number): QuestionRow {
  return {
    squared: new Float32Array(rows * condensedLength(models)),
    dispersion: new Float32Array(rows * models)
  };
}
