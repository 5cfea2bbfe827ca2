/** A drawing area with one unit as long across as up. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** data at the left and right edge, bottom and top edge */
  readonly x: [number, number];
  readonly y: [number, number];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly px: (x: number) => number;
  readonly py: (y: number) => number;
  readonly dataX: (px: number) => number;
  readonly dataY: (py: number) => number;
  /** ends of a bar of a round length, about a fifth of the width, starting at the left edge */
  readonly scaleBar: [number, number];
}

/** The frame that shows all points with `margin` pixels to spare, centred, at one scale. */
export function fitFrame(
  points: readonly (readonly [number, number])[],
  width: number,
  height: number,
  margin: number
): Frame {
  const [x0, x1] = extent(points.map(([x]) => x));
  const [y0, y1] = extent(points.map(([, y]) => y));
  const unit = Math.max((x1 - x0) / (width - 2 * margin), (y1 - y0) / (height - 2 * margin)) || 1;
  const left = (x0 + x1 - unit * width) / 2;
  const bottom = (y0 + y1 - unit * height) / 2;
  const [right, top] = [left + unit * width, bottom + unit * height];
  const bar = roundLength((unit * width) / 5);
  return {
    width,
    height,
    x: [left, right],
    y: [bottom, top],
    left,
    right,
    bottom,
    top,
    px: (x) => (x - left) / unit,
    py: (y) => height - (y - bottom) / unit,
    dataX: (px) => left + px * unit,
    dataY: (py) => bottom + (height - py) * unit,
    scaleBar: [left, left + bar]
  };
}

function extent(values: readonly number[]): [number, number] {
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0];
}

function roundLength(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  const lead = length / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
