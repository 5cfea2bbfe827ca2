import {DomainError} from "../core/errors.js";
import {type Matrix, row} from "../core/matrix.js";
import type {Classifier, Regressor} from "./regressor.js";

/** What to do with the k nearest models. */
export interface NearestOptions {
  /** k, at least 1; models at the same distance as the k-th take part too (1) */
  readonly neighbors?: number;
}

/**
 * k-nearest-neighbor regression: the mean label of the k nearest models outside the group, all models
 * tied with the k-th included, so that the order of models never matters.
 *
 * @param squared n × n symmetric squared distances (`squareForm`); may be negative
 * @param options see `NearestOptions`
 * @throws DomainError if k is not a positive integer; on predicting, if fewer than k models are left
 */
export function nearestRegressor(squared: Matrix, options: NearestOptions = {}): Regressor {
  const nearest = nearestLists(squared, options);
  return (labels) => ({
    predict: (group) =>
      Float64Array.from(nearest(group), ({models}) => {
        let sum = 0;
        for (const j of models) sum += labels[j]!;
        return sum / models.length;
      })
  });
}

/**
 * k-nearest-neighbor classification: the most frequent class among the k nearest models outside the
 * group, all models tied with the k-th included; between equally frequent classes the one with the
 * nearer member wins and, where these are equally near, the one of smaller number. The order of models
 * never matters.
 *
 * @param squared n × n symmetric squared distances (`squareForm`); may be negative
 * @param options see `NearestOptions`
 * @throws DomainError if k is not a positive integer; on predicting, if fewer than k models are left
 */
export function nearestClassifier(squared: Matrix, options: NearestOptions = {}): Classifier {
  const nearest = nearestLists(squared, options);
  return (labels) => ({
    predict: (group) => Int32Array.from(nearest(group), (heard) => vote(heard, labels))
  });
}

/** The class with most votes; among equals the nearest, up to rounding, and of those the first. */
function vote(heard: Heard, labels: Int32Array): number {
  const classes = new Map<number, {votes: number; distance: number}>();
  heard.models.forEach((j, at) => {
    const found = classes.get(labels[j]!);
    // Models come nearest first, so a class keeps the distance it is met at.
    if (found) found.votes++;
    else classes.set(labels[j]!, {votes: 1, distance: heard.distances[at]!});
  });
  const all = [...classes].map(([label, found]) => ({label, ...found}));
  const most = Math.max(...all.map(({votes}) => votes));
  const equal = all.filter(({votes}) => votes === most);
  const limit = heard.upTo(Math.min(...equal.map(({distance}) => distance)));
  const near = equal.filter(({distance}) => distance <= limit);
  return Math.min(...near.map(({label}) => label));
}

/** The models that one model listens to. */
interface Heard {
  /** nearest first, those tied with the last included */
  readonly models: Int32Array;
  /** their squared distances */
  readonly distances: Float64Array;
  /** the largest distance that counts as equal to a given one */
  upTo(distance: number): number;
}

/** Per group, kept between relabellings: for each member the models it listens to, nearest first. */
function nearestLists(squared: Matrix, {neighbors = 1}: NearestOptions) {
  if (!Number.isInteger(neighbors) || neighbors < 1)
    throw new DomainError(`knn: neighbors must be an integer of at least 1; got ${neighbors}`);
  const n = squared.rows;
  const scale = squared.data.reduce((sum, v) => sum + Math.abs(v), 0) / squared.data.length;
  const orders = Array.from({length: n}, (_, i) => orderOf(row(squared, i)));
  const known = new WeakMap<readonly number[], readonly Heard[]>();
  return (group: readonly number[]): readonly Heard[] => {
    const kept = known.get(group);
    if (kept !== undefined) return kept;
    const left = n - new Set(group).size;
    if (left < neighbors)
      throw new DomainError(
        `knn: neighbors must be at most the ${left} models left to ask; got ${neighbors}`
      );
    const inside = new Uint8Array(n);
    for (const i of group) inside[i] = 1;
    const upTo = (distance: number) => distance + 1e-9 * Math.abs(distance) + 1e-12 * scale;
    const take = {inside, count: neighbors, upTo};
    const lists = group.map((i) => nearestOf(row(squared, i), orders[i]!, take));
    known.set(group, lists);
    return lists;
  };
}

/** Positions from the nearest to the farthest; equal distances by position. */
function orderOf(distances: Float64Array): Int32Array {
  return Int32Array.from(distances, (_, j) => j).sort(
    (a, b) => distances[a]! - distances[b]! || a - b
  );
}

/** The `count` nearest models outside the group and all tied with the last of them, up to rounding. */
function nearestOf(
  distances: Float64Array,
  order: Int32Array,
  {inside, count, upTo}: {inside: Uint8Array; count: number; upTo: Heard["upTo"]}
): Heard {
  const list: number[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (const j of order) {
    if (inside[j] === 1) continue;
    const distance = distances[j]!;
    if (distance > limit) break;
    list.push(j);
    if (list.length === count) limit = upTo(distance);
  }
  return {
    models: Int32Array.from(list),
    distances: Float64Array.from(list, (j) => distances[j]!),
    upTo
  };
}
