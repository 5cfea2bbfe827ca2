import type {Frame} from "./frame.js";

/** A dot as drawn: its outline around its place, and its color. */
interface Dot {
  readonly outline: Path2D;
  readonly fill: string;
}

/**
 * The dots of a map drawn on a canvas above it while they move: hundreds of elements would each cost the
 * browser a new style, layout and paint at every step.
 *
 * @param plot the drawing's positioned place; its own dots are hidden from now on
 * @param dots in the order in which places will come
 * @param edged whether a thin edge sets them off
 * @returns draws the dots at their places, in units of the map
 */
export function movingDots(
  plot: HTMLElement,
  dots: readonly Dot[],
  frame: Frame,
  edged: boolean
): (places: Iterable<readonly [number, number]>) => void {
  const {ownerDocument: document} = plot;
  const window = document.defaultView as Window;
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement("canvas");
  canvas.className = "vantage-dots";
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.width = `${frame.width}px`;
  [canvas.width, canvas.height] = [frame.width * ratio, frame.height * ratio];
  const shapes = dots.map(({outline, fill}) => ({outline, fill: resolved(plot, fill)}));
  const edge = resolved(plot, "var(--edge)");
  const paper = canvas.getContext("2d") as CanvasRenderingContext2D;
  plot.classList.add("vantage-moving");
  plot.append(canvas);
  return (places) => {
    paper.setTransform(ratio, 0, 0, ratio, 0, 0);
    paper.clearRect(0, 0, frame.width, frame.height);
    paper.strokeStyle = edge;
    paper.lineWidth = 0.8;
    let i = 0;
    for (const [x, y] of places) {
      const shape = shapes[i++];
      if (!shape) continue;
      paper.setTransform(ratio, 0, 0, ratio, ratio * frame.px(x), ratio * frame.py(y));
      paper.fillStyle = shape.fill;
      paper.fill(shape.outline);
      if (edged) paper.stroke(shape.outline);
    }
  };
}

/** A dot that stands as an element of a drawing. */
export function drawnDot(dot: Element): Dot {
  const window = dot.ownerDocument.defaultView as Window;
  const d = dot.getAttribute("d");
  const outline = d === null ? circle(Number(dot.getAttribute("r") ?? 4)) : new Path2D(d);
  return {outline, fill: dot.getAttribute("fill") ?? window.getComputedStyle(dot).fill};
}

/** A dot of a crowd, which has no element. */
export function roundDot({r, color}: {readonly r: number; readonly color: string}): Dot {
  return {outline: circle(r), fill: color};
}

function circle(r: number): Path2D {
  const made = new Path2D();
  made.arc(0, 0, r, 0, 2 * Math.PI);
  return made;
}

/** A color that a canvas understands: it knows no variables of the stylesheet. */
function resolved(place: Element, color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  const window = place.ownerDocument.defaultView as Window;
  return name ? window.getComputedStyle(place).getPropertyValue(name).trim() || "gray" : color;
}
