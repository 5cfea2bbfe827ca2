import {element} from "./element.js";

/** Letters and digits in any script, with what holds a word together. */
const word = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** The words of some texts, in small letters. */
export function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.toLowerCase().match(word) ?? []));
}

/**
 * A text whose words that others do not have are marked.
 *
 * @param others words that stay unmarked, in small letters
 */
export function markedWords(
  document: Document,
  text: string,
  others: ReadonlySet<string>
): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const {0: found, index} of text.matchAll(word)) {
    if (others.has(found.toLowerCase())) continue;
    nodes.push(text.slice(end, index), element(document, "mark", {}, found));
    end = index + found.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}
