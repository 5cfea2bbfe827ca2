import type {TryReport} from "../worker/tryMessages.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";
import {tableTwin} from "./tableTwin.js";

/** So many lines of a list are shown; the rest is counted. */
const most = 200;

/**
 * What was read of dropped logs, what was not and why, which answers lack, and how alike the models
 * were asked. Every name in it may come from a stranger, and is text.
 *
 * @param leaveOut given the models that the reader wants left out
 */
export function tryReportParts(
  document: Document,
  report: TryReport,
  leaveOut: (models: readonly string[]) => void
): HTMLElement[] {
  return [
    headline(document, report),
    ...warnings(document, report),
    coveragePart(document, report, leaveOut),
    alignmentPart(document, report),
    folded(
      document,
      `Refused: ${formatCount(report.refused.length, "record")}`,
      report.refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`)
    ),
    folded(
      document,
      `Notes: ${formatNumber(report.notes.length)}`,
      report.notes.map(({code, model_id, detail, count}) => {
        const rows = formatCount(count, "row");
        return `${code}: ${model_id}: ${detail} (${rows})`;
      })
    ),
    folded(document, `Not read: ${formatCount(report.others.length, "file")}`, report.others),
    folded(
      document,
      `On no map, without any answer: ${formatCount(report.silent.length, "model")}`,
      report.silent
    )
  ].filter((part) => part !== null);
}

function headline(document: Document, report: TryReport): HTMLElement {
  const {format, files, companions, evidence, responses, replicates} = report;
  const beside = companions > 0 ? ` and ${formatNumber(companions)} beside them` : "";
  const each = replicates > 1 ? `, up to ${formatNumber(replicates)} answers to each` : "";
  const statuses = Object.entries(report.statuses)
    .map(([status, count]) => `${formatNumber(count)} ${status}`)
    .join(", ");
  return element(
    document,
    "p",
    {class: "try-read"},
    `${formatCount(files, "file")}${beside} of `,
    element(document, "b", {}, format),
    ` (${evidence}): ${formatCount(report.models, "model")}, ${formatCount(report.queries, "question")}${each}; ${formatCount(responses, "answer")}: ${statuses}.`
  );
}

function warnings(document: Document, {alignment}: TryReport): HTMLElement[] {
  if (alignment.warnings.length === 0) return [];
  const items = alignment.warnings.map(({code, message}) =>
    element(document, "li", {title: code}, message.charAt(0).toUpperCase() + message.slice(1), ".")
  );
  return [element(document, "ul", {class: "vantage-warnings"}, ...items)];
}

function coveragePart(
  document: Document,
  {coverage, without}: TryReport,
  leaveOut: (models: readonly string[]) => void
): HTMLElement {
  const {complete, queries, gaps, frontier} = coverage;
  const items = frontier.map(({drop, complete: kept}) => {
    const button = element(
      document,
      "button",
      {type: "button", class: "vantage-reset"},
      "leave out"
    );
    button.addEventListener("click", () => leaveOut([...without, ...drop]));
    const words = `Without ${named(drop)} there would be ${formatNumber(kept)}:\u00a0`;
    return element(document, "li", {}, words, button);
  });
  const back = element(document, "button", {type: "button", class: "vantage-reset"}, "take back");
  back.addEventListener("click", () => leaveOut([]));
  const rows = gaps.slice(0, most).map(({model_id, missing}) => {
    const first = missing.slice(0, 5).join(", ");
    return [model_id, formatNumber(missing.length), missing.length > 5 ? `${first}, …` : first];
  });
  return element(
    document,
    "div",
    {class: "try-coverage"},
    element(
      document,
      "p",
      {},
      `${formatNumber(complete)} of ${formatCount(queries, "question")} ${complete === 1 ? "is" : "are"} answered by every model; the others do not count on the map.`
    ),
    without.length > 0 && element(document, "p", {}, `Left out: ${named(without)}. `, back),
    items.length > 0 && element(document, "ul", {}, ...items.slice(0, 8)),
    rows.length > 0 &&
      element(
        document,
        "details",
        {class: "vantage-dropped"},
        element(document, "summary", {}, `Gaps: ${formatCount(gaps.length, "model")}`),
        tableTwin(document, {columns: ["model", "lacks", "questions"], rows, numeric: [1]})
      )
  );
}

function alignmentPart(document: Document, {alignment}: TryReport): HTMLElement {
  const {facts, prompts, setups} = alignment;
  const differing = facts.filter(({differing}) => differing.length > 0);
  const groups = setups.length > 1 ? ` They form ${formatCount(setups.length, "group")}.` : "";
  const known =
    facts.length === 0 && prompts.compared === 0
      ? "The logs do not say how the models were asked, so this map may show that too."
      : differing.length === 0 && prompts.different === 0
        ? "So far as the logs say, all models were asked alike."
        : `Models were asked differently.${groups}`;
  const rows = differing.flatMap(({name, values}) =>
    values.map(({value, models}) => [name, value.slice(0, 80), named(models)])
  );
  const shown = rows.slice(0, most);
  return element(
    document,
    "div",
    {class: "try-alignment"},
    element(document, "p", {}, known),
    rows.length > 0 &&
      element(
        document,
        "details",
        {class: "vantage-dropped"},
        element(document, "summary", {}, "How they were asked"),
        tableTwin(document, {columns: ["what", "value", "models"], rows: shown})
      )
  );
}

function named(models: readonly string[]): string {
  const rest = models.length - 4;
  return rest > 1
    ? `${models.slice(0, 4).join(", ")} and ${formatNumber(rest)} more`
    : models.join(", ");
}

/** A list that is there but closed; nothing when it is empty. */
function folded(document: Document, summary: string, lines: readonly string[]): HTMLElement | null {
  if (lines.length === 0) return null;
  const rest = lines.length - most;
  const shown = [...lines.slice(0, most), ...(rest > 0 ? [`and ${formatNumber(rest)} more`] : [])];
  return element(
    document,
    "details",
    {class: "vantage-dropped"},
    element(document, "summary", {}, summary),
    element(document, "ul", {}, ...shown.map((line) => element(document, "li", {}, line)))
  );
}
