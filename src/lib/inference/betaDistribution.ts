import {DomainError} from "../core/errors.js";

const lanczosSeries = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7
];

/** ln Γ(x) for x > 0, by Lanczos's series with g = 7; relative error about 1e-14. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = lanczosSeries.reduce(
    (sum, term, k) => sum + term / (shifted + k + 1),
    0.9999999999998099
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

/**
 * The probability that a Beta(a, b) deviate is below x: the regularized incomplete beta function, by its
 * continued fraction (modified Lentz).
 *
 * @param x in [0, 1]
 * @param a, b above 0
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0))
    throw new DomainError(`betaProbability: a, b must be > 0; got ${a}, ${b}`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaProbability(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(front) / a) * betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      value *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** The value below which a Beta(a, b) deviate lies with probability p, by bisection to rounding. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaProbability(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The value below which a Student t deviate lies with probability p.
 *
 * @param p in (0, 1)
 * @param freedom degrees of freedom, above 0
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0;
  // t² ν/(ν + t²) … : X = ν/(ν + t²) is Beta(ν/2, ½), and both tails together weigh P(X ≤ x).
  const x = betaQuantile(2 * Math.min(p, 1 - p), freedom / 2, 0.5);
  const t = Math.sqrt(freedom * (1 / x - 1));
  return p < 0.5 ? -t : t;
}

/**
 * Clopper and Pearson's interval for a probability: covers at least as often as the level says.
 *
 * @param count how often it happened, of `n`
 * @param level in (0, 1)
 */
export function clopperPearson(count: number, n: number, level: number) {
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    upper: count === n ? 1 : betaQuantile(1 - tail, count + 1, n - count)
  };
}

/**
 * Student's interval for the mean of independent values.
 *
 * @param values at least two
 * @param level in (0, 1)
 * @throws DomainError for fewer than two
 */
export function meanInterval(values: readonly number[], level: number) {
  const n = values.length;
  if (n < 2) throw new DomainError(`meanInterval: there must be two values at least; got ${n}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return {mean, lower: mean - half, upper: mean + half};
}
