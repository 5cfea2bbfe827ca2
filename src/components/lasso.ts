import type {PointMark} from "./pointMark.js";

type Point = readonly [number, number];

/** A press that moves less than this is a click, in pixels of the drawing. */
const slip = 8;

/** Between corners of the line: closer ones would only cost time. */
const step = 3;

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * Lets a mouse draw a line around marks of models: a `vantage-select` event tells which were inside; a click
 * or Escape lets go of them. By keyboard the same is done by the filters over models.
 *
 * @param ring shows which marks are inside
 */
export function lasso(
  plot: HTMLElement,
  svg: SVGSVGElement,
  marks: readonly PointMark[],
  ring: (ids: readonly string[]) => void
): void {
  if (!marks.some(({id}) => id !== undefined)) return;
  const line = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("class", "vantage-lasso");
  let path: Point[] | null = null;

  plot.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    path = [placeOf(svg, event)];
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (!path) return;
    const place = placeOf(svg, event);
    if (distance(place, path.at(-1) as Point) < step) return;
    path.push(place);
    if (!isDrawn(path)) return;
    svg.append(line);
    line.setAttribute("d", `M${path.map((point) => point.join()).join("L")}Z`);
    ring(idsInside(marks, path));
  });
  plot.addEventListener("pointerup", () => {
    const drawn = path;
    path = null;
    line.remove();
    if (!drawn) return;
    if (!isDrawn(drawn)) return tell([]);
    // What ends a line is no click on a mark.
    plot.addEventListener("click", (event) => event.stopImmediatePropagation(), {
      capture: true,
      once: true
    });
    tell(idsInside(marks, drawn));
  });

  plot.addEventListener("keydown", ({key}) => key === "Escape" && tell([]));

  function tell(detail: readonly string[]): void {
    ring(detail);
    plot.dispatchEvent(new CustomEvent("vantage-select", {bubbles: true, detail}));
  }
}

function placeOf(svg: SVGSVGElement, event: PointerEvent): Point {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}

function isDrawn([first, ...rest]: readonly Point[]): boolean {
  return first !== undefined && rest.some((point) => distance(point, first) > slip);
}

function idsInside(marks: readonly PointMark[], path: readonly Point[]): string[] {
  return marks.flatMap(({id, x, y}) => (id !== undefined && isInside([x, y], path) ? [id] : []));
}

/** By the number of edges that a ray to the right crosses. */
export function isInside([x, y]: Point, path: readonly Point[]): boolean {
  let inside = false;
  path.forEach(([x1, y1], i) => {
    const [x2, y2] = path[(i + 1) % path.length] as Point;
    const crosses = y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
    if (crosses) inside = !inside;
  });
  return inside;
}
