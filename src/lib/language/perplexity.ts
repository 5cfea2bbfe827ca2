import type {Component} from "./component.js";
import type {LanguageModel} from "./languageModel.js";
import {encodeText} from "./vocabulary.js";
import {wordProbability} from "./wittenBell.js";

/**
 * How surprised a model is by documents: exp(−mean log p) over the words and marks it knows. Words
 * it has never seen are left out and counted, not guessed.
 *
 * @param gate topic weights to read under, sum 1 (default: every topic alike)
 * @returns `perplexity` (NaN if nothing was known), `tokens` scored and `unknown` left out
 */
export function perplexity(
  model: LanguageModel,
  documents: readonly string[],
  gate: Float64Array = new Float64Array(model.topics.length).fill(1 / model.topics.length)
): {perplexity: number; tokens: number; unknown: number} {
  let sum = 0;
  let tokens = 0;
  let unknown = 0;
  for (const text of documents) {
    let beforeLast = 0;
    let last = 0;
    for (const word of encodeText(model.vocabulary, text)) {
      if (word < 0) unknown++;
      else {
        sum += Math.log(gatedProbability(model, gate, beforeLast, last, word));
        tokens++;
      }
      beforeLast = last;
      last = word;
    }
  }
  return {perplexity: Math.exp(-sum / tokens), tokens, unknown};
}

function gatedProbability(
  {components, router}: LanguageModel,
  gate: Float64Array,
  beforeLast: number,
  last: number,
  word: number
): number {
  return gate.reduce(
    (sum, weight, z) =>
      sum +
      weight * wordProbability(components[z] as Component, beforeLast, last, word, router.words),
    0
  );
}
