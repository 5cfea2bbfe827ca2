import * as Plot from "@observablehq/plot";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {type Frame, fitFrame} from "./frame.js";
import type {Guest} from "./guest.js";
import {legend} from "./legend.js";
import {backdropBoxes, mapBackdrop} from "./mapBackdrop.js";
import {crowdDots, crowdSize} from "./mapCrowd.js";
import {mapOptions} from "./mapOptions.js";
import {dotRadius, type MapPoint, mapPoints} from "./mapPoints.js";
import {makeMovable} from "./movableMap.js";
import {coloring} from "./palette.js";
import {trueNeighbors} from "./picture.js";
import {placeLabels} from "./placeLabels.js";
import {pointable} from "./pointable.js";
import type {PointMark} from "./pointMark.js";

/**
 * The models as points in the first two axes of the perspective space, one unit as long across as
 * up, colored by a covariate (`view.color`), sized by another (`view.size`), labelled as room
 * allows. Turned to lie on the published map; the published places stay as ghosts. Pointing at a
 * model names it and draws lines to its three nearest neighbors in the full distances, which may not
 * be the nearest in the picture. Dots are smaller the more there are; a crowd is drawn without shapes,
 * which would not be told apart.
 */
export function perspectiveMap(context: FigureContext<SpaceResult>): HTMLElement {
  const {document, run, width, interactive} = context;
  const points = mapPoints(context);
  const height = Math.round(Math.min(width * 0.72, 520));
  const {guest = null} = context;
  const places = guest ? [...spread(points), [guest.x, guest.y] as const] : spread(points);
  const frame = fitFrame(places, width, height, 18);
  const isCrowd = points.length >= crowdSize;
  const svg = Plot.plot({
    ...mapOptions(document, frame, points.length),
    r: {type: "identity"},
    marks: [
      ...mapBackdrop(run.result, frame),
      ...ghosts(points, frame),
      ...(isCrowd ? [crowdDots(points, frame)] : dots(points, interactive)),
      ...labels(points, frame, context),
      ...guestMarks(guest)
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) makeMovable(plot, context, points, frame);
  if (interactive) pointable(plot, marks(points, frame, run.result));
  const scale = coloring(context.study, context.view.color);
  return element(document, "div", {class: "vantage-map"}, legend(document, scale, isCrowd), plot);
}

function spread(points: readonly MapPoint[]): readonly (readonly [number, number])[] {
  return points.flatMap(({x, y, from}) => (from ? [[x, y] as const, from] : [[x, y] as const]));
}

/**
 * The published places, and how far each model is from its own: two elements whatever the number of
 * models, since every element costs a browser time at each drawing.
 */
function ghosts(points: readonly MapPoint[], {px, py}: Frame): Plot.Markish[] {
  const moved = points.flatMap(({x, y, from}) =>
    from ? [{from: [px(from[0]), py(from[1])], to: [px(x), py(y)]}] : []
  );
  if (moved.length === 0) return [];
  const place = ([x, y]: readonly number[]) => `${x?.toFixed(2)},${y?.toFixed(2)}`;
  const lines = moved.map(({from, to}) => `M${place(from)}L${place(to)}`).join("");
  const r = Math.min(3, dotRadius(points.length));
  const circle = `m${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
  const rings = moved.map(({from}) => `M${place(from)}${circle}`).join("");
  return [quietPath("map-moves", lines), quietPath("map-published", rings)];
}

function quietPath(className: string, d: string): Plot.Markish {
  return (_index, _scales, _values, _dimensions, {document}) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const quiet = {
      stroke: "currentColor",
      "stroke-opacity": 0.3,
      "stroke-width": 0.8,
      fill: "none"
    };
    for (const [name, value] of Object.entries({class: className, d, ...quiet}))
      path.setAttribute(name, String(value));
    return path;
  };
}

/** Where a reader can point, the tip tells the title; elsewhere each dot has it as its own. */
function dots(points: readonly MapPoint[], isInteractive: boolean): Plot.Markish[] {
  const channels = {x: "x", y: "y", r: "r", symbol: "symbol", fill: "color"};
  const title = isInteractive ? {} : {title: "title"};
  const edge = {stroke: "var(--edge)", strokeWidth: 0.8};
  // In the order of the models, so that each can be moved to another place.
  return [Plot.dot(points, {...channels, ...title, ...edge, className: "map-models", sort: null})];
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
    gap: 1 + dotRadius(points.length),
    most: Math.round(width / (points.length < crowdSize ? 22 : 60)),
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

/** A guest stands out by shape, size and name, not by color alone. */
function guestMarks(guest: Guest | null): Plot.Markish[] {
  if (!guest) return [];
  const at = {x: "x", y: "y", className: "map-guest"} as const;
  const name = {text: "label", dx: 12, textAnchor: "start", fontSize: 13, fontWeight: 700} as const;
  const edge = {stroke: "var(--paper)", strokeWidth: 1.5};
  return [
    Plot.dot([guest], {...at, r: 10, symbol: "star", fill: "var(--ink)", ...edge}),
    Plot.text([guest], {...at, ...name, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4})
  ];
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
