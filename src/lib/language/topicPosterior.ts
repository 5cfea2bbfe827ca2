import type {Component} from "./component.js";
import type {LanguageModel} from "./languageModel.js";
import {encodeText} from "./vocabulary.js";
import {unigramProbability} from "./wittenBell.js";

/** A text before the question, and how much its words count; see `topicPosterior`. */
export interface ContextOptions {
  readonly context?: string;
  readonly contextWeight?: number;
}

/**
 * The gate: what a question, with any context before it, is about. Naive Bayes with equal priors
 * over the base corpora's word frequencies,
 *
 * P(z | question, context) ∝ Π_question p_z(word) · Π_context p_z(word)^w,
 *
 * w the context's weight, p_z the Witten–Bell unigram of the base component, words unknown to the
 * base left out. With a router that leaks, (1 − leak) P plus leak times the shares of the topics in
 * fine-tuning (even, if there was none); without, the gate is the same for every model of one base.
 *
 * @param query the question
 * @param options.context text put before the question, e.g. retrieved documents (default "")
 * @param options.contextWeight how much its words count against the question's, ≥ 0 (default 1)
 * @returns one probability per topic of `model.topics`, sum 1; uniform if no word is known
 */
export function topicPosterior(
  {router, vocabulary, fineTuned}: LanguageModel,
  query: string,
  {context = "", contextWeight = 1}: ContextOptions = {}
): Float64Array {
  const known = (text: string) =>
    encodeText(vocabulary, text).filter((word) => word > 0 && word <= router.words);
  const [asked, before] = [known(query), known(context)];
  const logs = router.components.map(
    (component) =>
      logLikelihood(component, asked, router.words) +
      contextWeight * logLikelihood(component, before, router.words)
  );
  const largest = Math.max(...logs);
  const weights = Float64Array.from(logs, (log) => Math.exp(log - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const read = fineTuned.reduce((total, words) => total + words, 0);
  return weights.map((weight, z) => {
    const recent = read > 0 ? (fineTuned[z] as number) / read : 1 / weights.length;
    return ((1 - router.leak) * weight) / sum + router.leak * recent;
  });
}

function logLikelihood(component: Component, words: Int32Array, baseWords: number): number {
  return words.reduce(
    (sum, word) => sum + Math.log(unigramProbability(component, word, baseWords)),
    0
  );
}
