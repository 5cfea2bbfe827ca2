import {element} from "./element.js";
import {formatNumber, formatQuantity} from "./format.js";
import type {Coloring} from "./palette.js";

const shapes: Readonly<Record<string, string>> = {
  circle: "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8",
  triangle: "M5 .6L9.6 8.6H.4Z",
  square: "M1.4 1.4h7.2v7.2H1.4Z",
  diamond: "M5 0L8.4 5L5 10L1.6 5Z",
  star: "M5 0L6.5 3.4L10 3.8L7.4 6.2L8.1 10L5 8L1.9 10L2.6 6.2L0 3.8L3.5 3.4Z",
  cross: "M3.4.4H6.6V3.4H9.6V6.6H6.6V9.6H3.4V6.6H.4V3.4H3.4Z",
  wye: "M4 5.6L.6 3.6L1.6 1.9L5 3.9L8.4 1.9L9.4 3.6L6 5.6V9.6H4Z"
};

/**
 * What the colors of a map mean: named shapes for classes, a ramp for an amount.
 *
 * @param round whether every model is drawn as a circle, whatever its class
 */
export function legend(document: Document, scale: Coloring, round = false): HTMLElement {
  const title = element(
    document,
    "span",
    {class: "vantage-legend-title", title: scale.description},
    scale.label
  );
  const entries = scale.kind === "amount" ? [ramp(document, scale)] : keys(document, scale, round);
  return element(
    document,
    "div",
    {class: "vantage-legend"},
    scale.label ? title : null,
    ...entries
  );
}

function ramp(document: Document, {legend: stops, unit}: Coloring): HTMLElement {
  const colors = stops.map(({color}) => color).join(", ");
  const end = (i: number) => {
    const value = Number(stops[i]?.label);
    return unit ? formatQuantity(value, unit) : formatNumber(value);
  };
  const bar = element(document, "span", {
    class: "vantage-ramp",
    style: `background: linear-gradient(to right, ${colors})`
  });
  return element(document, "span", {}, end(0), " ", bar, " ", end(stops.length - 1));
}

function keys(document: Document, {legend: entries}: Coloring, round: boolean): HTMLElement[] {
  return entries.map(({label, color, symbol}) => {
    const swatch = element(document, "span", {class: "vantage-swatch"});
    swatch.innerHTML = `<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><path d="${shapes[round ? "circle" : symbol]}" fill="${color}"></path></svg>`;
    return element(document, "span", {class: "vantage-key"}, swatch, label);
  });
}
