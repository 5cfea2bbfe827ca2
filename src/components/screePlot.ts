import * as Plot from "@observablehq/plot";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {formatNumber} from "./format.js";
import {pointable} from "./pointable.js";
import type {PointMark} from "./pointMark.js";

const most = 24;

/**
 * How much of the squared distances each axis carries: the leading eigenvalues in order, the kept
 * ones filled, every elbow marked, the published ones as ghosts.
 */
export function screePlot(context: FigureContext<SpaceResult>): HTMLElement {
  const {document, run, published, width, interactive} = context;
  const bars = leading(run.result);
  const ghosts = published ? leading(published.result) : [];
  const top = Math.max(...[...bars, ...ghosts].map(({value}) => value), Number.MIN_VALUE);
  const svg = Plot.plot({
    document,
    width,
    height: 260,
    marginLeft: 56,
    marginRight: 10,
    marginTop: 44,
    style: {background: "none", fontSize: "11px"},
    ariaLabel: `eigenvalues of ${bars.length} leading axes`,
    x: {
      domain: [0.4, bars.length + 0.6],
      label: "axis",
      ticks: ticks(bars.length),
      tickFormat: "d"
    },
    y: {domain: [0, top], label: "eigenvalue", labelAnchor: "center", grid: true, ticks: 4},
    marks: [
      ...elbowMarks(run.result.elbows.filter((elbow) => elbow <= bars.length)),
      ...barMarks(bars, ghosts, run.result.dimension)
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) pointable(plot, pixelMarks(bars, svg));
  return plot;
}

/** The elbows' names stand one below the other, since the first two are often neighbors. */
function elbowMarks(elbows: readonly number[]): Plot.Markish[] {
  const quiet = {stroke: "currentColor", strokeOpacity: 0.45, strokeDasharray: "2,3"};
  return elbows.flatMap((elbow, i) => [
    Plot.ruleX([elbow], quiet),
    Plot.text([elbow], {
      x: (rank: number) => rank,
      frameAnchor: "top",
      lineAnchor: "bottom",
      textAnchor: "start",
      text: [`elbow ${i + 1}: ${elbow}`],
      dy: -27 + 12 * i,
      dx: -2,
      fill: "currentColor",
      fillOpacity: 0.75
    })
  ]);
}

function barMarks(bars: readonly Bar[], ghosts: readonly Bar[], dimension: number): Plot.Markish[] {
  const sides = {x1: ({rank}: Bar) => rank - 0.36, x2: ({rank}: Bar) => rank + 0.36};
  return [
    Plot.rect(bars, {
      ...sides,
      y1: () => 0,
      y2: ({value}) => Math.max(0, value),
      fill: "var(--accent)",
      fillOpacity: ({rank}) => (rank <= dimension ? 0.9 : 0.28),
      title: "title"
    }),
    Plot.ruleY([0], {stroke: "currentColor", strokeOpacity: 0.5}),
    Plot.ruleY(ghosts, {...sides, y: "value", stroke: "currentColor", strokeOpacity: 0.7})
  ];
}

interface Bar {
  readonly rank: number;
  readonly value: number;
  readonly title: string;
}

function leading({eigenvalues}: SpaceResult): Bar[] {
  return eigenvalues.slice(0, most).map((value, i) => ({
    rank: i + 1,
    value,
    title: `axis ${i + 1}\neigenvalue ${formatNumber(value)}`
  }));
}

function ticks(count: number): number[] {
  const step = count > 12 ? 5 : count > 6 ? 2 : 1;
  const ranks = Array.from({length: count}, (_, i) => i + 1);
  return ranks.filter((rank) => rank === 1 || rank % step === 0);
}

function pixelMarks(bars: readonly Bar[], plot: Plot.Plot): PointMark[] {
  const [x, y] = [plot.scale("x"), plot.scale("y")];
  if (!x || !y) return [];
  return bars.map(({rank, value, title}) => ({
    x: x.apply(rank),
    y: y.apply(Math.max(0, value)),
    text: title
  }));
}
