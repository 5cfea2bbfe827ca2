import {element} from "./element.js";

/** What a search is at, with a way to end it. */
export interface SearchProgress {
  readonly node: HTMLElement;
  /** @param share of what there is to read; null: not known */
  show(words: string, share: number | null): void;
  hide(): void;
}

/** A line with a bar and a button, hidden until there is something to say. */
export function searchProgress(document: Document, cancel: () => void): SearchProgress {
  const words = element(document, "span", {});
  const bar = element(document, "progress", {max: 1, "aria-label": "read so far"});
  const button = element(document, "button", {type: "button", class: "vantage-quiet"}, "Cancel");
  button.addEventListener("click", cancel);
  const node = element(
    document,
    "p",
    {class: "vantage-progress", hidden: true},
    words,
    bar,
    button
  );
  return {
    node,
    show(text, share) {
      if (words.textContent !== text) words.textContent = text;
      if (share === null) bar.removeAttribute("value");
      else bar.setAttribute("value", share.toFixed(3));
      node.hidden = false;
    },
    hide() {
      node.hidden = true;
    }
  };
}
