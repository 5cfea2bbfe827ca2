import {normalQuantile} from "../../src/lib/inference/normalQuantile.js";

/**
 * The band a measured rate must lie in when the true one is `rate`: the 99 % band of a binomial share,
 * Bonferroni over the cells looked at together.
 */
export function sizeBand(rate: number, draws: number, cells: number): {low: number; high: number} {
  const half = normalQuantile(1 - 0.005 / cells) * Math.sqrt((rate * (1 - rate)) / draws);
  return {low: rate - half, high: rate + half};
}

/** Three standard errors of a share. */
export function threeErrors(rate: number, draws: number): number {
  return 3 * Math.sqrt((rate * (1 - rate)) / draws);
}
