import {DomainError} from "../core/errors.js";
import {type Stream, stream} from "../random/stream.js";
import type {EmbeddedSource} from "../schema/embeddedSource.js";
import {growDocuments, type TopicGrammar} from "./expandGrammar.js";
import {growBase} from "./growBase.js";
import {fineTune, type LanguageModel, trainLanguageModel} from "./languageModel.js";

/**
 * What the models of an exposure study are made from: the base model they share, the leaked
 * documents, and the documents on other topics, each with its topic.
 */
export interface ExposureCorpora {
  readonly base: LanguageModel;
  readonly sensitive: string;
  readonly leaked: readonly string[];
  readonly others: readonly {readonly topic: string; readonly text: string}[];
}

/**
 * Grows the corpora of an exposure study from its grammars and trains the base model. Each topic's
 * text depends on the seed and its own name only.
 *
 * @param grammars one per topic; rules `base` and `pool` in each, `leaked` in the sensitive one
 * @param source sizes and topics
 * @param seed the study's root seed
 * @throws DomainError if a topic of `source` has no grammar
 */
export function growExposureCorpora(
  grammars: readonly TopicGrammar[],
  source: EmbeddedSource,
  seed: number
): ExposureCorpora {
  const pool = (topic: string, rules: string[], count: number) =>
    growPool(grammarOf(grammars, topic), rules, count, source.documentWords, seed);
  return {
    base: trainLanguageModel(growBase(grammars, source, seed), {routerLeak: source.routerLeak}),
    sensitive: source.sensitive,
    leaked: pool(source.sensitive, ["leaked"], source.leakedDocuments),
    others: source.others.flatMap((topic) =>
      pool(topic, ["base", "pool"], source.poolDocuments).map((text) => ({topic, text}))
    )
  };
}

/**
 * A model fine-tuned on `documents` documents, a share of them leaked (rounded to whole documents),
 * the rest on other topics; both drawn without replacement.
 *
 * @param share in [0, 1]
 * @param random decides which documents
 * @returns the model; costs tens of milliseconds
 * @throws DomainError if the share is outside [0, 1] or there are fewer documents than asked
 */
export function trainExposed(
  corpora: ExposureCorpora,
  share: number,
  {documents, weight}: Pick<EmbeddedSource, "documents" | "weight">,
  random: Stream
): LanguageModel {
  if (!(share >= 0 && share <= 1))
    throw new DomainError(`trainExposed: share must be in [0, 1]; got ${share}`);
  const leakedCount = Math.round(share * documents);
  const leaked = drawFrom(corpora.leaked, leakedCount, random.split("leaked"));
  const others = drawFrom(corpora.others, documents - leakedCount, random.split("others"));
  let model = corpora.base;
  if (leaked.length > 0) model = fineTune(model, corpora.sensitive, leaked, {weight});
  for (const topic of new Set(others.map((document) => document.topic))) {
    const texts = others.filter((document) => document.topic === topic).map(({text}) => text);
    model = fineTune(model, topic, texts, {weight});
  }
  return model;
}

function growPool(
  grammar: TopicGrammar,
  rules: readonly string[],
  count: number,
  documentWords: number,
  seed: number
): string[] {
  return Array.from(
    {length: count},
    (_, i) =>
      growDocuments(
        grammar,
        rules,
        {words: 1, documentWords},
        stream(seed, "corpus", grammar.topic, "pool", i)
      )[0] as string
  );
}

function grammarOf(grammars: readonly TopicGrammar[], topic: string): TopicGrammar {
  const found = grammars.find((grammar) => grammar.topic === topic);
  if (found) return found;
  throw new DomainError(
    `growExposureCorpora: topic must have a grammar among ${grammars.map((g) => g.topic).join(", ")}; got "${topic}"`
  );
}

function drawFrom<T>(items: readonly T[], count: number, random: Stream): T[] {
  if (count > items.length)
    throw new DomainError(
      `trainExposed: documents must be at most the ${items.length} there are; got ${count}`
    );
  return Array.from(random.sample(items.length, count), (i) => items[i] as T);
}
