import {element} from "./element.js";

/**
 * Says aloud, to readers who do not see the page change, what it has come to: those of its sentences that
 * differ from what was said last, once everything stands. What stands there at first is not said.
 *
 * @returns given the places of the sentences whenever all is settled
 */
export function announcer(document: Document): (sentences: readonly HTMLElement[]) => void {
  const said = element(document, "p", {class: "vantage-hidden", role: "status"});
  let last: readonly string[] | null = null;
  return (sentences) => {
    const now = sentences.map(wordsOf);
    const news = now.filter((text, i) => text !== last?.[i]).join(" ");
    if (last === null) (document.querySelector("main") ?? document.body).appendChild(said);
    else if (news !== "") said.textContent = news;
    last = now;
  };
}

/** A sentence without the published values that stand struck out beside the live ones. */
function wordsOf(host: HTMLElement): string {
  const copy = host.cloneNode(true) as HTMLElement;
  for (const ghost of copy.querySelectorAll("s")) {
    ghost.previousSibling?.remove();
    ghost.remove();
  }
  for (const each of copy.querySelectorAll(".vantage-warnings, .vantage-error")) each.remove();
  return (copy.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
