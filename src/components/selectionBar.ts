import {longestFilter} from "../workflows/addressParts.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";
import {groupColumn} from "./groups.js";
import type {InputState} from "./inputState.js";

/**
 * Below a figure whose models were drawn around: how many, and what to do with them. Each choice sets inputs
 * of the page, which a reader can see, change and take back: the filter over models, or groups.
 *
 * @param offersGroups whether the page has inputs for groups
 * @returns the way to stop
 */
export function followSelections(
  document: Document,
  state: InputState,
  offersGroups: boolean
): () => void {
  const host = element(document, "p", {class: "vantage-selection", role: "status"});
  const listen = (event: Event) => {
    const ids = (event as CustomEvent<readonly string[]>).detail;
    const place = (event.target as Element).closest("[data-published]");
    const end = () => host.remove();
    host.replaceChildren(
      ...(ids.length > 0 ? choices(document, state, ids, offersGroups, end) : [])
    );
    if (ids.length > 0) place?.after(host);
    else end();
  };
  document.addEventListener("vantage-select", listen);
  return () => document.removeEventListener("vantage-select", listen);
}

type Inputs = Readonly<Record<string, string>>;

function choices(
  document: Document,
  state: InputState,
  ids: readonly string[],
  offersGroups: boolean,
  end: () => void
): (Node | string)[] {
  const choice = (words: string, inputs: Inputs) => {
    const isLong = Object.values(inputs).some((text) => text.length > longestFilter);
    const attributes = {type: "button", class: "vantage-quiet", disabled: isLong};
    const button = element(document, "button", attributes, words);
    if (isLong)
      button.title = "too many names for an address; draw around fewer, or write a filter";
    button.addEventListener("click", () => {
      state.setAll(inputs);
      end();
    });
    return [" ", button];
  };
  const these = `model_id in (${ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(", ")})`;
  const before = String(state.get("models") ?? "").trim();
  const kept = (filter: string) => (before === "" ? filter : `(${before}) and ${filter}`);
  const color = {"view.color": groupColumn};
  return [
    `${formatCount(ids.length, "model")} inside:`,
    ...choice("only these", {models: kept(these)}),
    ...choice("without these", {models: kept(`not ${these}`)}),
    ...(offersGroups
      ? [
          ...choice("as group A", {"view.group": these, ...color}),
          ...choice("as group B", {"view.against": these, ...color})
        ]
      : [])
  ];
}
