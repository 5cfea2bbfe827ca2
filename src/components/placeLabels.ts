import {type Box, boxGrid} from "./boxGrid.js";

/** A point in pixels with the name it would like to show. */
export interface LabelPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A label that found room: which point, and where its text starts from. */
export interface PlacedLabel {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

/** Room for labels, in pixels. `most` bounds how many are shown, `occupied` is taken already. */
export interface LabelOptions {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly gap: number;
  readonly most?: number;
  readonly occupied?: readonly Box[];
}

/**
 * Place as many labels as fit without touching a point, another label or the frame: greedily, the
 * most isolated points first, each at the first free place of right, left, above, below. Widths are
 * estimated at .56 em a character, so that the build and a browser agree.
 *
 * @returns placed labels in order of placement
 */
export function placeLabels(points: readonly LabelPoint[], options: LabelOptions): PlacedLabel[] {
  const dots = points.map(({x, y}) => around(x, y, options.gap));
  const taken = boxGrid([...dots, ...(options.occupied ?? [])]);
  const placed: PlacedLabel[] = [];
  for (const index of byIsolation(points)) {
    if (placed.length >= (options.most ?? Infinity)) break;
    const point = points[index] as LabelPoint;
    for (const candidate of candidates(point, index, options)) {
      const box = textBox(candidate, point.text, options.fontSize);
      if (!inside(box, options) || taken.isTouched(box)) continue;
      placed.push(candidate);
      taken.add(box);
      break;
    }
  }
  return placed;
}

/** By the distance to the nearest other point, looked for to both sides in the order of x. */
function byIsolation(points: readonly LabelPoint[]): number[] {
  const order = points.map((_, i) => i).sort((a, b) => points[a]!.x - points[b]!.x);
  const room = new Float64Array(points.length).fill(Infinity);
  order.forEach((i, at) => {
    const {x, y} = points[i] as LabelPoint;
    for (const step of [-1, 1])
      for (let k = at + step; k >= 0 && k < order.length; k += step) {
        const other = points[order[k] as number] as LabelPoint;
        const across = (other.x - x) ** 2;
        if (across >= room[i]!) break;
        room[i] = Math.min(room[i]!, across + (other.y - y) ** 2);
      }
  });
  return points.map((_, i) => i).sort((a, b) => room[b]! - room[a]! || a - b);
}

function candidates({x, y}: LabelPoint, index: number, {gap, fontSize}: LabelOptions) {
  const reach = gap + 3;
  return [
    {index, x: x + reach, y, anchor: "start"},
    {index, x: x - reach, y, anchor: "end"},
    {index, x, y: y - reach - fontSize / 2, anchor: "middle"},
    {index, x, y: y + reach + fontSize / 2, anchor: "middle"}
  ] satisfies PlacedLabel[];
}

function textBox({x, y, anchor}: PlacedLabel, text: string, fontSize: number): Box {
  const width = text.length * fontSize * 0.56;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return {left, top: y - fontSize * 0.55, right: left + width, bottom: y + fontSize * 0.55};
}

function around(x: number, y: number, gap: number): Box {
  return {left: x - gap, top: y - gap, right: x + gap, bottom: y + gap};
}

function inside(box: Box, {width, height}: LabelOptions): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}
