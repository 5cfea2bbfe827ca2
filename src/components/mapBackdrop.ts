import * as Plot from "@observablehq/plot";
import type {SpaceResult} from "../workflows/results.js";
import type {Box} from "./boxGrid.js";
import {formatNumber, formatShare} from "./format.js";
import type {Frame} from "./frame.js";

/** What stands behind a map: the axes with the share of the geometry each carries, a scale bar. */
export function mapBackdrop(space: SpaceResult, frame: Frame): Plot.Markish[] {
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
    // Not beside its line, which runs through the models.
    note(right, bottom, axis(0), {textAnchor: "end", dx: -4, dy: -8}),
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
    note(left, bottom, `distance ${formatNumber(bar[1] - bar[0], 1)}`, {
      textAnchor: "start",
      dx: 4,
      dy: -17
    })
  ];
}

/** Where the backdrop's words stand, so that labels keep off. */
export function backdropBoxes({width, height, px}: Frame): Box[] {
  return [
    {left: width - 96, top: height - 17, right: width, bottom: height},
    {left: px(0), top: 0, right: px(0) + 96, bottom: 19},
    {left: 0, top: height - 26, right: 120, bottom: height}
  ];
}
