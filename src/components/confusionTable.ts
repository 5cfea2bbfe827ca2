import type {ClassificationResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {linkedRows} from "./linkedRows.js";

/**
 * What models of each class were taken for: rows observed, columns predicted, shaded by the share of
 * the row. A number that moved since publication carries the published one as a ghost. A cell is linked with
 * the marks of its models.
 */
export function confusionTable(context: FigureContext<ClassificationResult>): HTMLElement {
  const {document, run, published} = context;
  const {classes, confusion, label} = run.result;
  const before = published?.result;
  const head = (text: string, scope: "col" | "row") => element(document, "th", {scope}, text);
  const shown: [HTMLElement, string[]][] = [];
  const rows = classes.map((name, i) => {
    const counts = classes.map((_, j) => confusion.data[i * classes.length + j] as number);
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    const cells = counts.map((count, j) =>
      countCell(
        document,
        count,
        count / total,
        i === j,
        before && countOf(before, name, classes[j]!)
      )
    );
    for (const [j, cell] of cells.entries())
      shown.push([cell, modelsOf(run.result, name, classes[j]!)]);
    return element(document, "tr", {}, head(name, "row"), ...cells);
  });
  const corner = element(
    document,
    "td",
    {class: "vantage-corner"},
    `${label}: is ↓ taken for\u00a0→`
  );
  const table = element(
    document,
    "table",
    {class: "vantage-confusion"},
    element(
      document,
      "thead",
      {},
      element(document, "tr", {}, corner, ...classes.map((c) => head(c, "col")))
    ),
    element(document, "tbody", {}, ...rows)
  );
  const frame = element(
    document,
    "div",
    {class: "vantage-scroll", tabindex: 0, role: "group", "aria-label": "confusion table"},
    table
  );
  const link = linkedRows(frame);
  for (const [cell, ids] of shown) link(cell, ids);
  return frame;
}

function countCell(
  document: Document,
  count: number,
  share: number,
  right: boolean,
  before: number | undefined
): HTMLElement {
  const color = right ? "var(--right)" : "var(--wrong)";
  const shade = `background: color-mix(in srgb, ${color} ${Math.round(share * 50)}%, transparent)`;
  const ghost = before !== undefined && before !== count;
  return element(
    document,
    "td",
    {style: shade},
    String(count),
    ghost && element(document, "s", {class: "vantage-ghost", title: "published"}, String(before))
  );
}

function modelsOf({predictions}: ClassificationResult, observed: string, predicted: string) {
  return predictions
    .filter((each) => each.observed === observed && each.predicted === predicted)
    .map(({model}) => model);
}

function countOf(result: ClassificationResult, observed: string, predicted: string) {
  const i = result.classes.indexOf(observed);
  const j = result.classes.indexOf(predicted);
  return i < 0 || j < 0 ? undefined : result.confusion.data[i * result.classes.length + j];
}
