import {DomainError} from "../core/errors.js";
import {type Component, emptyComponent, readDocuments, settle} from "./component.js";
import {tokenize} from "./tokenize.js";
import {emptyVocabulary, encode, extendVocabulary, type Vocabulary} from "./vocabulary.js";

/** Documents of one topic, as text. */
export interface TopicCorpus {
  readonly topic: string;
  readonly documents: readonly string[];
}

/**
 * How a model tells what a question is about. It knows the base corpora only and is one object
 * shared by every model fine-tuned from the same base: a router that saw fine-tuning would give a
 * model away on questions that have nothing to do with what it read.
 */
export interface Router {
  readonly components: readonly Component[];
  /** words of the base corpora; ids above it are unknown to the router */
  readonly words: number;
  /** share of the gate that goes by what a model was fine-tuned on, not by the question, in [0, 1] */
  readonly leak: number;
}

/**
 * A gated mixture of topic trigram models:
 *
 * p(word | history, question) = Σ_z P(z | question, context) p_z(word | history),
 *
 * with P(z | ·) from the router (`topicPosterior`) and p_z Witten–Bell smoothed (`wordProbability`).
 * A value: fine-tuning returns another model and shares what it did not touch.
 */
export interface LanguageModel {
  readonly topics: readonly string[];
  readonly components: readonly Component[];
  /** words and marks read in fine-tuning, by topic, times their weight */
  readonly fineTuned: readonly number[];
  readonly router: Router;
  readonly vocabulary: Vocabulary;
}

/**
 * Trains the base model: one component per topic, and the router.
 *
 * @param corpora one entry per topic, topics distinct, each with at least one word
 * @param options.routerLeak share of every gate that follows what a model was fine-tuned on, in
 *   [0, 1] (default 0, the only value at which unrelated questions say nothing about fine-tuning)
 * @throws DomainError if there is no topic, a topic repeats or has no words, or the leak is outside
 *   [0, 1]
 */
export function trainLanguageModel(
  corpora: readonly TopicCorpus[],
  {routerLeak = 0}: {routerLeak?: number} = {}
): LanguageModel {
  checkCorpora(corpora, routerLeak);
  const tokens = corpora.map(({documents}) => documents.map(tokenize));
  const vocabulary = extendVocabulary(emptyVocabulary, tokens.flat());
  const components = tokens.map((documents) => {
    const ids = documents.map((document) => encode(vocabulary, document));
    return settle(readDocuments(emptyComponent, ids, 1));
  });
  const router = {components, words: vocabulary.forms.length - 1, leak: routerLeak};
  return {
    topics: corpora.map(({topic}) => topic),
    components,
    fineTuned: corpora.map(() => 0),
    router,
    vocabulary
  };
}

/**
 * A model that has also read `documents` about one topic: integer counts are added to that topic's
 * component and nowhere else. Costs time proportional to what was read, not to the base.
 *
 * @param documents texts; words new to the model join its vocabulary
 * @param options.weight how many times each word counts, a positive integer (default 1)
 * @throws DomainError for an unknown topic or a weight that is not a positive integer
 */
export function fineTune(
  model: LanguageModel,
  topic: string,
  documents: readonly string[],
  {weight = 1}: {weight?: number} = {}
): LanguageModel {
  const index = model.topics.indexOf(topic);
  if (index < 0)
    throw new DomainError(
      `fineTune: topic must be one of ${model.topics.join(", ")}; got "${topic}"`
    );
  if (!Number.isInteger(weight) || weight < 1)
    throw new DomainError(`fineTune: weight must be a positive integer; got ${weight}`);
  const tokens = documents.map(tokenize);
  const vocabulary = extendVocabulary(model.vocabulary, tokens);
  const ids = tokens.map((document) => encode(vocabulary, document));
  const components = model.components.map((component, z) =>
    z === index ? readDocuments(component, ids, weight) : component
  );
  const read = weight * ids.reduce((sum, document) => sum + document.length, 0);
  const fineTuned = model.fineTuned.map((before, z) => (z === index ? before + read : before));
  return {...model, components, fineTuned, vocabulary};
}

function checkCorpora(corpora: readonly TopicCorpus[], leak: number): void {
  if (corpora.length === 0)
    throw new DomainError("trainLanguageModel: corpora must hold at least one topic; got none");
  corpora.forEach(({topic, documents}, z) => {
    if (corpora.findIndex((other) => other.topic === topic) !== z)
      throw new DomainError(`trainLanguageModel: topics must differ; got "${topic}" twice`);
    if (!documents.some((text) => tokenize(text).length > 0))
      throw new DomainError(`trainLanguageModel: topic "${topic}" must have words; got none`);
  });
  if (!(leak >= 0 && leak <= 1))
    throw new DomainError(`trainLanguageModel: routerLeak must be in [0, 1]; got ${leak}`);
}
