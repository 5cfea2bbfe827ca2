import type {ErrorRecord} from "../runtime/messages.js";
import {errorBox} from "./notices.js";

/** A run shown is of earlier inputs, or of these but unfinished, or of these. */
export type Standing = "stale" | "unfinished" | "settled";

/** What can take the focus. */
const focusable = "a[href], button, input, select, summary, [tabindex]";

/**
 * What of a place a reader would lose when it is drawn anew: what is unfolded, and the focus.
 *
 * @returns brings it back, after the drawing
 */
export function kept(document: Document, host: HTMLElement): () => void {
  const open = [...host.querySelectorAll("details")].map((details) => details.open);
  const {activeElement} = document;
  const focused = activeElement ? [...host.querySelectorAll(focusable)].indexOf(activeElement) : -1;
  return () => {
    host.querySelectorAll("details").forEach((details, i) => {
      details.open = open[i] ?? false;
    });
    if (focused < 0) return;
    const now = host.querySelectorAll<HTMLElement>(focusable)[focused];
    now?.focus({preventScroll: true});
  };
}

/** How what stands in a place stands to the inputs. */
export function markPlace(host: HTMLElement, standing: Standing) {
  host.classList.toggle("vantage-stale", standing === "stale");
  const isBusy = String(standing !== "settled");
  if (host.getAttribute("aria-busy") !== isBusy) host.setAttribute("aria-busy", isBusy);
}

/** An error beside the last good value, which is marked as stale. */
export function failPlace(document: Document, host: HTMLElement, error: ErrorRecord | null) {
  host.querySelector(".vantage-error")?.remove();
  host.classList.add("vantage-stale");
  host.setAttribute("aria-busy", "false");
  host.appendChild(errorBox(document, error ?? {message: "the analysis failed"}));
}
