import {DomainError} from "../core/errors.js";
import {suggestion} from "../schema/nearestName.js";
import {choiceProbabilitiesEmbedder} from "./choiceProbabilities.js";
import type {Answer, Embedder} from "./embedder.js";
import {hashNgram, hashNgramWidth} from "./hashNgram.js";
import {oneHotEmbedder} from "./oneHot.js";
import {scoreEmbedder} from "./scoreEmbedder.js";

const hashNgramEmbedder: Embedder = {
  id: "hash-ngram-512",
  name: "hash-ngram-512",
  width: hashNgramWidth,
  lexical: true,
  content: ({response_text}) => response_text,
  async embed(texts) {
    const vectors = new Float32Array(texts.length * hashNgramWidth);
    texts.forEach((text, i) => {
      hashNgram(text, vectors.subarray(i * hashNgramWidth, (i + 1) * hashNgramWidth));
    });
    return vectors;
  }
};

/** Embedders that need nothing from outside; those made from a study's answers come last. */
export const builtInNames = [
  "hash-ngram-512",
  "scores",
  "one-hot",
  "choice-probabilities"
] as const;

/**
 * The embedder that needs nothing from outside, by name; some are made from a study's answers.
 *
 * @param answers all answers of the study
 * @throws DomainError for a name that is none of them; DataError if the answers do not serve it
 */
export function builtInEmbedder(name: string, answers: readonly Answer[] = []): Embedder {
  if (name === "hash-ngram-512") return hashNgramEmbedder;
  if (name === "scores") return scoreEmbedder;
  if (name === "one-hot") return oneHotEmbedder(answers);
  if (name === "choice-probabilities") return choiceProbabilitiesEmbedder(answers);
  const expected = `embedder: name must be one of ${builtInNames.join(", ")}, or a model's folder`;
  throw new DomainError(
    `${expected}; got ${JSON.stringify(name)}${suggestion(name, builtInNames)}`
  );
}
