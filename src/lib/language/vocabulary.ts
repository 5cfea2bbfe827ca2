import {DomainError} from "../core/errors.js";
import {tokenize} from "./tokenize.js";

/**
 * Words by number. Id 0 stands for the start of a document; words are numbered from 1 in order of
 * first appearance, regardless of case. `forms[id]` is how the word is written inside a sentence:
 * with a capital if it was ever seen so.
 */
export interface Vocabulary {
  readonly forms: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
}

/** Most words a vocabulary can hold: a key of two ids must fit in a small integer. */
export const VOCABULARY_LIMIT = 32000;

/** The vocabulary without words. */
export const emptyVocabulary: Vocabulary = {forms: [""], ids: new Map()};

/**
 * A vocabulary that also knows the words of `documents`; the ids and forms of the words it already
 * knew stay. Returns the same object if nothing is new.
 *
 * @throws DomainError beyond `VOCABULARY_LIMIT` words
 */
export function extendVocabulary(
  vocabulary: Vocabulary,
  documents: readonly (readonly string[])[]
): Vocabulary {
  const known = vocabulary.forms.length;
  const forms = [...vocabulary.forms];
  const ids = new Map(vocabulary.ids);
  for (const document of documents)
    for (const token of document) {
      const key = token.toLowerCase();
      const id = ids.get(key);
      if (id === undefined) ids.set(key, forms.push(token) - 1);
      else if (id >= known && token !== key) forms[id] = token;
    }
  if (forms.length === known) return vocabulary;
  if (forms.length - 1 > VOCABULARY_LIMIT)
    throw new DomainError(
      `extendVocabulary: at most ${VOCABULARY_LIMIT} words; got ${forms.length - 1}`
    );
  return {forms, ids};
}

/** Ids of the tokens, −1 for those the vocabulary lacks. */
export function encode(vocabulary: Vocabulary, tokens: readonly string[]): Int32Array {
  return Int32Array.from(tokens, (token) => vocabulary.ids.get(token.toLowerCase()) ?? -1);
}

/** Ids of the words and marks of a text, −1 for those the vocabulary lacks. */
export function encodeText(vocabulary: Vocabulary, text: string): Int32Array {
  return encode(vocabulary, tokenize(text));
}
