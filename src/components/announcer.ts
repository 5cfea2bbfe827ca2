import {element} from "./element.js";

/**
 * Says aloud, to readers who do not see the page change, what it has come to: its sentences, once everything
 * stands and they differ from what was said last. What stands there at first is not said.
 *
 * @returns given the places of the sentences whenever all is settled
 */
export function announcer(document: Document): (sentences: readonly HTMLElement[]) => void {
  const said = element(document, "p", {class: "vantage-hidden", role: "status"});
  let last: string | null = null;
  return (sentences) => {
    const text = sentences.map(wordsOf).join(" ").replaceAll(/\s+/g, " ").trim();
    if (last === null) (document.querySelector("main") ?? document.body).appendChild(said);
    else if (text !== last) said.textContent = text;
    last = text;
  };
}

/** A sentence without the published values that stand struck out beside the live ones. */
function wordsOf(host: HTMLElement): string {
  const copy = host.cloneNode(true) as HTMLElement;
  for (const each of copy.querySelectorAll("s, .vantage-warnings, .vantage-error")) each.remove();
  return copy.textContent ?? "";
}
