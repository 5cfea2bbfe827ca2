import {DomainError} from "../core/errors.js";
import type {Stream} from "../random/stream.js";
import {familyGroups} from "./folds.js";

/**
 * What a null hypothesis calls interchangeable: `free` all models; `within` models of one family;
 * `blocks` whole families, each for another of equal size.
 */
export type Exchange = "free" | "within" | "blocks";

type Families = readonly (string | null)[];

/** Arrangements a scheme must offer before it is chosen automatically. */
const enough = 100;

/**
 * Settles `auto`: `free` when no model has a family; else `blocks`, unless fewer than 100 distinct block
 * arrangements exist and `within` offers more.
 *
 * @param requested a scheme or `auto`
 * @param families n names, null where unknown (a family of its own)
 * @param labels n labels, so that only arrangements that differ are counted
 * @returns the scheme and how many distinct arrangements it has (may be Infinity)
 * @throws DomainError if `within` or `blocks` is asked for and no model has a family
 */
export function resolveExchange(
  requested: "auto" | Exchange,
  families: Families,
  labels: ArrayLike<number>
): {exchange: Exchange; arrangements: number} {
  const known = families.some((family) => family !== null);
  if (!known && (requested === "within" || requested === "blocks"))
    throw new DomainError(`exchange: ${requested} needs models with families; got none`);
  const counted = (exchange: Exchange) => ({
    exchange,
    arrangements: countArrangements(exchange, families, labels)
  });
  if (requested !== "auto") return counted(requested);
  if (!known) return counted("free");
  const blocks = counted("blocks");
  if (blocks.arrangements >= enough) return blocks;
  const within = counted("within");
  return within.arrangements > blocks.arrangements ? within : blocks;
}

/**
 * A random rearrangement: position i receives the label of position `result[i]`.
 *
 * @param families n names, null where unknown; `free` uses only their number
 * @param exchange the scheme
 * @param random where the shuffle comes from
 * @returns n positions
 */
export function permuteLabels(families: Families, exchange: Exchange, random: Stream): Int32Array {
  if (exchange === "free") return random.permutation(families.length);
  const source = new Int32Array(families.length);
  const groups = familyGroups(families);
  // Within a family its models are the units that move; between families, whole families are.
  const pools =
    exchange === "within" ? groups.map((group) => group.map((i) => [i])) : bySize(groups);
  for (const pool of pools)
    random.permutation(pool.length).forEach((from, to) => {
      pool[to]!.forEach((i, a) => {
        source[i] = pool[from]![a]!;
      });
    });
  return source;
}

/**
 * How many distinct label arrangements a scheme has, counting labels that are equal as one; Infinity
 * beyond the range of a double.
 *
 * @param exchange the scheme
 * @param families n names, null where unknown
 * @param labels n labels
 */
export function countArrangements(
  exchange: Exchange,
  families: Families,
  labels: ArrayLike<number>
): number {
  const groups = familyGroups(families);
  const own = (group: readonly number[]) => group.map((i) => String(labels[i]));
  if (exchange === "free") return distinctOrders(Array.from(labels, String));
  if (exchange === "within")
    return groups.reduce((product, group) => product * distinctOrders(own(group)), 1);
  return bySize(groups).reduce(
    (product, equal) => product * distinctOrders(equal.map((group) => own(group).join())),
    1
  );
}

/**
 * The smallest p-value B random rearrangements can give: the identity is always one of them, and among
 * few arrangements it keeps coming back.
 *
 * @param arrangements distinct arrangements, at least 1
 * @param draws B
 */
export function minP(arrangements: number, draws: number): number {
  return Math.max(1 / (draws + 1), 1 / arrangements);
}

/** n!/∏ multiplicities!, rounded. */
function distinctOrders(items: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let log = logFactorial(items.length);
  for (const count of counts.values()) log -= logFactorial(count);
  const value = Math.exp(log);
  return value < 1e12 ? Math.round(value) : value;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
}

function bySize(groups: readonly (readonly number[])[]): (readonly number[])[][] {
  const sizes = new Map<number, (readonly number[])[]>();
  for (const group of groups) {
    const equal = sizes.get(group.length);
    if (equal === undefined) sizes.set(group.length, [group]);
    else equal.push(group);
  }
  return [...sizes.values()];
}
