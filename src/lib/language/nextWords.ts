import {
  type Component,
  continuationsAfter,
  NO_CONTEXT,
  oneWordContext,
  twoWordContext
} from "./component.js";
import {type Continuations, countAt} from "./continuations.js";
import type {LanguageModel} from "./languageModel.js";

/** How a next-word distribution is sharpened and cut before drawing from it. */
export interface Decoding {
  /** p is raised to 1/temperature; 0 keeps the likeliest word only (default 1) */
  readonly temperature?: number;
  /** keep this many likeliest words; 0 keeps all (default 0) */
  readonly topK?: number;
  /** keep the fewest likeliest words whose probabilities reach topP, in (0, 1] (default 1) */
  readonly topP?: number;
}

/**
 * The probabilities of the next word, by id: the mixture of the topics' Witten–Bell distributions
 * (`wordProbability`) under the gate. Entry 0 is 0: no answer contains a start of document.
 *
 * @param gate one weight per topic, sum 1
 * @returns length words + 1, sum 1. O(words)
 */
export function nextWords(
  model: LanguageModel,
  gate: Float64Array,
  beforeLast: number,
  last: number
): Float64Array {
  const {words} = model.router;
  const probabilities = new Float64Array(model.vocabulary.forms.length);
  let floor = 0;
  gate.forEach((weight, z) => {
    if (weight === 0) return;
    let lower = weight;
    for (const seen of contexts(model.components[z] as Component, beforeLast, last)) {
      const scale = lower / (seen.total + seen.words.length);
      for (let k = 0; k < seen.words.length; k++)
        probabilities[seen.words[k] as number]! += scale * countAt(seen, k);
      lower = scale * seen.words.length;
    }
    floor += lower / words;
  });
  for (let word = 1; word <= words; word++) probabilities[word]! += floor;
  return probabilities;
}

/**
 * A distribution after temperature, then top-k, then top-p, renormalised. Ties at a cut are broken
 * by the smaller id.
 *
 * @param probabilities sum 1; not modified
 */
export function sharpen(
  probabilities: Float64Array,
  {temperature = 1, topK = 0, topP = 1}: Decoding
): Float64Array {
  const largest = probabilities.reduce((max, p) => Math.max(max, p), 0);
  const power = temperature === 0 ? 1 : 1 / temperature;
  const heated =
    power === 1 ? probabilities : probabilities.map((p) => (p === 0 ? 0 : (p / largest) ** power));
  const kept = temperature === 0 ? 1 : topK > 0 ? topK : heated.length;
  if (kept >= heated.length && topP >= 1) return normalized(heated);
  return normalized(leading(heated, kept, topP));
}

function contexts(component: Component, beforeLast: number, last: number): Continuations[] {
  return [twoWordContext(beforeLast, last), oneWordContext(last), NO_CONTEXT]
    .map((context) => continuationsAfter(component, context))
    .filter((seen) => seen !== undefined);
}

function leading(weights: Float64Array, count: number, mass: number): Float64Array {
  const order = Array.from(weights.keys()).sort(
    (a, b) => (weights[b] as number) - (weights[a] as number) || a - b
  );
  const total = weights.reduce((sum, p) => sum + p, 0);
  const kept = new Float64Array(weights.length);
  let sum = 0;
  for (const word of order.slice(0, count)) {
    kept[word] = weights[word] as number;
    sum += weights[word] as number;
    if (sum >= mass * total) break;
  }
  return kept;
}

function normalized(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, p) => total + p, 0);
  return weights.map((p) => p / sum);
}
