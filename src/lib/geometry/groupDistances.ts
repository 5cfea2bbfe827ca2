import {condensedSize} from "../core/condensed.js";
import {ShapeError} from "../core/errors.js";

/** The distances between the items of one group, or of two. */
export interface GroupDistances {
  /** pairs of items */
  readonly pairs: number;
  /** NaN without a pair */
  readonly mean: number;
  /** root mean square from the mean, over the pairs: how they spread, not how surely the mean is known */
  readonly spread: number;
}

/**
 * How far apart groups of items are: mean and spread of the distances within and between them.
 *
 * @param distances condensed, of n items
 * @param groups n whole numbers from 0; −1 for an item of no group
 * @param count of groups
 * @returns a symmetric table row by row, at `a * count + b` the pairs with one item in a and one in b
 * @throws ShapeError unless there is a group for each item
 */
export function groupDistances(
  distances: ArrayLike<number>,
  groups: readonly number[],
  count: number
): readonly GroupDistances[] {
  const n = condensedSize(distances.length);
  if (groups.length !== n)
    throw new ShapeError(`groupDistances: groups must be of ${n} items; got ${groups.length}`);
  const cells = Array.from({length: count * count}, () => ({pairs: 0, sum: 0, squares: 0}));
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const distance = distances[at++] as number;
      const [a, b] = [groups[i] as number, groups[j] as number];
      const cell = a < 0 || b < 0 ? undefined : cells[Math.min(a, b) * count + Math.max(a, b)];
      if (!cell) continue;
      cell.pairs++;
      cell.sum += distance;
      cell.squares += distance * distance;
    }
  const found = cells.map(({pairs, sum, squares}): GroupDistances => {
    const mean = sum / pairs;
    return {pairs, mean, spread: Math.sqrt(Math.max(0, squares / pairs - mean * mean))};
  });
  return cells.map((_, at) => {
    const [a, b] = [Math.floor(at / count), at % count];
    return found[Math.min(a, b) * count + Math.max(a, b)] as GroupDistances;
  });
}
