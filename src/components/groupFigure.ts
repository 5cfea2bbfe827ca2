import * as Plot from "@observablehq/plot";
import {type GroupDistances, groupDistances} from "../lib/geometry/groupDistances.js";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import type {FigureParts} from "./figure.js";
import {formatCount, formatNumber} from "./format.js";
import {groupColumn} from "./groups.js";

type Context = FigureContext<SpaceResult>;

interface Row extends GroupDistances {
  readonly name: string;
}

/** The two groups of a run's models, and the distances within and between them. */
function compared({run, study, view}: Context) {
  const isRest = (view.against ?? "").trim() === "";
  const names = ["A", isRest ? "the others" : "B"];
  const named = new Map(study.models.map((model) => [model.model_id, model[groupColumn]]));
  const groups = run.result.models.map((id) => {
    const name = named.get(id);
    return name === "A" ? 0 : name === "B" || isRest ? 1 : -1;
  });
  const table = groupDistances(run.result.distances, groups, 2);
  const row = (a: number, b: number, name: string): Row => ({
    name,
    ...(table[2 * a + b] as GroupDistances)
  });
  const rows = [
    row(0, 0, "within A"),
    row(1, 1, `within ${names[1]}`),
    row(0, 1, `A to ${names[1]}`)
  ];
  const counts = [0, 1].map((at) => groups.filter((group) => group === at).length);
  return {names, counts, rows};
}

function draw(context: Context): HTMLElement {
  const {document, width} = context;
  const rows = compared(context).rows.filter(({pairs}) => pairs > 0);
  const svg = Plot.plot({
    document,
    width,
    height: 72 + 34 * rows.length,
    marginBottom: 42,
    marginLeft: 120,
    marginRight: 48,
    style: {background: "none", fontSize: "12px"},
    ariaLabel: "mean distances within and between the groups",
    x: {label: "mean distance", zero: true},
    y: {label: null, domain: rows.map(({name}) => name), tickSize: 0},
    marks: [
      Plot.ruleY(rows, {
        y: "name",
        x1: ({mean, spread}) => Math.max(0, mean - spread),
        x2: ({mean, spread}) => mean + spread,
        stroke: "var(--accent)",
        strokeWidth: 2,
        strokeOpacity: 0.45
      }),
      Plot.dot(rows, {x: "mean", y: "name", r: 5, fill: "var(--accent)"}),
      Plot.text(rows, {
        x: ({mean, spread}) => mean + spread,
        y: "name",
        dx: 8,
        textAnchor: "start",
        text: ({mean}) => formatNumber(mean),
        fill: "currentColor"
      })
    ]
  });
  return element(document, "div", {class: "vantage-plot"}, svg);
}

function caption(context: Context): string {
  const {
    names: [a, b],
    counts: [inA = 0, inB = 0],
    rows
  } = compared(context);
  const [, , between] = rows as [Row, Row, Row];
  // A group of one model has no pair within.
  const within = rows.filter((row) => row !== between && row.pairs > 0);
  const means = within.map(({mean}) => formatNumber(mean)).join(" and ");
  const same = within.length > 0 ? `; two of the same, ${means}` : "";
  const far =
    between.pairs > 0
      ? ` A model of one and a model of the other lie ${formatNumber(between.mean)} apart on average${same}.`
      : "";
  return `${a}: ${formatCount(inA, "model")}; ${b}: ${formatCount(inB, "model")}.${far} Lines reach one standard deviation of the pairs to each side. Whoever named the groups may have looked at the map first: a test would find what was put in, so there is none.`;
}

/** How far apart two groups lie that a reader or an author has named. */
export const groupFigure: FigureParts<Context> = {
  draw,
  caption,
  description: () => "Mean distances within and between two groups of models",
  table: (context) => ({
    columns: ["pairs", "count", "mean distance", "standard deviation"],
    numeric: [1, 2, 3],
    rows: compared(context).rows.map(({name, pairs, mean, spread}) => [
      name,
      formatNumber(pairs),
      formatNumber(mean),
      formatNumber(spread)
    ])
  }),
  data: (context) => ({
    columns: ["pairs", "count", "mean_distance", "standard_deviation"],
    rows: compared(context).rows.map(({name, pairs, mean, spread}) => [
      name,
      pairs,
      ...[mean, spread].map((x) => (Number.isNaN(x) ? null : x))
    ])
  })
};
