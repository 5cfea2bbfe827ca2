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
 * @param dots the drawn dots, in the order in which places will come
 * @returns draws the dots at their places, in units of the map
 */
export function movingDots(
  plot: HTMLElement,
  dots: readonly Element[],
  frame: Frame
): (places: Iterable<readonly [number, number]>) => void {
  const {ownerDocument: document} = plot;
  const window = document.defaultView as Window;
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement("canvas");
  canvas.className = "vantage-dots";
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.width = `${frame.width}px`;
  [canvas.width, canvas.height] = [frame.width * ratio, frame.height * ratio];
  const shapes = dots.map((dot): Dot => {
    const fill = dot.getAttribute("fill") ?? window.getComputedStyle(dot).fill;
    return {outline: outlineOf(dot), fill: resolved(plot, fill)};
  });
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
      paper.stroke(shape.outline);
    }
  };
}

function outlineOf(dot: Element): Path2D {
  const d = dot.getAttribute("d");
  if (d !== null) return new Path2D(d);
  const circle = new Path2D();
  circle.arc(0, 0, Number(dot.getAttribute("r") ?? 4), 0, 2 * Math.PI);
  return circle;
}

/** A color that a canvas understands: it knows no variables of the stylesheet. */
function resolved(place: Element, color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  const window = place.ownerDocument.defaultView as Window;
  return name ? window.getComputedStyle(place).getPropertyValue(name).trim() || "gray" : color;
}
