import {DataError} from "../core/errors.js";
import {answerName, answerOptions, placesByQuery} from "./answerOptions.js";
import type {Answer, Embedder} from "./embedder.js";

/**
 * The embedder `one-hot` of some answers: each distinct answer to a query, listed options included,
 * is an axis of its own, so that two answers to a query are √2 apart unless they are equal. Vectors
 * are as wide as the query with the most answers needs; the axes of a query are in the order of
 * their texts' code units and mean nothing for another query.
 *
 * @param answers all answers of a study
 * @throws DataError for `choices` that cannot be read, and from `content` for an answer that is none
 * of them
 */
export function oneHotEmbedder(answers: readonly Answer[]): Embedder {
  const {places, width} = placesByQuery(answers, (answer) => [
    answer.response_text,
    ...answerOptions(answer).map(({text}) => text)
  ]);
  return {
    id: `one-hot-${width}`,
    name: "one-hot",
    width,
    lexical: true,
    content(answer) {
      const place = places.get(answer.query_id)?.get(answer.response_text);
      if (place !== undefined) return String(place);
      const got = `another for ${answerName(answer)}`;
      throw new DataError(`one-hot: answer must be one the embedder was made from; got ${got}`);
    },
    async embed(contents) {
      const vectors = new Float32Array(contents.length * width);
      contents.forEach((place, i) => {
        vectors[i * width + Number(place)] = 1;
      });
      return vectors;
    }
  };
}
