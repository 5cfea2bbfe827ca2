import {DomainError} from "../core/errors.js";
import type {Stream} from "../random/stream.js";
import {tokenize, upperFirst} from "./tokenize.js";

/**
 * A topic's grammar: rules by name, each a list of alternatives in which `{name}` stands for one
 * alternative of that rule. `base` gives the sentences a base model reads, `pool` further ones for
 * fine-tuning, `question` the questions asked.
 */
export interface TopicGrammar {
  readonly topic: string;
  readonly title: string;
  readonly description: string;
  readonly rules: Readonly<Record<string, readonly string[]>>;
}

/**
 * One sentence of a rule: alternatives are drawn uniformly, depth first, left to right; two uses of
 * a slot in one alternative never say the same thing if its rule can help it.
 *
 * @throws DomainError if a rule is missing or calls itself without end
 */
export function expandRule(grammar: TopicGrammar, rule: string, random: Stream): string {
  return upperFirst(expand(grammar, rule, random, new Set(), 0));
}

/**
 * Documents of at least `documentWords` words each (whole sentences of one rule) until together
 * they hold at least `words`, punctuation not counted.
 *
 * @param rules names of the rules whose sentences are mixed, equally often per alternative
 */
export function growDocuments(
  grammar: TopicGrammar,
  rules: readonly string[],
  {words, documentWords}: {words: number; documentWords: number},
  random: Stream
): string[] {
  const documents: string[] = [];
  for (let total = 0; total < words; ) {
    const sentences: string[] = [];
    let length = 0;
    while (length < documentWords) {
      const sentence = expandRule(grammar, drawRule(grammar, rules, random), random);
      sentences.push(sentence);
      length += countWords(sentence);
    }
    documents.push(sentences.join(" "));
    total += length;
  }
  return documents;
}

/** Words of a text, punctuation not counted. */
export function countWords(text: string): number {
  return tokenize(text).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
}

function drawRule(grammar: TopicGrammar, rules: readonly string[], random: Stream): string {
  let position = random.integer(
    rules.reduce((sum, rule) => sum + alternatives(grammar, rule).length, 0)
  );
  for (const rule of rules) {
    position -= alternatives(grammar, rule).length;
    if (position < 0) return rule;
  }
  throw new DomainError(`growDocuments: rules must hold sentences; got ${rules.join(", ")}`);
}

function expand(
  grammar: TopicGrammar,
  rule: string,
  random: Stream,
  used: Set<string>,
  depth: number
): string {
  if (depth > 20) throw new DomainError(`expandRule: rule must end; got endless "${rule}"`);
  const all = alternatives(grammar, rule);
  const fresh = all.filter((text) => !used.has(text));
  const choices = fresh.length > 0 ? fresh : all;
  const choice = choices[random.integer(choices.length)] as string;
  used.add(choice);
  return choice.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    expand(grammar, name, random, used, depth + 1)
  );
}

function alternatives({topic, rules}: TopicGrammar, rule: string): readonly string[] {
  const found = rules[rule];
  if (!found || found.length === 0)
    throw new DomainError(`expandRule: rule must exist in grammar "${topic}"; got "${rule}"`);
  return found;
}
