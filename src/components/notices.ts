import type {Warning} from "../lib/core/warning.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {SpaceResult} from "../workflows/results.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";

/** The doubts a result carries, or nothing. */
export function warningsList(document: Document, warnings: readonly Warning[]): HTMLElement | null {
  if (warnings.length === 0) return null;
  const items = warnings.map(({code, message}) =>
    element(document, "li", {title: code}, message.charAt(0).toUpperCase() + message.slice(1), ".")
  );
  return element(document, "ul", {class: "vantage-warnings", "aria-label": "warnings"}, ...items);
}

/** What was left out and why, folded; nothing when nothing was. */
export function droppedReport(
  document: Document,
  {queries, models}: SpaceResult["dropped"],
  study: Pick<PublishedStudy, "kind">
): HTMLElement | null {
  const all = [...models, ...queries];
  if (all.length === 0) return null;
  const parts = [
    models.length > 0 && formatCount(models.length, "model"),
    queries.length > 0 && formatCount(queries.length, studyWords(study).question)
  ].filter(Boolean);
  const items = all.map(({id, reason}) =>
    element(document, "li", {}, element(document, "code", {}, id), `: ${reason}`)
  );
  return element(
    document,
    "details",
    {class: "vantage-dropped"},
    element(document, "summary", {}, `Left out: ${parts.join(" and ")}`),
    element(document, "ul", {}, ...items)
  );
}

/** A failure, shown where its result would have been: what failed, in one line. */
export function errorBox(
  document: Document,
  error: {readonly message: string; readonly code?: string | null}
): HTMLElement {
  return element(
    document,
    "p",
    {class: "vantage-error", role: "alert", title: error.code ?? ""},
    error.message
  );
}
