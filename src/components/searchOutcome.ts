import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {FoundAnswers} from "../lib/tables/answerSearch.js";
import {element} from "./element.js";
import {formatNumber} from "./format.js";
import {countsTable, foundRow, foundSentence, foundTable} from "./searchResults.js";

/** What a search found, as it comes in, page by page. */
export interface SearchOutcome {
  readonly node: HTMLElement;
  add(found: FoundAnswers): void;
  /** counts, and how many of the answers found are shown */
  sentence(): string;
}

/** @param ask for the answers found after so many */
export function searchOutcome(
  document: Document,
  study: PublishedStudy,
  term: string,
  ask: (offset: number) => void
): SearchOutcome {
  const {answer} = studyWords(study);
  const table = foundTable(document, study);
  const body = table.querySelector("tbody") as HTMLElement;
  const more = element(document, "button", {type: "button", class: "vantage-quiet"}, "Show more");
  more.addEventListener("click", () => ask(body.children.length));
  const title = (text: string) => element(document, "h3", {}, text);
  const node = element(document, "div", {});
  let counts: FoundAnswers["counts"] = [];
  const total = () => counts.reduce((sum, {found}) => sum + found, 0);

  function add(found: FoundAnswers) {
    const isFirst = body.children.length === 0;
    counts = found.counts;
    const rows = found.answers.map((each) => foundRow(document, study, each, term));
    body.append(...rows);
    more.hidden = body.children.length >= total();
    if (isFirst && rows.length > 0)
      node.replaceChildren(
        title("By model"),
        framed(document, countsTable(document, study, counts)),
        title(`The ${answer}s found`),
        framed(document, table),
        more
      );
    if (!isFirst) moveTo(rows[0]);
  }

  return {
    node,
    add,
    sentence() {
      const shown = body.children.length;
      const rest = shown < total() ? ` The first ${formatNumber(shown, 9)} are shown.` : "";
      return foundSentence(study, counts, term) + rest;
    }
  };
}

/** The keyboard goes on where the new rows begin. */
function moveTo(row: HTMLElement | undefined): void {
  row?.setAttribute("tabindex", "-1");
  row?.focus();
}

function framed(document: Document, table: HTMLElement): HTMLElement {
  const label = table.getAttribute("aria-label");
  const attributes = {class: "vantage-scroll", tabindex: 0, role: "group", "aria-label": label};
  return element(document, "div", attributes, table);
}
