import {DomainError} from "../core/errors.js";
import type {Stream} from "../random/stream.js";
import {
  type Component,
  continuationsAfter,
  NO_CONTEXT,
  oneWordContext,
  twoWordContext
} from "./component.js";
import {wordAt} from "./continuations.js";
import type {LanguageModel} from "./languageModel.js";
import {type Decoding, nextWords, sharpen} from "./nextWords.js";
import {isSentenceEnd, joinTokens} from "./tokenize.js";
import {type ContextOptions, topicPosterior} from "./topicPosterior.js";
import {trust} from "./wittenBell.js";

/** How an answer is drawn; a context before the question shifts the gate. */
export interface SampleOptions extends Decoding, ContextOptions {
  /** words and punctuation marks an answer may have, ≥ 1 (default 60) */
  readonly maxTokens?: number;
  /** from this many on, the next end of a sentence ends the answer (default maxTokens) */
  readonly minTokens?: number;
  /** where the randomness comes from */
  readonly random: Stream;
}

/** An answer; `finishReason` is "stop" at the end of a sentence, "length" at `maxTokens`. */
export interface Answer {
  readonly text: string;
  readonly tokens: number;
  readonly finishReason: "stop" | "length";
}

/**
 * Draws a model's answer to a question, word by word from the gated mixture. At temperature 1
 * without cuts a word costs O(log words), for the mixture is sampled as it is defined: a topic from
 * the gate, then down the Witten–Bell back-off; otherwise O(words log words).
 *
 * @param query the question; it acts through the gate only
 * @throws DomainError for a temperature < 0, topK < 0, topP outside (0, 1], maxTokens < 1 or
 * contextWeight < 0
 */
export function sample(model: LanguageModel, query: string, options: SampleOptions): Answer {
  checkOptions(options);
  const {maxTokens = 60, minTokens = maxTokens, random} = options;
  const gate = topicPosterior(model, query, options);
  const draw = isPlain(options) ? drawPlain : drawSharpened;
  const tokens: string[] = [];
  let beforeLast = 0;
  let last = 0;
  while (tokens.length < maxTokens) {
    const word = draw(model, gate, beforeLast, last, random, options);
    const token = model.vocabulary.forms[word] as string;
    tokens.push(token);
    if (tokens.length >= minTokens && isSentenceEnd(token)) break;
    beforeLast = last;
    last = word;
  }
  const ended = isSentenceEnd(tokens.at(-1) as string);
  return {
    text: joinTokens(tokens),
    tokens: tokens.length,
    finishReason: ended ? "stop" : "length"
  };
}

function isPlain({temperature = 1, topK = 0, topP = 1}: Decoding): boolean {
  return temperature === 1 && topK === 0 && topP === 1;
}

function drawPlain(
  model: LanguageModel,
  gate: Float64Array,
  beforeLast: number,
  last: number,
  random: Stream
): number {
  const component = model.components[pick(gate, random)] as Component;
  for (const context of [twoWordContext(beforeLast, last), oneWordContext(last), NO_CONTEXT]) {
    const seen = continuationsAfter(component, context);
    if (seen && random.uniform() < trust(seen)) return wordAt(seen, random.integer(seen.total));
  }
  return 1 + random.integer(model.router.words);
}

function drawSharpened(
  model: LanguageModel,
  gate: Float64Array,
  beforeLast: number,
  last: number,
  random: Stream,
  decoding: Decoding
): number {
  return pick(sharpen(nextWords(model, gate, beforeLast, last), decoding), random);
}

/** A position drawn in proportion to its weight; weights sum to 1 up to rounding. */
function pick(weights: Float64Array, random: Stream): number {
  let left = random.uniform();
  let position = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k] as number;
    if (weight === 0) continue;
    position = k;
    left -= weight;
    if (left < 0) break;
  }
  return position;
}

function checkOptions(options: SampleOptions): void {
  const {temperature = 1, topK = 0, topP = 1, maxTokens = 60, contextWeight = 1} = options;
  if (!(temperature >= 0))
    throw new DomainError(`sample: temperature must be ≥ 0; got ${temperature}`);
  if (!(Number.isInteger(topK) && topK >= 0))
    throw new DomainError(`sample: topK must be an integer ≥ 0; got ${topK}`);
  if (!(topP > 0 && topP <= 1))
    throw new DomainError(`sample: topP must be in (0, 1]; got ${topP}`);
  if (!(Number.isInteger(maxTokens) && maxTokens >= 1))
    throw new DomainError(`sample: maxTokens must be an integer ≥ 1; got ${maxTokens}`);
  if (!(contextWeight >= 0))
    throw new DomainError(`sample: contextWeight must be ≥ 0; got ${contextWeight}`);
}
