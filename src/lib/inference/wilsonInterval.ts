import {DomainError} from "../core/errors.js";
import type {Interval} from "./jackknifePlus.js";
import {normalQuantile} from "./normalQuantile.js";

/**
 * Wilson's score interval for a share: (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
 *
 * @param share p̂ in [0, 1], e.g. an accuracy, or the mean of family accuracies
 * @param n independent units behind it, at least 1: models, or families where models of one family
 *   are alike
 * @param level coverage in (0, 1)
 * @throws DomainError if an argument is outside its range
 */
export function wilsonInterval(share: number, n: number, level: number): Interval {
  if (!(share >= 0 && share <= 1) || !(n >= 1) || !(level > 0 && level < 1))
    throw new DomainError(
      `wilsonInterval: share in [0, 1], n ≥ 1, level in (0, 1); got ${share}, ${n}, ${level}`
    );
  const z = normalQuantile((1 + level) / 2);
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return {lower: Math.max(0, (centre - half) / whole), upper: Math.min(1, (centre + half) / whole)};
}
