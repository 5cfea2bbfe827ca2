import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {FoundAnswer, ModelCount} from "../lib/tables/answerSearch.js";
import {snippet} from "../lib/tables/snippet.js";
import {questionLine} from "./answersNote.js";
import {element} from "./element.js";
import {formatCount, formatNumber, formatShare} from "./format.js";

/** How many answers hold a term, as a sentence: “214 of 24,000 answers, by 61 of 64 models, …”. */
export function foundSentence(
  study: PublishedStudy,
  counts: readonly ModelCount[],
  term: string
): string {
  const {answer} = studyWords(study);
  const total = (name: "found" | "searched") => counts.reduce((sum, each) => sum + each[name], 0);
  const [found, searched] = [total("found"), total("searched")];
  if (searched === 0) return `No ${answer} with a text is left by these filters.`;
  if (found === 0) return `None of ${formatCount(searched, answer)} contains “${term}”.`;
  const models = counts.filter((each) => each.found > 0).length;
  return `${formatNumber(found, 9)} of ${formatCount(searched, answer)}, by ${formatNumber(models)} of ${formatCount(counts.length, "model")}, ${found === 1 ? "contains" : "contain"} “${term}”.`;
}

/** A row of the answers found: model, question, replicate, and the text around the term. */
export function foundRow(
  document: Document,
  study: PublishedStudy,
  {model, question, replicate, status, text}: FoundAnswer,
  term: string
): HTMLElement {
  const {before, hit, after} = snippet(text, term);
  const cell = (name: string, ...children: (Node | string | false)[]) =>
    element(document, "td", {role: "cell", class: name}, ...children);
  return element(
    document,
    "tr",
    {role: "row"},
    cell("found-model", study.models[model]?.label ?? ""),
    cell("found-question", questionLine(study.queries[question]!, 80)),
    cell("found-replicate", `${replicate + 1} of ${study.replicates}`),
    cell(
      "found-text",
      element(
        document,
        "span",
        {dir: "auto"},
        before,
        hit !== "" && element(document, "mark", {}, hit),
        after
      ),
      status !== "ok" && element(document, "span", {class: "found-status"}, ` ${status}`)
    )
  );
}

/** The table that rows of `foundRow` go into. */
export function foundTable(document: Document, study: PublishedStudy): HTMLElement {
  const {question, answer} = studyWords(study);
  const names = ["model", question, "replicate", answer];
  return table(document, "vantage-found", `${answer}s found`, names);
}

/** How many answers of each model hold the term, most first, each with a bar of their share. */
export function countsTable(
  document: Document,
  study: PublishedStudy,
  counts: readonly ModelCount[]
): HTMLElement {
  const {answer} = studyWords(study);
  const share = ({found, searched}: ModelCount) => found / searched;
  const shown = counts
    .filter(({found}) => found > 0)
    .sort((a, b) => share(b) - share(a) || a.model - b.model);
  const most = Math.max(...shown.map(share));
  const made = table(document, "vantage-found-counts", `${answer}s found, by model`, [
    "model",
    `${answer}s`,
    "share"
  ]);
  for (const each of shown)
    made.querySelector("tbody")?.append(countRow(document, study, each, most));
  return made;
}

function countRow(
  document: Document,
  study: PublishedStudy,
  {model, found, searched}: ModelCount,
  most: number
): HTMLElement {
  const share = found / searched;
  const bar = element(document, "span", {
    class: "found-bar",
    style: `inline-size: ${((share / most) * 100).toFixed(1)}%`
  });
  return element(
    document,
    "tr",
    {role: "row"},
    element(document, "td", {role: "cell"}, study.models[model]?.label ?? ""),
    element(
      document,
      "td",
      {role: "cell", class: "vantage-number"},
      `${formatNumber(found, 9)} of ${formatNumber(searched, 9)}`
    ),
    element(
      document,
      "td",
      {role: "cell", class: "found-share"},
      element(document, "span", {class: "found-track"}, bar),
      formatShare(share)
    )
  );
}

/** With roles, since on narrow screens its rows are not laid out as rows. */
function table(
  document: Document,
  name: string,
  label: string,
  columns: readonly string[]
): HTMLElement {
  const heads = columns.map((column) =>
    element(document, "th", {role: "columnheader", scope: "col"}, column)
  );
  const head = element(document, "tr", {role: "row"}, ...heads);
  return element(
    document,
    "table",
    {role: "table", class: name, "aria-label": label},
    element(document, "thead", {role: "rowgroup"}, head),
    element(document, "tbody", {role: "rowgroup"})
  );
}
