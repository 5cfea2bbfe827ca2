import {DomainError} from "../core/errors.js";
import type {Stream} from "../random/stream.js";

/** Groups of positions left out in turn; together they hold every model once. */
export type Folds = readonly (readonly number[])[];

/**
 * One fold per model.
 *
 * @param n number of models, at least 3
 * @throws DomainError if n < 3
 */
export function leaveOneModelOut(n: number): number[][] {
  if (n < 3)
    throw new DomainError(`leaveOneModelOut: at least three labelled models are needed; got ${n}`);
  return Array.from({length: n}, (_, i) => [i]);
}

/**
 * One fold per family, in order of first appearance; a model without a family is a family of its own.
 *
 * @param families n names, null where unknown
 * @throws DomainError if there are fewer than two families
 */
export function leaveOneFamilyOut(families: readonly (string | null)[]): number[][] {
  const folds = familyGroups(families);
  if (folds.length < 2)
    throw new DomainError(
      `leaveOneFamilyOut: at least two families are needed; got ${folds.length} (${families[0] ?? "none"})`
    );
  return folds;
}

/**
 * k folds of nearly equal size, models dealt at random.
 *
 * @param n number of models
 * @param count k, an integer in [2, n]
 * @param random where the shuffle comes from
 * @returns k folds, positions ascending in each
 * @throws DomainError if k is not an integer in [2, n]
 */
export function kFold(n: number, count: number, random: Stream): number[][] {
  if (!Number.isInteger(count) || count < 2 || count > n)
    throw new DomainError(`kFold: folds must be an integer in [2, ${n}]; got ${count}`);
  const order = random.permutation(n);
  const folds: number[][] = Array.from({length: count}, () => []);
  order.forEach((model, at) => {
    folds[at % count]!.push(model);
  });
  return folds.map((fold) => fold.sort((a, b) => a - b));
}

/** Positions by family, families in order of first appearance; each unknown (null) alone. */
export function familyGroups(families: readonly (string | null)[]): number[][] {
  const named = new Map<string, number[]>();
  const groups: number[][] = [];
  families.forEach((family, i) => {
    const known = family === null ? undefined : named.get(family);
    if (known !== undefined) {
      known.push(i);
      return;
    }
    const group = [i];
    groups.push(group);
    if (family !== null) named.set(family, group);
  });
  return groups;
}

/** The positions 0 … n − 1 that are not in `group`, ascending. */
export function outsideOf(group: readonly number[], n: number): number[] {
  const inside = new Set(group);
  return Array.from({length: n}, (_, i) => i).filter((i) => !inside.has(i));
}
