/**
 * Shares texts out to runs of a model, the longest first, so that a run pads little: no run is
 * padded to more than `budget` tokens in all, except one text that is longer by itself.
 *
 * @param lengths tokens of each text; those with none are in no run
 * @returns the positions of each run's texts
 */
export function tokenBatches(lengths: readonly number[], budget: number): number[][] {
  const length = (i: number) => lengths[i] as number;
  const order = lengths.map((_, i) => i).filter((i) => length(i) > 0);
  order.sort((a, b) => length(b) - length(a) || a - b);
  const batches: number[][] = [];
  let current: number[] = [];
  for (const i of order) {
    const first = current[0];
    if (first === undefined || (current.length + 1) * length(first) > budget) {
      current = [];
      batches.push(current);
    }
    current.push(i);
  }
  return batches;
}
