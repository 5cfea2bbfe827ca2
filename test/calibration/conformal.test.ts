import {describe, expect, it} from "vitest";
import {type Matrix, matrix} from "../../src/lib/core/matrix.js";
import {squaredDistances, squareForm} from "../../src/lib/geometry/distances.js";
import {centredGram} from "../../src/lib/geometry/gram.js";
import {jackknifePlus} from "../../src/lib/inference/jackknifePlus.js";
import {nearestRegressor} from "../../src/lib/inference/nearest.js";
import {olsRegressor} from "../../src/lib/inference/ols.js";
import type {Regressor} from "../../src/lib/inference/regressor.js";
import {ridgeBasis, ridgeRegressor} from "../../src/lib/inference/ridge.js";
import {selectRows} from "../../src/lib/linalg/vectors.js";
import {type Stream, stream} from "../../src/lib/random/stream.js";
import {threeErrors} from "./sizeBand.js";

/*
 * How often does the jackknife+ interval of a model whose label is hidden hold that label? The band is
 * [1 − α − 3 SE, 1 − α + 1/(G + 1) + 3 SE] with G folds behind each interval.
 */

interface Drawn {
  /** the hidden model last */
  readonly X: Matrix;
  readonly labels: Float64Array;
}

/** `groups` folds of `size` models, places and noise sharing a part within a fold; one model more. */
function draw(random: Stream, groups: number, size: number, shared: number): Drawn {
  const n = (groups + 1) * size;
  const common = Array.from({length: groups + 1}, () => Array.from({length: 4}, random.normal));
  const value = (i: number, k: number) =>
    Math.sqrt(shared) * common[Math.floor(i / size)]![k]! + Math.sqrt(1 - shared) * random.normal();
  const X = matrix(n, 3);
  for (let i = 0; i < n; i++) for (let k = 0; k < 3; k++) X.data[i * 3 + k] = value(i, k);
  const labels = Float64Array.from(
    {length: n},
    (_, i) => X.data[i * 3]! - X.data[i * 3 + 1]! + value(i, 3)
  );
  // Only one model of the last fold is looked at: it belongs to a fold nobody has seen.
  const kept = Array.from({length: groups * size + 1}, (_, i) => i);
  return {X: selectRows(X, kept), labels: labels.slice(0, groups * size + 1)};
}

interface Cell {
  readonly groups: number;
  readonly size: number;
  readonly shared: number;
  readonly level: number;
  readonly draws: number;
  readonly seed: number;
}

function coverage(
  bind: (drawn: Drawn) => Regressor,
  {groups, size, shared, level, draws, seed}: Cell,
  foldSize = size
): number {
  let covered = 0;
  for (let at = 0; at < draws; at++) {
    const drawn = draw(stream(seed, "coverage", at), groups, size, shared);
    const target = groups * size;
    const folds = Array.from({length: target / foldSize}, (_, f) =>
      Array.from({length: foldSize}, (_, a) => f * foldSize + a)
    );
    const hidden = drawn.labels.slice();
    hidden[target] = 0;
    const [interval] = jackknifePlus(bind(drawn)(hidden), hidden, [target], {level, folds});
    const truth = drawn.labels[target]!;
    if (truth >= interval!.lower && truth <= interval!.upper) covered++;
  }
  return covered / draws;
}

function expectInBand(rate: number, {level, groups, draws}: Cell): void {
  const slack = threeErrors(level, draws);
  expect(rate).toBeGreaterThan(level - slack);
  expect(rate).toBeLessThan(level + 1 / (groups + 1) + slack);
}

const byOls = ({X}: Drawn) => olsRegressor(X);
const byNearest = ({X}: Drawn) => nearestRegressor(squareForm(squaredDistances(X), X.rows));
const byRidge = ({X}: Drawn) => ridgeRegressor(ridgeBasis(centredGram(squaredDistances(X))));

describe("coverage of jackknife+ intervals", () => {
  const single: Cell = {groups: 40, size: 1, shared: 0, level: 0.9, draws: 4_000, seed: 11};
  const families: Cell = {groups: 12, size: 5, shared: 0.7, level: 0.9, draws: 4_000, seed: 12};

  it("is nominal for a new model of the same collection, by least squares", () => {
    expectInBand(coverage(byOls, single), single);
    const half = {...single, level: 0.5, seed: 13};
    expectInBand(coverage(byOls, half), half);
  });

  it("is nominal by nearest neighbor, and by ridge", () => {
    const smaller = {...single, draws: 2_000, seed: 14};
    expectInBand(coverage(byNearest, smaller), smaller);
    expectInBand(coverage(byRidge, smaller), smaller);
  });

  it("is nominal for a model of a new family when families are the folds", () => {
    expectInBand(coverage(byOls, families), families);
  });

  it("falls short for a new family when models are taken for independent", () => {
    const rate = coverage(byOls, families, 1);
    expect(rate).toBeLessThan(0.9 - threeErrors(0.9, families.draws));
  });
});
