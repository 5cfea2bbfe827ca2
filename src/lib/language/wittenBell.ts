import {
  type Component,
  continuationsAfter,
  NO_CONTEXT,
  oneWordContext,
  twoWordContext
} from "./component.js";
import {type Continuations, countOf} from "./continuations.js";

/**
 * Witten–Bell probability of a word after the last two, in one topic's component:
 *
 * p(w | h) = (c(h w) + T(h) p(w | h')) / (N(h) + T(h)),
 *
 * N(h) the count of words seen after the history h, T(h) how many different ones, h' the history
 * without its oldest word; a history never seen gives p(w | h'). The recursion ends in the uniform
 * distribution over the `baseWords` words of the base corpora, so a word known only from fine-tuning
 * has no more than its counts. Witten and Bell 1991, method C.
 *
 * @param beforeLast, last ids of the last two words, 0 at the start of a document
 * @returns a probability; over all words of the model they sum to 1
 */
export function wordProbability(
  component: Component,
  beforeLast: number,
  last: number,
  word: number,
  baseWords: number
): number {
  let probability = unigramProbability(component, word, baseWords);
  for (const context of [oneWordContext(last), twoWordContext(beforeLast, last)])
    probability = interpolate(continuationsAfter(component, context), word, probability);
  return probability;
}

/** Witten–Bell probability of a word whatever came before it: the recursion's second-last step. */
export function unigramProbability(component: Component, word: number, baseWords: number): number {
  const uniform = word <= baseWords ? 1 / baseWords : 0;
  return interpolate(continuationsAfter(component, NO_CONTEXT), word, uniform);
}

function interpolate(seen: Continuations | undefined, word: number, lower: number): number {
  if (!seen) return lower;
  const types = seen.words.length;
  return (countOf(seen, word) + types * lower) / (seen.total + types);
}

/** N / (N + T): how much a context is trusted before backing off to a shorter one. */
export function trust({total, words}: Continuations): number {
  return total / (total + words.length);
}
