import {DataError} from "../core/errors.js";
import {scoreOf} from "../core/scoreOf.js";
import type {Embedder} from "./embedder.js";

/**
 * The embedder `scores`: an answer that is a number is the point with that one coordinate, so that two
 * answers are as far apart as their numbers, in the numbers' own unit. Nothing is scaled.
 *
 * It throws DataError for an answer that is no number.
 */
export const scoreEmbedder: Embedder = {
  id: "scores",
  name: "scores",
  width: 1,
  lexical: false,
  content: ({response_text}) => response_text,
  async embed(texts) {
    return Float32Array.from(texts, (text) => {
      const score = scoreOf(text);
      if (score !== undefined) return score;
      throw new DataError(
        `scores: answer must be a number; got ${JSON.stringify(text.slice(0, 80))}`
      );
    });
  }
};
