/** The penalty found by generalised cross-validation. */
export interface Penalty {
  readonly penalty: number;
  /** λ over the largest eigenvalue of B, in [1e-6, 1e3] */
  readonly relative: number;
  /** whether it lies at an end of the searched range */
  readonly boundary: "lower" | "upper" | null;
}

const lowest = -6;
const perDecade = 5;
const steps = 9 * perDecade;

/**
 * The penalties tried first: five a decade from 1e-6 to 1e3 times the largest eigenvalue.
 *
 * @param largest eigenvalue
 * @returns 46 numbers, ascending
 */
export function penaltyGrid(largest: number): Float64Array {
  return Float64Array.from({length: steps + 1}, (_, step) => 10 ** exponentAt(step) * largest);
}

/**
 * The penalty of least score: the best of the grid, refined between its neighbors by parabolas in the
 * logarithm.
 *
 * @param largest eigenvalue
 * @param onGrid score of the grid's penalty at a step
 * @param score score of any penalty
 * @returns `Penalty`; an end of the grid is returned as it is
 *
 * 46 scores on the grid and up to 12 off it, usually 3 to 5.
 */
export function penaltySearch(
  largest: number,
  onGrid: (step: number) => number,
  score: (penalty: number) => number
): Penalty {
  const scores = new Float64Array(steps + 1);
  let best = 0;
  for (let step = 0; step <= steps; step++) {
    scores[step] = onGrid(step);
    if (scores[step]! < scores[best]!) best = step;
  }
  if (best === 0 || best === steps) {
    const relative = 10 ** exponentAt(best);
    return {penalty: relative * largest, relative, boundary: best === 0 ? "lower" : "upper"};
  }
  const around = [best - 1, best, best + 1].map((step) => ({
    x: exponentAt(step),
    f: scores[step]!
  }));
  const relative = 10 ** parabolicMinimum((x) => score(10 ** x * largest), around as Bracket);
  return {penalty: relative * largest, relative, boundary: null};
}

function exponentAt(step: number): number {
  return lowest + step / perDecade;
}

/** Three points of a function, the middle one below the others. */
type Bracket = [Point, Point, Point];

interface Point {
  readonly x: number;
  readonly f: number;
}

/** The argument of a minimum inside a bracket, to about 1e-5: the vertex of parabola after parabola. */
function parabolicMinimum(f: (x: number) => number, [left, middle, right]: Bracket): number {
  let [a, b, c] = [left, middle, right];
  for (let round = 0; round < 12; round++) {
    const x = vertex(a, b, c);
    if (!(x > a.x && x < c.x)) break;
    if (Math.abs(x - b.x) < 1e-5) return x;
    const tried = {x, f: f(x)};
    const outer = tried.f < b.f ? b : tried;
    if (tried.f < b.f) b = tried;
    if (outer.x < b.x) a = outer;
    else c = outer;
  }
  return b.x;
}

/** Where the parabola through three points is level; NaN if they lie on a line. */
function vertex(a: Point, b: Point, c: Point): number {
  const before = (b.x - a.x) * (b.f - c.f);
  const after = (b.x - c.x) * (b.f - a.f);
  return b.x - ((b.x - a.x) * before - (b.x - c.x) * after) / (2 * (before - after));
}
