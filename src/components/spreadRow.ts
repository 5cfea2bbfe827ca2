/**
 * Places on a line, in the order given and at least `gaps` apart, as near to the wanted ones as can be
 * (least squares): without the gaps this is monotone regression, done by pooling neighbours.
 *
 * @param wanted places, in the order they must keep
 * @param gaps between each and the one before it; the first is not read
 * @returns as many places; O(n)
 */
export function spreadRow(wanted: readonly number[], gaps: readonly number[]): number[] {
  let taken = 0;
  const offsets = wanted.map((_, i) => {
    if (i > 0) taken += gaps[i] as number;
    return taken;
  });
  const pools: {sum: number; count: number}[] = [];
  wanted.forEach((place, i) => {
    let pool = {sum: place - (offsets[i] as number), count: 1};
    for (let before = pools.at(-1); before && isBehind(pool, before); before = pools.at(-1)) {
      pools.pop();
      pool = {sum: pool.sum + before.sum, count: pool.count + before.count};
    }
    pools.push(pool);
  });
  const free = pools.flatMap(({sum, count}) => Array<number>(count).fill(sum / count));
  return free.map((place, i) => place + (offsets[i] as number));
}

type Pool = {readonly sum: number; readonly count: number};
const isBehind = (a: Pool, b: Pool) => a.sum / a.count < b.sum / b.count;
