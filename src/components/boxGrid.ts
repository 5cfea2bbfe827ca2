/** A rectangle of pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Boxes that can be asked for by place. */
export interface BoxGrid {
  add(box: Box): void;
  /** whether some box overlaps this one */
  isTouched(box: Box): boolean;
}

/** Larger than a point and its gap, about the length of a name. */
const cell = 48;

/** Boxes kept by the cells they lie in, so that thousands of points need not all be gone through. */
export function boxGrid(boxes: readonly Box[]): BoxGrid {
  const cells = new Map<string, Box[]>();
  const add = (box: Box) => {
    for (const key of keysOf(box)) {
      const there = cells.get(key);
      if (there) there.push(box);
      else cells.set(key, [box]);
    }
  };
  boxes.forEach(add);
  const isTouched = (box: Box) =>
    keysOf(box).some((key) => cells.get(key)?.some((other) => touches(box, other)));
  return {add, isTouched};
}

function keysOf({left, top, right, bottom}: Box): string[] {
  const keys: string[] = [];
  for (let x = Math.floor(left / cell); x * cell <= right; x++)
    for (let y = Math.floor(top / cell); y * cell <= bottom; y++) keys.push(`${x},${y}`);
  return keys;
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
