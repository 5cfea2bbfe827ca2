import {element} from "./element.js";

/**
 * Something a reader can point at, in pixels of the drawing; `links` gives positions of others, asked
 * for only when it is pointed at.
 */
export interface PointMark {
  /** told by a `vantage-pin` event when it is pinned */
  readonly id?: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly links?: () => readonly number[];
}

const reach = 28;
const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * Let a reader point at the marks of a drawing: hovering names the nearest one, a tap or click pins
 * it, arrow keys step through all of them in order, Escape lets go.
 *
 * @param plot a positioned element whose first child is the drawing, drawn at its natural size
 */
export function pointable(plot: HTMLElement, marks: readonly PointMark[]): void {
  const {ownerDocument: document} = plot;
  const svg = plot.querySelector("svg");
  if (!svg || marks.length === 0) return;
  const tip = element(document, "div", {class: "vantage-tip", role: "status", hidden: true});
  const overlay = document.createElementNS(svgNamespace, "g");
  overlay.setAttribute("class", "vantage-overlay");
  svg.appendChild(overlay);
  plot.appendChild(tip);
  plot.setAttribute("tabindex", "0");
  let shown = -1;
  let pinned = false;

  function show(index: number): void {
    shown = index;
    const mark = marks[index];
    overlay.replaceChildren(...(mark ? highlight(document, mark, marks) : []));
    tip.hidden = !mark;
    if (!mark) return;
    const scale = svg!.getBoundingClientRect().width / svg!.viewBox.baseVal.width || 1;
    tip.textContent = mark.text;
    tip.style.left = `${mark.x * scale}px`;
    tip.style.top = `${mark.y * scale}px`;
    tip.dataset.side = mark.x * scale > plot.clientWidth / 2 ? "left" : "right";
  }

  plot.addEventListener("pointermove", (event) => {
    if (!pinned && event.pointerType === "mouse") show(nearest(svg, event, marks));
  });
  plot.addEventListener("pointerleave", () => !pinned && show(-1));
  plot.addEventListener("click", (event) => {
    const index = nearest(svg, event, marks);
    pinned = index >= 0 && !(pinned && index === shown);
    show(pinned ? index : -1);
    const id = pinned ? marks[index]?.id : undefined;
    if (id !== undefined)
      plot.dispatchEvent(new CustomEvent("vantage-pin", {bubbles: true, detail: id}));
  });
  plot.addEventListener("blur", () => {
    pinned = false;
    show(-1);
  });
  plot.addEventListener("keydown", (event) => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (event.key === "Escape") show(-1);
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
  const shape = (name: string, attributes: Readonly<Record<string, number>>) => {
    const made = document.createElementNS(svgNamespace, name) as SVGElement;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  const lines = (mark.links?.() ?? []).flatMap((i) => {
    const to = marks[i];
    return to ? [shape("line", {x1: mark.x, y1: mark.y, x2: to.x, y2: to.y})] : [];
  });
  return [...lines, shape("circle", {cx: mark.x, cy: mark.y, r: 9})];
}
