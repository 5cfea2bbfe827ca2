import {longestFilter} from "../workflows/addressParts.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";
import {groupColumn} from "./groups.js";
import type {InputState} from "./inputState.js";
import {chooseModels} from "./linkedPoints.js";

/** What the bar of a selection is made from. */
export interface Selection {
  readonly document: Document;
  readonly state: InputState;
  readonly ids: readonly string[];
  readonly offers: Offers;
}

/** What a page has inputs for. */
export interface Offers {
  /** a filter over models */
  readonly models: boolean;
  readonly groups: boolean;
}

/**
 * Stands below a figure whose models were drawn around: how many, and what to do with them. Each choice sets
 * inputs of the page, which a reader can see, change and take back: the filter over models, or groups.
 */
export function selectionBar(selection: Selection): HTMLElement {
  const {document} = selection;
  const bar = element(document, "p", {class: "vantage-selection", role: "status"});
  const end = () => {
    const figure = bar.previousElementSibling?.querySelector<HTMLElement>(".vantage-plot");
    const hadFocus = bar.contains(document.activeElement);
    bar.remove();
    chooseModels(bar, []);
    if (hadFocus) figure?.focus({preventScroll: true});
  };
  const none = element(document, "button", {type: "button", class: "vantage-quiet"}, "let go");
  none.addEventListener("click", end);
  bar.addEventListener("keydown", ({key}) => key === "Escape" && end());
  bar.append(...choices(selection, end), " ", none);
  return bar;
}

type Inputs = Readonly<Record<string, string>>;

function choices({document, state, ids, offers}: Selection, end: () => void): (Node | string)[] {
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
    ...(offers.models
      ? [
          ...choice("only these", {models: kept(these)}),
          ...choice("without these", {models: kept(`not ${these}`)})
        ]
      : []),
    ...(offers.groups
      ? [
          ...choice("as group A", {"view.group": these, ...color}),
          ...choice("as group B", {"view.against": these, ...color})
        ]
      : [])
  ];
}
