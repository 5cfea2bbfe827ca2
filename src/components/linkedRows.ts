import {linkPoints, ringElsewhere} from "./linkedPoints.js";

const markClass = "vantage-marked";

/**
 * Links the rows (or cells) of a table with the drawings of its page: a row pointed at rings its models there,
 * and models pointed at there mark their rows.
 *
 * @param frame holds the table, and scrolls
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

  linkPoints({plot: frame, ring, pin: () => false});
  frame.addEventListener("pointerover", ({target}) => {
    let at = target as Element | null;
    while (at && at !== frame && !modelsOf.has(at)) at = at.parentElement;
    point(at === frame ? null : at);
  });
  frame.addEventListener("pointerleave", () => point(null));
  return (row, ids) => {
    modelsOf.set(row, ids);
    for (const id of ids) rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]);
    if (!ids.some((id) => wanted.has(id))) return;
    row.classList.add(markClass);
    marked = [...marked, row];
  };
}

/** Scrolls the table alone: the page stays where its reader is. */
function bringIntoView(frame: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [frame.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  frame.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
}
