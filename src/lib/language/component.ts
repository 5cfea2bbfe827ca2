import {addCounts, type Continuations, type Counts} from "./continuations.js";

/**
 * One topic's trigram counts: the continuations of every context of two, one and no words. What
 * fine-tuning touched is in `changed`, which shadows `base`; everything else is shared with the
 * model it started from.
 */
export interface Component {
  readonly base: ReadonlyMap<number, Continuations>;
  readonly changed: ReadonlyMap<number, Continuations>;
}

/** The component that has read nothing. */
export const emptyComponent: Component = {base: new Map(), changed: new Map()};

/** The key of the context without words. */
export const NO_CONTEXT = -2;

/** The key of the context of one word: 0 the start of a document, −1 a word never met. */
export function oneWordContext(last: number): number {
  return last;
}

/**
 * The key of the context of two words, in reading order; 0, 0 is the start of a document. A word
 * never met (−1) gives a key no component holds.
 */
export function twoWordContext(beforeLast: number, last: number): number {
  return (beforeLast + 2) * 32768 + last;
}

/** The continuations of a context, or undefined if the component never met it. */
export function continuationsAfter(
  component: Component,
  context: number
): Continuations | undefined {
  return component.changed.get(context) ?? component.base.get(context);
}

/**
 * A component that has also read `documents`, each word counted `weight` times. Only the contexts
 * met are rebuilt: O(words read + types after the contexts met).
 *
 * @param documents word ids, ≥ 1
 * @param weight a positive integer
 */
export function readDocuments(
  component: Component,
  documents: readonly Int32Array[],
  weight: number
): Component {
  const changed = new Map(component.changed);
  for (const [context, counts] of countContexts(documents, weight))
    changed.set(context, addCounts(continuationsAfter(component, context), counts));
  return {base: component.base, changed};
}

/** The same component with its changes taken as base, to be shared from here on. */
export function settle({base, changed}: Component): Component {
  return {base: new Map([...base, ...changed]), changed: new Map()};
}

function countContexts(documents: readonly Int32Array[], weight: number): Map<number, Counts> {
  const contexts = new Map<number, Counts>();
  const count = (context: number, word: number) => {
    const counts = contexts.get(context) ?? new Map<number, number>();
    contexts.set(context, counts.set(word, (counts.get(word) ?? 0) + weight));
  };
  for (const document of documents) {
    let beforeLast = 0;
    let last = 0;
    for (const word of document) {
      count(NO_CONTEXT, word);
      count(oneWordContext(last), word);
      count(twoWordContext(beforeLast, last), word);
      beforeLast = last;
      last = word;
    }
  }
  return contexts;
}
