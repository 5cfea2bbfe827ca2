import type * as Plot from "@observablehq/plot";
import type {Frame} from "./frame.js";
import type {MapPoint} from "./mapPoints.js";
import {svgElement} from "./svgElement.js";

/** From this many models on a map is a crowd: an element for each dot would cost more than it tells. */
export const crowdSize = 1000;

/** A crowd is drawn in so many turns, each with all colors: else the last color would lie over all others. */
const turns = 4;

/**
 * The dots of a crowd: a path for each color and size of a turn, whose points are round ends of lines
 * without length. Quick to draw, a dozen bytes a dot in a page's HTML, and part of the drawing when it is saved.
 */
export function crowdDots(points: readonly MapPoint[], {px, py}: Frame): Plot.Markish {
  return (_index, _scales, _values, _dimensions, {document}) => {
    const looks = {
      class: "map-models",
      fill: "none",
      "stroke-linecap": "round",
      "stroke-opacity": 0.8
    };
    const paths = [...byLook(points)].map(([look, dots]) => {
      const [, color = "", width = ""] = look.split("|");
      const d = dots.map(({x, y}) => `M${px(x).toFixed(1)},${py(y).toFixed(1)}h0`).join("");
      return svgElement(document, "path", {d, stroke: color, "stroke-width": width});
    });
    return svgElement(document, "g", looks, ...paths) as SVGGElement;
  };
}

/** Dots that look alike, by turn. */
function byLook(points: readonly MapPoint[]): Map<string, MapPoint[]> {
  const found = new Map<string, MapPoint[]>();
  points.forEach((point, i) => {
    const turn = Math.floor((turns * i) / points.length);
    const look = `${turn}|${point.color}|${(2 * point.r).toFixed(1)}`;
    const alike = found.get(look);
    if (alike) alike.push(point);
    else found.set(look, [point]);
  });
  return found;
}
