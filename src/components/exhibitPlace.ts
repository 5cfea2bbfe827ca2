import type {ErrorRecord} from "../runtime/messages.js";
import {errorBox} from "./notices.js";

/** A run shown is of earlier inputs, or of these but unfinished, or of these. */
export type Standing = "stale" | "unfinished" | "settled";

/** What can take the focus. */
const focusable = "a[href], button, input, select, summary, [tabindex]";
const tables = ".vantage-scroll";
/** They take it by arrow keys. */
const rows = "tr, td";

/**
 * What of a place a reader would lose when it is drawn anew: what is unfolded, how far tables are scrolled,
 * and the focus.
 *
 * @returns brings it back, after the drawing
 */
export function kept(document: Document, host: HTMLElement): () => void {
  const unfolded = [...host.querySelectorAll("details")].map(({open}) => open);
  const tops = [...host.querySelectorAll(tables)].map(({scrollTop}) => scrollTop);
  const find = focusIn(document, host);
  return () => {
    host.querySelectorAll("details").forEach((details, i) => {
      if (!unfolded[i]) return;
      details.open = true;
      // A browser says so later; what is made on unfolding is wanted now.
      details.dispatchEvent(new Event("toggle"));
    });
    host.querySelectorAll(tables).forEach((table, i) => {
      scrollDown(table, tops[i] ?? 0);
    });
    const now = find();
    if (now?.matches(rows)) now.tabIndex = -1;
    now?.focus({preventScroll: true});
  };
}

/** @returns finds, in what is drawn next, what has the focus now */
function focusIn({activeElement}: Document, host: HTMLElement): () => HTMLElement | undefined {
  if (!activeElement || !host.contains(activeElement)) return () => undefined;
  const table = activeElement.closest(tables);
  const at = table ? [...host.querySelectorAll(tables)].indexOf(table) : -1;
  const inside = () => host.querySelectorAll(tables)[at];
  const list = () => [...host.querySelectorAll<HTMLElement>(focusable)];
  // Of its kind: rows may have other columns than before.
  const {localName} = activeElement;
  const lines = () => [...(inside()?.querySelectorAll<HTMLElement>(localName) ?? [])];
  const from = activeElement.matches(rows) ? lines : list;
  const index = from().indexOf(activeElement as HTMLElement);
  return () => from()[index];
}

/** As far as it was scrolled: a long table makes its rows on the way. */
function scrollDown(frame: Element, top: number): void {
  if (frame.scrollTop >= top) return;
  const before = frame.scrollTop;
  frame.scrollTop = top;
  if (frame.scrollTop > before && frame.scrollTop < top - 1)
    frame.addEventListener("scroll", () => scrollDown(frame, top), {once: true});
}

/** How what stands in a place stands to the inputs. */
export function markPlace(host: HTMLElement, standing: Standing) {
  host.classList.toggle("vantage-stale", standing === "stale");
  const isBusy = String(standing !== "settled");
  if (host.getAttribute("aria-busy") !== isBusy) host.setAttribute("aria-busy", isBusy);
}

/**
 * An error beside the last good value, which is marked as stale and no longer to be saved. The same error is
 * told aloud once, and its input marked.
 */
export function failPlace(document: Document, host: HTMLElement, error: ErrorRecord | null) {
  host.querySelector(".vantage-error")?.remove();
  host.classList.add("vantage-stale");
  host.setAttribute("aria-busy", "false");
  const box = errorBox(document, error ?? {message: "the analysis failed"});
  const told = [...document.querySelectorAll(".vantage-error[role=alert]")];
  if (told.some(({textContent}) => textContent === box.textContent)) box.removeAttribute("role");
  for (const button of host.querySelectorAll(".vantage-save button"))
    button.setAttribute("disabled", "");
  const [input = ""] = (box.textContent ?? "").split(":", 1);
  if (/^\w+$/.test(input))
    for (const field of document.querySelectorAll(`.vantage-controls input[name="${input}"]`))
      field.setAttribute("aria-invalid", "true");
  host.appendChild(box);
}
