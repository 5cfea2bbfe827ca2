/** A place where two results say different things. */
export interface Difference {
  /** path into the result, e.g. `metrics.mae` */
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
  /** greatest difference over the size of the values, where both are numbers */
  readonly relative: number | null;
}

/**
 * Where two values of JSON differ, by path. Numbers count as equal within the tolerance, relative to the
 * larger; of lists of numbers of one length only the greatest difference is told, other lists of one length
 * are compared item by item. Axes of coordinates are compared up to their sign, which no analysis fixes.
 */
export function compareResults(a: unknown, b: unknown, tolerance: number, path = ""): Difference[] {
  if (isNumbers(a) && isNumbers(b) && a.length === b.length)
    return compareNumbers(a, b, tolerance, path);
  if (typeof a === "number" && typeof b === "number")
    return compareNumbers([a], [b], tolerance, path);
  if (isMatrix(a) && isMatrix(b) && `${a.shape}` === `${b.shape}` && path.endsWith("coordinates"))
    return compareNumbers(a.data, facing(b, a), tolerance, path);
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((item, i) => compareResults(item, b[i], tolerance, `${path}[${i}]`));
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) =>
      compareResults(a[key], b[key], tolerance, path === "" ? key : `${path}.${key}`)
    );
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [{path, a, b, relative: null}];
}

function compareNumbers(
  a: readonly number[],
  b: readonly number[],
  tolerance: number,
  path: string
): Difference[] {
  // Small entries of a list are measured by its largest: they are what rounding leaves.
  const size = Math.max(largest(a), largest(b), Number.MIN_VALUE);
  const gaps = a.map((value, i) => Math.abs(value - (b[i] as number)));
  const at = gaps.reduce((worst, gap, i) => (gap > (gaps[worst] as number) ? i : worst), 0);
  const relative = (gaps[at] ?? 0) / size;
  if (relative <= tolerance) return [];
  const where = a.length > 1 ? `${path}[${at}]` : path;
  return [{path: where, a: a[at], b: b[at], relative}];
}

/** In a loop: the distances of a thousand models are more arguments than a call may have. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

interface Matrix {
  readonly shape: readonly [number, number];
  readonly data: readonly number[];
}

/** The data of a matrix with each column turned to the side of another's. */
function facing({shape, data}: Matrix, to: Matrix): readonly number[] {
  const [, cols] = shape;
  const signs = Array.from({length: cols}, (_, k) => {
    let product = 0;
    for (let at = k; at < data.length; at += cols)
      product += (data[at] as number) * (to.data[at] ?? 0);
    return product < 0 ? -1 : 1;
  });
  return data.map((value, at) => value * (signs[at % cols] as number));
}

function isMatrix(value: unknown): value is Matrix {
  return isObject(value) && Array.isArray(value.shape) && isNumbers(value.data);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
