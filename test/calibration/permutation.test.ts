import {describe, expect, it} from "vitest";
import {type Matrix, matrix} from "../../src/lib/core/matrix.js";
import {squaredDistances, squareForm} from "../../src/lib/geometry/distances.js";
import {accuracy} from "../../src/lib/inference/classificationMetrics.js";
import {crossClassify, crossValidate} from "../../src/lib/inference/crossValidate.js";
import {type Exchange, permuteLabels} from "../../src/lib/inference/exchange.js";
import {leaveOneFamilyOut, leaveOneModelOut} from "../../src/lib/inference/folds.js";
import {nearestClassifier} from "../../src/lib/inference/nearest.js";
import {olsRegressor} from "../../src/lib/inference/ols.js";
import {isAsGood, permutationP} from "../../src/lib/inference/permutationTest.js";
import {sumOfSquares} from "../../src/lib/inference/regressionMetrics.js";
import {type Stream, stream} from "../../src/lib/random/stream.js";
import {sizeBand} from "./sizeBand.js";

/*
 * Null worlds: models come in families, places and labels both have intra-family correlation .7, and
 * have nothing to do with each other. How often does the test at .05 reject? B = 99, so that .05 is an
 * attainable level when statistics are continuous.
 */

const permutations = 99;
const level = 0.05;
const cells = 9;
const correlation = 0.7;

/** One null world's statistic of an arrangement of its labels. */
type World = (random: Stream) => (arrangement: Int32Array) => number;

function rejectionRate(
  families: readonly (string | null)[],
  exchange: Exchange,
  {world, draws, seed}: {world: World; draws: number; seed: number}
): number {
  let rejected = 0;
  const identity = Int32Array.from(families, (_, i) => i);
  for (let draw = 0; draw < draws; draw++) {
    const random = stream(seed, exchange, draw);
    const statistic = world(random);
    const observed = statistic(identity);
    let asGood = 0;
    for (let b = 0; b < permutations; b++)
      if (isAsGood(statistic(permuteLabels(families, exchange, random)), observed)) asGood++;
    if (permutationP(asGood, permutations) <= level + 1e-12) rejected++;
  }
  return rejected / draws;
}

/** n numbers with a shared part per family; larger families spread more when `uneven`. */
function correlated(families: readonly (string | null)[], random: Stream, uneven = false) {
  const shared = new Map(families.map((family) => [family, 0]));
  const sizes = new Map<string | null, number>();
  for (const family of families) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  for (const family of shared.keys()) shared.set(family, random.normal());
  return Float64Array.from(families, (family) => {
    const spread = uneven ? Math.sqrt(sizes.get(family)!) : 1;
    const own = Math.sqrt(1 - correlation) * random.normal();
    return spread * (Math.sqrt(correlation) * shared.get(family)! + own);
  });
}

function places(families: readonly (string | null)[], random: Stream, uneven: boolean): Matrix {
  const axes = [correlated(families, random, uneven), correlated(families, random, uneven)];
  const X = matrix(families.length, 2);
  families.forEach((_, i) => {
    for (let k = 0; k < 2; k++) X.data[i * 2 + k] = axes[k]![i]!;
  });
  return X;
}

/** How well least squares predicts held-out labels, `round` applied to the labels. */
function regressionWorld(
  families: readonly (string | null)[],
  {uneven = false, byFamily = false, round = (v: number) => v} = {}
): World {
  const folds = byFamily ? leaveOneFamilyOut(families) : leaveOneModelOut(families.length);
  return (random) => {
    const regressor = olsRegressor(places(families, random, uneven));
    const labels = correlated(families, random, uneven).map(round);
    return (arrangement) => {
      const moved = Float64Array.from(arrangement, (i) => labels[i]!);
      return -sumOfSquares(moved, crossValidate(regressor, moved, folds));
    };
  };
}

/** How often the nearest model of another family has the same class; classes belong to families. */
function classificationWorld(families: readonly string[]): World {
  const folds = leaveOneFamilyOut(families);
  return (random) => {
    const table = squareForm(squaredDistances(places(families, random, false)), families.length);
    const classifier = nearestClassifier(table);
    const classOf = new Map(families.map((family) => [family, 0]));
    for (const family of classOf.keys()) classOf.set(family, random.integer(2));
    const labels = Int32Array.from(families, (family) => classOf.get(family)!);
    return (arrangement) => {
      const moved = Int32Array.from(arrangement, (i) => labels[i]!);
      return accuracy(moved, crossClassify(classifier, moved, folds));
    };
  };
}

function familiesOf(sizes: readonly number[]): string[] {
  return sizes.flatMap((size, f) => new Array<string>(size).fill(`f${f}`));
}

const even = familiesOf(new Array(12).fill(5));
const unequal = familiesOf([8, 8, 8, 5, 5, 5, 5, 3, 3, 3, 3, 1, 1, 1, 1]);
const few = familiesOf([2, 2, 2, 2, 2, 2]);
const none = new Array<null>(20).fill(null);

describe("null size of the permutation test at .05", () => {
  const exact = (rate: number, draws: number) => {
    const {low, high} = sizeBand(level, draws, cells);
    expect(rate).toBeGreaterThan(low);
    expect(rate).toBeLessThan(high);
  };
  const atMost = (rate: number, draws: number) =>
    expect(rate).toBeLessThan(sizeBand(level, draws, cells).high);

  it("is exact for blocks with 12 families of 5", () => {
    const world = regressionWorld(even);
    exact(rejectionRate(even, "blocks", {world, draws: 10_000, seed: 1}), 10_000);
  });

  it("is exact for blocks with leave-one-family-out", () => {
    const world = regressionWorld(even, {byFamily: true});
    exact(rejectionRate(even, "blocks", {world, draws: 2_000, seed: 2}), 2_000);
  });

  it("is exact within families", () => {
    const world = regressionWorld(even);
    exact(rejectionRate(even, "within", {world, draws: 10_000, seed: 3}), 10_000);
  });

  it("is exact for blocks with unequal families that differ in spread by size", () => {
    const world = regressionWorld(unequal, {uneven: true});
    exact(rejectionRate(unequal, "blocks", {world, draws: 10_000, seed: 4}), 10_000);
  });

  it("is exact for free exchange of 20 models without families", () => {
    const world = regressionWorld(none.map((_, i) => `m${i}`));
    exact(rejectionRate(none, "free", {world, draws: 10_000, seed: 5}), 10_000);
  });

  it("does not exceed .05 for six families of two", () => {
    const world = regressionWorld(few);
    atMost(rejectionRate(few, "blocks", {world, draws: 10_000, seed: 6}), 10_000);
  });

  it("does not exceed .05 with tied labels", () => {
    const world = regressionWorld(even, {round: Math.round});
    atMost(rejectionRate(even, "blocks", {world, draws: 2_000, seed: 7}), 2_000);
  });

  it("does not exceed .05 for classes that belong to families, by nearest neighbor", () => {
    const world = classificationWorld(even);
    atMost(rejectionRate(even, "blocks", {world, draws: 2_000, seed: 8}), 2_000);
  });

  it("is far above .3 for free exchange among families: the scheme fails", () => {
    const world = regressionWorld(even);
    const draws = 2_000;
    const rate = rejectionRate(even, "free", {world, draws, seed: 9});
    expect(rate - (sizeBand(rate, draws, cells).high - rate)).toBeGreaterThan(0.3);
  });
});
