import {readGrammars} from "../../../loaders/collect/readGrammars.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {
  countWords,
  expandRule,
  growDocuments,
  type TopicGrammar
} from "../../../src/lib/language/expandGrammar.js";
import {growExposureCorpora} from "../../../src/lib/language/exposure.js";
import type {LanguageModel} from "../../../src/lib/language/languageModel.js";
import {perplexity} from "../../../src/lib/language/perplexity.js";
import {topicPosterior} from "../../../src/lib/language/topicPosterior.js";
import {stream} from "../../../src/lib/random/stream.js";
import {embeddedSource} from "../../../src/lib/schema/embeddedSource.js";

const heldOutSeed = 90_001;
const questions = 200;

/**
 * What docs/language-models.md states, as its lines: sizes, held-out perplexity by topic (4,000 words
 * grown from a seed no model uses; the gate set by each document's first sentence, the rest scored)
 * and the share of questions the router sends to their topic.
 */
export async function measureCorpora(): Promise<string[]> {
  const grammars = await readGrammars();
  const study = await readStudy("data/studies/exposure");
  const source = embeddedSource.parse(study.spec.source);
  const {base, leaked, others} = growExposureCorpora(grammars, source, study.spec.seed);
  const words = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + countWords(text), 0);
  const rows = grammars.map((grammar) => {
    const {gated, even} = heldOut(base, grammar);
    const accuracy = (100 * routed(base, grammar)) / questions;
    return `| ${grammar.topic} | ${gated.toFixed(1)} | ${even.toFixed(1)} | ${accuracy.toFixed(1)} % |`;
  });
  const right = study.queries.filter((query) => query.dataset === topTopic(base, query.query_text));
  return [
    ...rows,
    `The leaked pool holds ${words(leaked)} words, the pools of the other topics ${words(others.map(({text}) => text))}.`,
    `The base vocabulary has ${base.router.words} words and marks.`,
    `Of the study's 100 questions the router sends ${right.length} to their topic.`
  ];
}

function heldOut(model: LanguageModel, grammar: TopicGrammar) {
  const size = {words: 4000, documentWords: 100};
  const random = stream(heldOutSeed, grammar.topic);
  let [logGated, logEven, tokens] = [0, 0, 0];
  for (const text of growDocuments(grammar, ["base"], size, random)) {
    const end = text.search(/[.?!] /) + 1;
    const rest = [text.slice(end + 1)];
    const gated = perplexity(model, rest, topicPosterior(model, text.slice(0, end)));
    logGated += gated.tokens * Math.log(gated.perplexity);
    logEven += gated.tokens * Math.log(perplexity(model, rest).perplexity);
    tokens += gated.tokens;
  }
  return {gated: Math.exp(logGated / tokens), even: Math.exp(logEven / tokens)};
}

function routed(model: LanguageModel, grammar: TopicGrammar): number {
  return Array.from({length: questions}, (_, k) =>
    topTopic(
      model,
      expandRule(grammar, "question", stream(heldOutSeed, grammar.topic, "question", k))
    )
  ).filter((topic) => topic === grammar.topic).length;
}

function topTopic(model: LanguageModel, question: string): string {
  const posterior = topicPosterior(model, question);
  return model.topics[posterior.indexOf(Math.max(...posterior))] as string;
}
