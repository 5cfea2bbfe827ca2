import {element} from "./element.js";
import {lasso} from "./lasso.js";
import {chooseModels, linkPoints, ringElsewhere} from "./linkedPoints.js";
import type {PointMark} from "./pointMark.js";
import {svgElement} from "./svgElement.js";

const reach = 28;
/** A circle around a point of a path. */
const ring9 = "m-9,0a9,9 0 1,0 18,0a9,9 0 1,0 -18,0";

/**
 * Let a reader point at the marks of a drawing: hovering names the nearest one, a tap or click pins
 * it, arrow keys step through all of them in order, Enter pins, Escape lets go.
 *
 * @param plot a positioned element whose first child is the drawing, drawn at its natural size
 */
export function pointable(plot: HTMLElement, marks: readonly PointMark[]): void {
  const {ownerDocument: document} = plot;
  const svg = plot.querySelector("svg");
  if (!svg || marks.length === 0) return;
  const tip = element(document, "div", {class: "vantage-tip", role: "status", hidden: true});
  const overlay = svgElement(document, "g", {class: "vantage-overlay"});
  const rings = svgElement(document, "path", {class: "vantage-overlay vantage-rings"});
  svg.append(overlay, rings);
  plot.appendChild(tip);
  plot.setAttribute("tabindex", "0");
  plot.setAttribute("role", "group");
  const name = svg.getAttribute("aria-label") ?? "figure";
  plot.setAttribute("aria-label", `${name}; arrow keys go from point to point, Enter chooses`);
  let shown = -1;
  let pinned = false;

  function show(index: number): void {
    shown = index;
    const mark = marks[index];
    ringElsewhere(plot, mark?.id === undefined ? [] : [mark.id]);
    overlay.replaceChildren(...(mark ? highlight(document, mark, marks) : []));
    tip.hidden = !mark;
    if (!mark) return;
    const scale = svg!.getBoundingClientRect().width / svg!.viewBox.baseVal.width || 1;
    tip.textContent = mark.text;
    tip.style.left = `${mark.x * scale}px`;
    tip.style.top = `${mark.y * scale}px`;
    tip.dataset.side = mark.x * scale > plot.clientWidth / 2 ? "left" : "right";
  }

  function pin(index: number): void {
    pinned = index >= 0;
    show(index);
    const id = marks[index]?.id;
    if (id !== undefined)
      plot.dispatchEvent(new CustomEvent("vantage-pin", {bubbles: true, detail: id}));
  }

  function ring(ids: readonly string[]): void {
    const wanted = new Set(ids);
    const ringed = marks.filter(({id}) => id !== undefined && wanted.has(id));
    rings.setAttribute("d", ringed.map(({x, y}) => `M${x},${y}${ring9}`).join(""));
    rings.dataset.count = String(ringed.length);
  }

  linkPoints({
    plot,
    ring,
    pin(id) {
      const index = marks.findIndex((mark) => mark.id === id);
      if (index >= 0) pin(index);
      return index >= 0;
    }
  });
  lasso(plot, svg, marks, (ids) => chooseModels(plot, ids));
  plot.addEventListener("pointermove", (event) => {
    if (pinned || event.pointerType !== "mouse") return;
    const index = nearest(svg, event, marks);
    if (index !== shown) show(index);
  });
  plot.addEventListener("pointerleave", () => !pinned && show(-1));
  plot.addEventListener("click", (event) => {
    const index = nearest(svg, event, marks);
    pin(pinned && index === shown ? -1 : index);
  });
  plot.addEventListener("blur", () => {
    pinned = false;
    show(-1);
  });
  plot.addEventListener("keydown", (event) => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (event.key === "Escape") show(-1);
    if ((event.key === "Enter" || event.key === " ") && shown >= 0) {
      event.preventDefault();
      pin(shown);
    }
    if (!step) return;
    event.preventDefault();
    pinned = true;
    show((Math.max(shown, step > 0 ? -1 : 0) + step + marks.length) % marks.length);
  });
}

function nearest(svg: SVGSVGElement, event: MouseEvent, marks: readonly PointMark[]): number {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  let best = -1;
  let least = reach * scale;
  marks.forEach((mark, i) => {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function highlight(document: Document, mark: PointMark, marks: readonly PointMark[]): SVGElement[] {
  const lines = (mark.links?.() ?? []).flatMap((i) => {
    const to = marks[i];
    return to ? [svgElement(document, "line", {x1: mark.x, y1: mark.y, x2: to.x, y2: to.y})] : [];
  });
  return [...lines, svgElement(document, "circle", {cx: mark.x, cy: mark.y, r: 9})];
}
