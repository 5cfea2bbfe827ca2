import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {CoverageReport} from "../lib/schema/studyReports.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {element} from "./element.js";
import {svgElement} from "./svgElement.js";

/** What a coverage figure is drawn from. */
export interface CoverageContext {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly coverage: CoverageReport;
  /** in pixels */
  readonly width: number;
  readonly interactive: boolean;
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly line: number;
}

/**
 * Models × questions, a gap where an answer is missing: models with most gaps on top and named as
 * room allows, questions in the study's order with its datasets marked. Large studies are drawn in
 * blocks, deeper where more is missing; equal neighbors are one shape, so that the drawing is small.
 */
export function coverageMatrix(context: CoverageContext): HTMLElement {
  const {document, study, coverage, width} = context;
  const {rows} = coverage.grid;
  const columns = rows[0]?.length ?? 0;
  const line = rowHeight(rows.length, coverage.gapped > 0);
  const names = rowNames(context, line);
  const left = names.length > 0 ? Math.round(Math.min(132, width * 0.28)) : 0;
  const datasets = datasetSpans(context);
  const top = datasets.length > 0 ? 18 : 0;
  const area = {left, top, cell: (width - left) / Math.max(1, columns), line};
  const height = top + line * rows.length;
  const svg = svgElement(
    document,
    "svg",
    {viewBox: `0 0 ${width} ${height}`, width, height, "font-size": 10.5},
    svgElement(document, "rect", {
      x: left,
      y: top,
      width: width - left,
      height: line * rows.length,
      fill: "var(--accent)",
      "fill-opacity": 0.2
    }),
    ...gapShapes(document, rows, area),
    ...datasetMarks(document, datasets, area, {width, height}),
    ...names.map(({row, name}) => nameText(document, name, row, area))
  );
  const {question} = studyWords(study);
  svg.setAttribute("aria-label", `${coverage.models} models by ${coverage.queries} ${question}s`);
  return element(document, "div", {class: "vantage-plot"}, svg);
}

/** Rows in pixels; a table without a gap is shown to be one, not to be searched. */
function rowHeight(rows: number, hasGaps: boolean): number {
  return Math.max(1, Math.min(13, Math.round((hasGaps ? 240 : 90) / Math.max(1, rows))));
}

/** One path for each share missing, a rectangle in it for each run of equal blocks in a row. */
function gapShapes(document: Document, rows: readonly string[], area: Area): SVGElement[] {
  const shapes = new Map<string, string[]>();
  rows.forEach((text, r) => {
    for (const {0: run, index} of text.matchAll(/([1-9])\1*/g)) {
      const digit = run.charAt(0);
      shapes.set(digit, [...(shapes.get(digit) ?? []), rectangle(area, r, index, run.length)]);
    }
  });
  return [...shapes].sort().map(([digit, parts]) =>
    svgElement(document, "path", {
      d: parts.join(""),
      fill: "var(--wrong)",
      "fill-opacity": (0.25 + (0.75 * Number(digit)) / 9).toFixed(2)
    })
  );
}

/** At least a pixel and a half wide: one gap among a thousand questions is to be seen. */
function rectangle({left, top, cell, line}: Area, row: number, from: number, count: number) {
  const wide = Math.max(1.5, cell * count - (cell > 5 ? 1 : 0));
  const high = line > 5 ? line - 1 : line;
  const [x, y] = [left + from * cell, top + row * line];
  return `M${x.toFixed(1)} ${y}h${wide.toFixed(1)}v${high}h${(-wide).toFixed(1)}z`;
}

/** Names of the models, where a row is one model and high enough to be read. */
function rowNames({study, coverage}: CoverageContext, line: number) {
  const {modelsPerBlock, order} = coverage.grid;
  if (modelsPerBlock > 1 || line < 10) return [];
  return order.map((position, row) => ({row, name: study.models[position]?.label ?? ""}));
}

function nameText(document: Document, name: string, row: number, {left, top, line}: Area) {
  const shown = shortened(name, Math.floor((left - 8) / 6.4));
  const place = {x: left - 6, y: top + row * line + line - 2.5, "text-anchor": "end"};
  const text = svgElement(document, "text", {...place, fill: "currentColor"}, shown);
  if (shown !== name) text.appendChild(svgElement(document, "title", {}, name));
  return text;
}

/** Cut in the middle: names of models often begin alike. */
function shortened(name: string, most: number): string {
  const points = [...name];
  if (points.length <= most) return name;
  if (most < 4) return "";
  const end = Math.floor((most - 1) / 2);
  return `${points.slice(0, most - 1 - end).join("")}…${points.slice(-end).join("")}`;
}

/** Where each dataset's questions stand, if the study has a few and keeps each together. */
function datasetSpans({study}: CoverageContext) {
  const spans: {readonly name: string; readonly from: number}[] = [];
  study.queries.forEach(({dataset}, from) => {
    if (spans.at(-1)?.name !== (dataset ?? "")) spans.push({name: dataset ?? "", from});
  });
  const isKept = new Set(spans.map(({name}) => name)).size === spans.length;
  return isKept && spans.length > 1 && spans.length <= 8 ? spans : [];
}

function datasetMarks(
  document: Document,
  spans: ReturnType<typeof datasetSpans>,
  {left, cell}: Area,
  {width, height}: {readonly width: number; readonly height: number}
): SVGElement[] {
  return spans.flatMap(({name, from}, i) => {
    const x = left + from * cell;
    const next = spans[i + 1];
    const room = next ? (next.from - from) * cell : width - x;
    const shown = shortened(name, Math.floor((room - 4) / 7));
    const line = {x1: x, x2: x, y1: 2, y2: height, stroke: "currentColor", "stroke-opacity": 0.5};
    const text = {x: x + 3, y: 11, fill: "currentColor"};
    return [
      ...(from > 0 ? [svgElement(document, "line", line)] : []),
      ...(shown === "" ? [] : [svgElement(document, "text", text, shown)])
    ];
  });
}
