import {element} from "./element.js";
import {formatCount} from "./format.js";
import {linkedRows} from "./linkedRows.js";

/** A table of ready-made text. Columns named in `numeric` are set flush right; `models` has the id of each row's. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numeric?: readonly number[];
  readonly models?: readonly string[];
}

/** Which cells head columns and rows, for those who hear a table. */
const heads = (name: "td" | "th", at: number) =>
  name === "th" ? {scope: "col"} : {role: at === 0 && "rowheader"};

/** Rows made at once: as many as a browser lays out while a reader blinks. */
const atOnce = 300;

/**
 * A figure's numbers as a table that scrolls inside its own frame. Of a long one the first rows are made, and
 * the next ones as a reader scrolls to them; a line below says so.
 */
export function tableTwin(document: Document, table: Table): HTMLElement {
  const {columns, rows, numeric = [], models} = table;
  const row = (name: "td" | "th", texts: readonly string[]) =>
    element(
      document,
      "tr",
      {},
      ...texts.map((text, i) =>
        element(
          document,
          name,
          {class: numeric.includes(i) && "vantage-number", ...heads(name, i)},
          text
        )
      )
    );
  const body = element(document, "tbody", {});
  const head = element(document, "thead", {}, row("th", columns));
  const isLong = rows.length > atOnce;
  const label = models ? "table; arrow keys go from row to row" : "table";
  const frame = element(
    document,
    "div",
    {class: "vantage-scroll", tabindex: 0, role: "group", "aria-label": label},
    element(document, "table", {"aria-rowcount": isLong && rows.length + 1}, head, body)
  );
  const link = models && linkedRows(frame);
  const more = () => {
    const made = body.childNodes.length;
    const next = rows.slice(made, made + atOnce).map((texts) => row("td", texts));
    body.append(...next);
    for (const [i, each] of next.entries()) link?.(each, [models?.[made + i] as string]);
  };
  more();
  if (!isLong) return frame;
  const text = `The first ${atOnce} of ${formatCount(rows.length, "row")}; where the page is live, others come as one scrolls. The study's files have all.`;
  frame.append(element(document, "p", {class: "vantage-note"}, text));
  frame.addEventListener("scroll", () => {
    const left = frame.scrollHeight - frame.scrollTop - frame.clientHeight;
    if (left < frame.clientHeight && body.childNodes.length < rows.length) more();
  });
  return frame;
}
