import * as Plot from "@observablehq/plot";
import type {ModelRow} from "../lib/schema/studyData.js";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {formatNumber, formatShare} from "./format.js";
import {type Frame, fitFrame} from "./frame.js";
import {legend} from "./legend.js";
import {coloring} from "./palette.js";
import {alignPicture, picture, trueNeighbors} from "./picture.js";
import {placeLabels} from "./placeLabels.js";
import {type PointMark, pointable} from "./pointable.js";

interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly color: string;
  readonly symbol: string;
  readonly title: string;
  readonly label: string;
  readonly from: readonly [number, number] | undefined;
}

/**
 * The models as points in the first two axes of the perspective space, one unit as long across as
 * up, colored by a covariate (`view.color`), sized by another (`view.size`), labelled as room
 * allows. Turned to lie on the published map; the published places stay as ghosts. Pointing at a
 * model names it and draws lines to its three nearest neighbors in the full distances, which may not
 * be the nearest in the picture.
 */
export function perspectiveMap(context: FigureContext<SpaceResult>): HTMLElement {
  const {document, run, width, interactive} = context;
  const points = mapPoints(context);
  const height = Math.round(Math.min(width * 0.72, 520));
  const frame = fitFrame(spread(points), width, height, 18);
  const svg = Plot.plot({
    document,
    width,
    height,
    margin: 0,
    style: {background: "none", overflow: "visible"},
    ariaLabel: `map of ${points.length} models`,
    x: {axis: null, domain: frame.x, range: [0, width]},
    y: {axis: null, domain: frame.y, range: [height, 0]},
    symbol: {type: "identity"} as Plot.ScaleOptions,
    r: {type: "identity"},
    marks: [
      ...backdrop(run.result, frame),
      ...ghosts(points),
      ...dots(points),
      ...labels(points, frame, context)
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) pointable(plot, marks(points, frame, run.result));
  const scale = coloring(context.study, context.view.color);
  return element(document, "div", {class: "vantage-map"}, legend(document, scale), plot);
}

function mapPoints({study, run, published, view}: FigureContext<SpaceResult>): MapPoint[] {
  const reference = published && picture(published.result);
  const own = picture(run.result);
  const shown = reference ? alignPicture(own, reference) : own;
  const colors = coloring(study, view.color);
  const radius = sizing(study.models, view.size);
  const rows = new Map(study.models.map((model) => [model.model_id, model]));
  return run.result.models.map((id) => {
    const model = rows.get(id) as ModelRow;
    const [x, y] = shown.get(id)!;
    const value = colors.key && model[colors.key] !== null ? model[colors.key] : "unknown";
    const said = typeof value === "number" ? formatNumber(value) : String(value);
    return {
      x,
      y,
      r: radius(model),
      color: colors.color(model),
      symbol: colors.symbol(model),
      label: model.label,
      title: colors.key ? `${model.label}\n${colors.label}: ${said}` : model.label,
      from: reference?.get(id)
    };
  });
}

function sizing(models: readonly ModelRow[], key: string | undefined): (model: ModelRow) => number {
  const values = key ? models.map((model) => model[key]).filter((v) => typeof v === "number") : [];
  if (!key || values.length === 0) return () => 5;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (model) => {
    const value = model[key];
    return typeof value === "number" && high > low
      ? Math.sqrt(12 + 78 * ((value - low) / (high - low)))
      : 3.5;
  };
}

function spread(points: readonly MapPoint[]): readonly (readonly [number, number])[] {
  return points.flatMap(({x, y, from}) => (from ? [[x, y] as const, from] : [[x, y] as const]));
}

function backdrop(space: SpaceResult, frame: Frame): Plot.Markish[] {
  const axis = (k: number) => `axis ${k + 1} · ${formatShare(space.positiveShare[k])}`;
  const quiet = {fill: "currentColor", fillOpacity: 0.55, fontSize: 11};
  const {left, right, bottom, top} = frame;
  const bar = frame.scaleBar;
  const note = (x: number, y: number, text: string, options: Plot.TextOptions) =>
    Plot.text([[x, y]], {text: [text], ...quiet, ...options});
  const rule = {stroke: "currentColor", strokeOpacity: 0.12};
  return [
    Plot.ruleX([0], rule),
    Plot.ruleY([0], rule),
    note(right, 0, axis(0), {textAnchor: "end", dx: -4, dy: -8}),
    space.coordinates.shape[1] > 1
      ? note(0, top, axis(1), {textAnchor: "start", dx: 6, dy: 10})
      : null,
    Plot.link([bar], {
      x1: bar[0],
      x2: bar[1],
      y1: bottom,
      y2: bottom,
      dx: 4,
      dy: -8,
      stroke: "currentColor",
      strokeOpacity: 0.55
    }),
    note(left, bottom, `distance ${formatNumber(bar[1] - bar[0])}`, {
      textAnchor: "start",
      dx: 4,
      dy: -17
    })
  ];
}

function ghosts(points: readonly MapPoint[]): Plot.Markish[] {
  const moved = points.filter(({from}) => from);
  const quiet = {stroke: "currentColor", strokeOpacity: 0.3, strokeWidth: 0.8};
  return [
    Plot.link(moved, {
      x1: ({from}) => from[0],
      y1: ({from}) => from[1],
      x2: "x",
      y2: "y",
      ...quiet
    }),
    Plot.dot(moved, {x: ({from}) => from[0], y: ({from}) => from[1], r: 3, fill: "none", ...quiet})
  ];
}

function dots(points: readonly MapPoint[]): Plot.Markish[] {
  const channels = {x: "x", y: "y", r: "r", symbol: "symbol", fill: "color", title: "title"};
  return [Plot.dot(points, {...channels, stroke: "var(--paper)", strokeWidth: 0.8})];
}

function labels(
  points: readonly MapPoint[],
  frame: Frame,
  {width, view}: FigureContext<SpaceResult>
): Plot.Markish[] {
  if (view.labels === "off") return [];
  const fontSize = 10.5;
  const pixels = points.map(({x, y, label}) => ({x: frame.px(x), y: frame.py(y), text: label}));
  const room = {width, height: frame.height - 26, fontSize, gap: 6, most: Math.round(width / 22)};
  const placed = placeLabels(pixels, room);
  return (["start", "middle", "end"] as const).map((textAnchor) =>
    Plot.text(
      placed.filter(({anchor}) => anchor === textAnchor),
      {
        x: ({x}) => frame.dataX(x),
        y: ({y}) => frame.dataY(y),
        text: ({index}) => points[index]!.label,
        textAnchor,
        fontSize,
        fill: "currentColor",
        stroke: "var(--paper)",
        strokeWidth: 3
      }
    )
  );
}

function marks(points: readonly MapPoint[], frame: Frame, space: SpaceResult): PointMark[] {
  return points.map(({x, y, title}, i) => ({
    x: frame.px(x),
    y: frame.py(y),
    text: title,
    links: trueNeighbors(space, i, 3)
  }));
}
