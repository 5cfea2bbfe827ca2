import {stream} from "../random/stream.js";
import {growDocuments, type TopicGrammar} from "./expandGrammar.js";
import type {TopicCorpus} from "./languageModel.js";

/**
 * The base corpora of some topics, of rule `base` of each grammar. Each topic's text depends on the
 * seed and its own name only.
 *
 * @param sizes words of a topic and of one document, at least
 * @param seed the study's root seed
 */
export function growBase(
  grammars: readonly TopicGrammar[],
  {baseWords: words, documentWords}: {readonly baseWords: number; readonly documentWords: number},
  seed: number
): TopicCorpus[] {
  return grammars.map((grammar) => {
    const random = stream(seed, "corpus", grammar.topic, "base");
    const documents = growDocuments(grammar, ["base"], {words, documentWords}, random);
    return {topic: grammar.topic, documents};
  });
}
