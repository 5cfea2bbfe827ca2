import * as Plot from "@observablehq/plot";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {type Frame, fitFrame} from "./frame.js";
import {legend} from "./legend.js";
import {backdropBoxes, mapBackdrop} from "./mapBackdrop.js";
import {mapOptions} from "./mapOptions.js";
import {type MapPoint, mapPoints} from "./mapPoints.js";
import {makeMovable} from "./movableMap.js";
import {coloring} from "./palette.js";
import {trueNeighbors} from "./picture.js";
import {placeLabels} from "./placeLabels.js";
import {type PointMark, pointable} from "./pointable.js";

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
    ...mapOptions(document, frame, points.length),
    r: {type: "identity"},
    marks: [
      ...mapBackdrop(run.result, frame),
      ...ghosts(points),
      ...dots(points),
      ...labels(points, frame, context)
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) makeMovable(plot, context, points, frame);
  if (interactive) pointable(plot, marks(points, frame, run.result));
  const scale = coloring(context.study, context.view.color);
  return element(document, "div", {class: "vantage-map"}, legend(document, scale), plot);
}

function spread(points: readonly MapPoint[]): readonly (readonly [number, number])[] {
  return points.flatMap(({x, y, from}) => (from ? [[x, y] as const, from] : [[x, y] as const]));
}

function ghosts(points: readonly MapPoint[]): Plot.Markish[] {
  const moved = points.filter(({from}) => from);
  const quiet = {stroke: "currentColor", strokeOpacity: 0.3, strokeWidth: 0.8};
  return [
    Plot.link(moved, {
      className: "map-moves",
      x1: ({from}) => from[0],
      y1: ({from}) => from[1],
      x2: "x",
      y2: "y",
      ...quiet
    }),
    Plot.dot(moved, {
      x: ({from}) => from[0],
      y: ({from}) => from[1],
      r: 3,
      fill: "none",
      ...quiet
    })
  ];
}

function dots(points: readonly MapPoint[]): Plot.Markish[] {
  const channels = {x: "x", y: "y", r: "r", symbol: "symbol", fill: "color", title: "title"};
  const edge = {stroke: "var(--edge)", strokeWidth: 0.8};
  // In the order of the models, so that each can be moved to another place.
  return [Plot.dot(points, {...channels, ...edge, className: "map-models", sort: null})];
}

function labels(
  points: readonly MapPoint[],
  frame: Frame,
  {width, view}: FigureContext<SpaceResult>
): Plot.Markish[] {
  if (view.labels === "off") return [];
  const fontSize = 10.5;
  const pixels = points.map(({x, y, label}) => ({x: frame.px(x), y: frame.py(y), text: label}));
  const room = {
    width,
    height: frame.height,
    fontSize,
    gap: 6,
    most: Math.round(width / 22),
    occupied: backdropBoxes(frame)
  };
  const placed = placeLabels(pixels, room);
  return (["start", "middle", "end"] as const).map((textAnchor) =>
    Plot.text(
      placed.filter(({anchor}) => anchor === textAnchor),
      {
        x: ({x}) => frame.dataX(x),
        y: ({y}) => frame.dataY(y),
        className: "map-names",
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
    ...(space.models[i] === undefined ? {} : {id: space.models[i]}),
    x: frame.px(x),
    y: frame.py(y),
    text: title,
    links: () => trueNeighbors(space, i, 3)
  }));
}
