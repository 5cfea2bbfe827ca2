import {element} from "./element.js";

/** A table of ready-made text. Columns named in `numeric` are set flush right. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numeric?: readonly number[];
}

/** A figure's numbers as a table that scrolls inside its own frame. */
export function tableTwin(document: Document, {columns, rows, numeric = []}: Table): HTMLElement {
  const cell = (name: "td" | "th", text: string, i: number) =>
    element(document, name, {class: numeric.includes(i) && "vantage-number"}, text);
  const row = (name: "td" | "th", texts: readonly string[]) =>
    element(document, "tr", {}, ...texts.map((text, i) => cell(name, text, i)));
  return element(
    document,
    "div",
    {class: "vantage-scroll", tabindex: 0, role: "group", "aria-label": "table"},
    element(
      document,
      "table",
      {},
      element(document, "thead", {}, row("th", columns)),
      element(document, "tbody", {}, ...rows.map((texts) => row("td", texts)))
    )
  );
}
