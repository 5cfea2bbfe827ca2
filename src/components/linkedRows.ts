import {linkPoints, ringElsewhere} from "./linkedPoints.js";

const markClass = "vantage-marked";

/** Keys that go from row to row, as they go from dot to dot on a map. */
const steps: Readonly<Record<string, number>> = {ArrowDown: 1, ArrowUp: -1};

/**
 * Links the rows (or cells) of a table with the drawings of its page: a row pointed at, or reached by the arrow
 * keys, rings its models there, and models pointed at there mark their rows. A row of one model is chosen by a
 * click or Enter as its dot is by a tap; Escape goes back to the table as a whole.
 *
 * @param frame holds the table, scrolls, and can be reached by keyboard
 * @returns says which models a row stands for, when the row is made
 */
export function linkedRows(frame: HTMLElement): (row: Element, ids: readonly string[]) => void {
  const modelsOf = new Map<Element, readonly string[]>();
  const rowsOf = new Map<string, Element[]>();
  let wanted = new Set<string>();
  let marked: readonly Element[] = [];
  let pointed: Element | null = null;

  function ring(ids: readonly string[]): void {
    for (const row of marked) row.classList.remove(markClass);
    wanted = new Set(ids);
    marked = [...new Set(ids.flatMap((id) => rowsOf.get(id) ?? []))];
    for (const row of marked) row.classList.add(markClass);
    if (marked.length === 1) bringIntoView(frame, marked[0] as HTMLElement);
  }

  function point(row: Element | null): void {
    if (row === pointed) return;
    pointed = row;
    ringElsewhere(frame, (row && modelsOf.get(row)) ?? []);
  }

  function rowAt(target: EventTarget | null): Element | null {
    let at = target as Element | null;
    while (at && at !== frame && !modelsOf.has(at)) at = at.parentElement;
    return at === frame ? null : at;
  }

  /** The row that has the keyboard: a mouse that lies somewhere does not take it away. */
  function focused(): Element | null {
    const {activeElement} = frame.ownerDocument;
    return frame.contains(activeElement) ? rowAt(activeElement) : null;
  }

  function pin(row: Element | null): void {
    const [id, ...others] = (row && modelsOf.get(row)) ?? [];
    if (id === undefined || others.length > 0) return;
    frame.dispatchEvent(new CustomEvent("vantage-pin", {bubbles: true, detail: id}));
  }

  /** The row a key goes to: the first from the table as a whole, none beyond the last. */
  function next({key, target}: KeyboardEvent): HTMLElement | undefined {
    const step = steps[key];
    if (step === undefined) return;
    const rows = [...modelsOf.keys()] as HTMLElement[];
    return rows[rows.indexOf(rowAt(target) as HTMLElement) + step];
  }

  linkPoints({plot: frame, ring, pin: () => false});
  frame.addEventListener("pointerover", ({target}) => point(rowAt(target) ?? focused()));
  frame.addEventListener("pointerleave", () => point(focused()));
  frame.addEventListener("click", ({target}) => pin(rowAt(target)));
  frame.addEventListener("focusin", ({target}) => {
    point(rowAt(target));
    // From a row, Tab leaves the table.
    if (target !== frame) frame.tabIndex = -1;
  });
  frame.addEventListener("focusout", () => {
    point(null);
    frame.tabIndex = 0;
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Enter") pin(rowAt(event.target));
    const to = event.key === "Escape" ? frame : next(event);
    if (!to) return;
    event.preventDefault();
    // Rows are no stops of the Tab key: the table is one.
    if (to !== frame) to.tabIndex = -1;
    to.focus({preventScroll: true});
    if (to !== frame) bringIntoView(frame, to);
  });
  return (row, ids) => {
    modelsOf.set(row, ids);
    for (const id of ids) rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]);
    if (!ids.some((id) => wanted.has(id))) return;
    row.classList.add(markClass);
    marked = [...marked, row];
  };
}

/** Scrolls the table alone, to where its head does not lie over the row: the page stays where its reader is. */
function bringIntoView(frame: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [frame.getBoundingClientRect(), row.getBoundingClientRect()];
  const head = frame.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  if (inner.top >= outer.top + head && inner.bottom <= outer.bottom) return;
  frame.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
}
