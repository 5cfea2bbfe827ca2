import {element} from "./element.js";
import type {Phrase} from "./sentences.js";

/**
 * A sentence as text, its numbers marked; where the published sentence says another number at the
 * same place, that one stands beside it as a ghost.
 */
export function phraseNodes(document: Document, phrase: Phrase, published?: Phrase): Node[] {
  const comparable = published?.length === phrase.length;
  return phrase.flatMap((part, i): Node[] => {
    if (typeof part === "string") return [document.createTextNode(part)];
    const before = comparable ? published[i] : undefined;
    const shown = element(document, "b", {class: "vantage-value"}, part.value);
    if (before === undefined || typeof before === "string" || before.value === part.value)
      return [shown];
    return [
      element(document, "b", {class: "vantage-value vantage-changed"}, part.value),
      document.createTextNode(" "),
      element(document, "s", {class: "vantage-ghost", title: "as published"}, before.value)
    ];
  });
}
