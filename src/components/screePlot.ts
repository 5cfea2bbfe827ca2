import * as Plot from "@observablehq/plot";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {formatNumber} from "./format.js";
import {pointable} from "./pointable.js";

const most = 24;

/**
 * How much of the squared distances each axis carries: the leading eigenvalues in order, the kept
 * ones filled, every elbow marked, the published ones as ghosts.
 */
export function screePlot(context: FigureContext<SpaceResult>): HTMLElement {
  const {document, run, published, width, interactive} = context;
  const {dimension, elbows} = run.result;
  const bars = leading(run.result);
  const ghosts = published ? leading(published.result) : [];
  const top = Math.max(0, ...bars.map(({value}) => value), ...ghosts.map(({value}) => value));
  const shownElbows = elbows.filter((elbow) => elbow <= bars.length);
  const [height, left, right, bottom, above] = [240, 52, 10, 38, 26];
  const svg = Plot.plot({
    document,
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginBottom: bottom,
    marginTop: above,
    style: {background: "none", fontSize: "11px"},
    ariaLabel: `eigenvalues of ${bars.length} leading axes`,
    x: {
      domain: [0.4, bars.length + 0.6],
      label: "axis",
      ticks: ticks(bars.length),
      tickFormat: "d"
    },
    y: {domain: [0, top || 1], label: "eigenvalue", grid: true, ticks: 4, nice: true},
    marks: [
      Plot.ruleX(shownElbows, {stroke: "currentColor", strokeOpacity: 0.4, strokeDasharray: "2,3"}),
      Plot.text(shownElbows, {
        x: (d: number) => d,
        frameAnchor: "top",
        text: (_: number, i: number) => `elbow ${i + 1}`,
        dy: -12,
        fill: "currentColor",
        fillOpacity: 0.7
      }),
      Plot.rect(bars, {
        x1: ({rank}) => rank - 0.36,
        x2: ({rank}) => rank + 0.36,
        y: "value",
        fill: "var(--accent)",
        fillOpacity: ({rank}) => (rank <= dimension ? 0.9 : 0.28),
        title: "title"
      }),
      Plot.ruleY([0], {stroke: "currentColor", strokeOpacity: 0.5}),
      Plot.ruleY(ghosts, {
        x1: ({rank}) => rank - 0.36,
        x2: ({rank}) => rank + 0.36,
        y: "value",
        stroke: "currentColor",
        strokeOpacity: 0.7
      })
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) pointable(plot, pixelMarks(bars, plotArea(width, height), top));
  return plot;

  function plotArea(w: number, h: number) {
    return {left, top: above, width: w - left - right, height: h - above - bottom};
  }
}

interface Bar {
  readonly rank: number;
  readonly value: number;
  readonly title: string;
}

function leading({eigenvalues}: SpaceResult): Bar[] {
  return eigenvalues
    .slice(0, most)
    .map((value, i) => ({
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

function pixelMarks(
  bars: readonly Bar[],
  area: {left: number; top: number; width: number; height: number},
  top: number
) {
  return bars.map(({rank, value, title}) => ({
    x: area.left + ((rank - 0.4) / (bars.length + 0.2)) * area.width,
    y: area.top + (1 - Math.max(0, value) / (top || 1)) * area.height,
    text: title
  }));
}
