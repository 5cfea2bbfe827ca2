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
      Float64Array.from(nearest(group), (list) => {
        let sum = 0;
        for (const j of list) sum += labels[j]!;
        return sum / list.length;
      })
  });
}

/**
 * k-nearest-neighbor classification: the most frequent class among the k nearest models outside the
 * group, all models tied with the k-th included; between equally frequent classes the one with the
 * nearer member wins.
 *
 * @param squared n × n symmetric squared distances (`squareForm`); may be negative
 * @param options see `NearestOptions`
 * @throws DomainError if k is not a positive integer; on predicting, if fewer than k models are left
 */
export function nearestClassifier(squared: Matrix, options: NearestOptions = {}): Classifier {
  const nearest = nearestLists(squared, options);
  return (labels) => ({
    predict: (group) => Int32Array.from(nearest(group), (list) => vote(list, labels))
  });
}

/** The class with most votes; a Map keeps the order of first appearance, which is by distance. */
function vote(list: Int32Array, labels: Int32Array): number {
  const votes = new Map<number, number>();
  for (const j of list) votes.set(labels[j]!, (votes.get(labels[j]!) ?? 0) + 1);
  let winner = -1;
  let most = 0;
  for (const [label, count] of votes)
    if (count > most) {
      most = count;
      winner = label;
    }
  return winner;
}

/** Per group, kept between relabellings: for each member the models it listens to, nearest first. */
function nearestLists(squared: Matrix, {neighbors = 1}: NearestOptions) {
  if (!Number.isInteger(neighbors) || neighbors < 1)
    throw new DomainError(`knn: neighbors must be an integer of at least 1; got ${neighbors}`);
  const scale = squared.data.reduce((sum, v) => sum + Math.abs(v), 0) / squared.data.length;
  const known = new WeakMap<readonly number[], readonly Int32Array[]>();
  return (group: readonly number[]): readonly Int32Array[] => {
    const kept = known.get(group);
    if (kept !== undefined) return kept;
    const inside = new Set(group);
    const outside = Array.from({length: squared.rows}, (_, i) => i).filter((i) => !inside.has(i));
    if (outside.length < neighbors)
      throw new DomainError(
        `knn: neighbors must be at most the ${outside.length} models left to ask; got ${neighbors}`
      );
    const lists = group.map((i) => nearestOf(row(squared, i), outside, neighbors, scale));
    known.set(group, lists);
    return lists;
  };
}

/** The `count` nearest candidates and all tied with the last of them, up to rounding. */
function nearestOf(
  distances: Float64Array,
  candidates: readonly number[],
  count: number,
  scale: number
): Int32Array {
  const sorted = [...candidates].sort((a, b) => distances[a]! - distances[b]! || a - b);
  const last = distances[sorted[count - 1]!]!;
  const limit = last + 1e-9 * Math.abs(last) + 1e-12 * scale;
  return Int32Array.from(sorted.filter((j) => distances[j]! <= limit));
}
