import {longestFilter} from "../workflows/addressParts.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";
import type {InputState} from "./inputState.js";

/**
 * Below a figure whose models were drawn around: how many, and what to do with them. Each choice is the
 * page's filter over models, which a reader can see, change and take back.
 */
export function followSelections(document: Document, state: InputState): () => void {
  const host = element(document, "p", {class: "vantage-selection", role: "status"});
  const listen = (event: Event) => {
    const ids = (event as CustomEvent<readonly string[]>).detail;
    const place = (event.target as Element).closest("[data-published]");
    host.replaceChildren(...(ids.length > 0 ? choices(document, state, ids, host) : []));
    if (ids.length > 0) place?.after(host);
    else host.remove();
  };
  document.addEventListener("vantage-select", listen);
  return () => document.removeEventListener("vantage-select", listen);
}

function choices(
  document: Document,
  state: InputState,
  ids: readonly string[],
  host: HTMLElement
): (Node | string)[] {
  const before = String(state.get("models") ?? "");
  const choose = (words: string, filter: string) => {
    const whole = before.trim() === "" ? filter : `(${before}) and ${filter}`;
    const isLong = whole.length > longestFilter;
    const attributes = {type: "button", class: "vantage-quiet", disabled: isLong};
    const button = element(document, "button", attributes, words);
    if (isLong) button.title = "too many names for an address; draw around fewer";
    button.addEventListener("click", () => {
      state.set("models", whole);
      host.remove();
    });
    return button;
  };
  const list = ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(", ");
  return [
    `${formatCount(ids.length, "model")} inside: `,
    choose("only these", `model_id in (${list})`),
    " ",
    choose("without these", `not model_id in (${list})`)
  ];
}
