/**
 * The value below which a standard normal deviate lies with probability p: Acklam's rational
 * approximation, polished by one step of Halley's method to about 1e-14.
 *
 * @param p in (0, 1); ∓Infinity at 0 and 1
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const x = p < 0.5 ? approximate(p) : -approximate(1 - p);
  const error = normalProbability(x) - p;
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - step / (1 + (x * step) / 2);
}

/**
 * The probability that a standard normal deviate is below x: by its Taylor-like series near zero, by
 * Laplace's continued fraction in the tails.
 *
 * @param x any number
 */
export function normalProbability(x: number): number {
  const size = Math.abs(x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (size > 3.5) {
    let fraction = size;
    for (let k = 60; k >= 1; k--) fraction = size + k / fraction;
    return x < 0 ? density / fraction : 1 - density / fraction;
  }
  // Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + density * sum;
}

/** Acklam's approximation for p ≤ ½, relative error below 1.15e-9. */
function approximate(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tail, q) / (polynomial(tailBelow, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(centre, r) * q) / (polynomial(centreBelow, r) * r + 1);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}

const centre = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239
];
const centreBelow = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572
];
const tail = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783
];
const tailBelow = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
