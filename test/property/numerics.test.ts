import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {condensedIndex, condensedLength, condensedSubset} from "../../src/lib/core/condensed.js";
import {type Matrix, matrix} from "../../src/lib/core/matrix.js";
import {sumQueries} from "../../src/lib/dkps/aggregate.js";
import {classicalMds} from "../../src/lib/geometry/classicalMds.js";
import {squaredDistances, squareForm} from "../../src/lib/geometry/distances.js";
import {profileElbows} from "../../src/lib/geometry/elbows.js";
import {centredGram, squaredFromGram} from "../../src/lib/geometry/gram.js";
import {procrustes} from "../../src/lib/geometry/procrustes.js";
import {crossClassify, crossValidate} from "../../src/lib/inference/crossValidate.js";
import {permuteLabels} from "../../src/lib/inference/exchange.js";
import {fisherClassifier} from "../../src/lib/inference/fisherClassifier.js";
import {leaveOneModelOut} from "../../src/lib/inference/folds.js";
import {nearestClassifier, nearestRegressor} from "../../src/lib/inference/nearest.js";
import {olsRegressor} from "../../src/lib/inference/ols.js";
import {permutationTest} from "../../src/lib/inference/permutationTest.js";
import {ridgeBasis, ridgeRegressor} from "../../src/lib/inference/ridge.js";
import {svd} from "../../src/lib/linalg/svd.js";
import {multiply, selectRows, transpose} from "../../src/lib/linalg/vectors.js";
import {stream} from "../../src/lib/random/stream.js";

/** A configuration of models, their labels, and the seed everything random about it came from. */
interface World {
  readonly seed: number;
  readonly X: Matrix;
  readonly labels: Float64Array;
  readonly classes: Int32Array;
}

const worlds = fc
  .record({seed: fc.nat(), n: fc.integer({min: 8, max: 24}), d: fc.integer({min: 1, max: 4})})
  .map(({seed, n, d}): World => {
    const random = stream(seed, "world");
    const X = matrix(n, d, Float64Array.from({length: n * d}, random.normal));
    const labels = Float64Array.from({length: n}, (_, i) => X.data[i * d]! + random.normal());
    return {
      seed,
      X,
      labels,
      classes: Int32Array.from(labels, (v, i) => (i < 4 ? i % 2 : +(v > 0)))
    };
  });

/** X turned, reflected perhaps, and moved. */
function moved({X, seed}: World): Matrix {
  const random = stream(seed, "motion");
  const square = matrix(X.cols, X.cols, Float64Array.from({length: X.cols ** 2}, random.normal));
  const {U, V} = svd(square);
  const turned = multiply(X, multiply(U, transpose(V)));
  const shift = Array.from({length: X.cols}, random.normal);
  return matrix(
    X.rows,
    X.cols,
    turned.data.map((v, at) => v + 10 * shift[at % X.cols]!)
  );
}

function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i]!)));
}

const tableOf = (X: Matrix) => squareForm(squaredDistances(X), X.rows);
const gramOf = (X: Matrix) => centredGram(squaredDistances(X));

describe("a rigid motion of the space", () => {
  it("leaves distances, and predictions of 1-NN, OLS, ridge and Fisher", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const {X, labels, classes} = world;
        const Y = moved(world);
        const folds = leaveOneModelOut(X.rows);
        expect(gap(squaredDistances(X), squaredDistances(Y))).toBeLessThan(1e-9);
        for (const [before, after] of [
          [olsRegressor(X), olsRegressor(Y)],
          [nearestRegressor(tableOf(X)), nearestRegressor(tableOf(Y))],
          [ridgeRegressor(ridgeBasis(gramOf(X))), ridgeRegressor(ridgeBasis(gramOf(Y)))]
        ] as const)
          expect(
            gap(crossValidate(before, labels, folds), crossValidate(after, labels, folds))
          ).toBeLessThan(1e-5);
        for (const [before, after] of [
          [nearestClassifier(tableOf(X)), nearestClassifier(tableOf(Y))],
          [fisherClassifier(X, 2), fisherClassifier(Y, 2)]
        ] as const)
          expect(crossClassify(before, classes, folds)).toEqual(
            crossClassify(after, classes, folds)
          );
      })
    );
  });

  it("is undone by procrustes", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(procrustes(moved(world), world.X).errors.maxRow).toBeLessThan(1e-9);
      })
    );
  });
});

describe("relabelling the models", () => {
  it("permutes coordinates and predictions", () => {
    fc.assert(
      fc.property(worlds, ({X, labels, seed}) => {
        const order = [...stream(seed, "order").permutation(X.rows)];
        const shuffled = selectRows(X, order);
        const squared = squaredDistances(X);
        expect(gap(squaredDistances(shuffled), condensedSubset(squared, X.rows, order))).toBe(0);
        const {coordinates} = classicalMds(squared, {dimension: X.cols});
        const again = classicalMds(squaredDistances(shuffled), {dimension: X.cols}).coordinates;
        expect(
          gap(
            squaredDistances(again),
            condensedSubset(squaredDistances(coordinates), X.rows, order)
          )
        ).toBeLessThan(1e-9);
        const folds = leaveOneModelOut(X.rows);
        const own = crossValidate(olsRegressor(X), labels, folds);
        const theirs = Float64Array.from(order, (i) => labels[i]!);
        const predicted = crossValidate(olsRegressor(shuffled), theirs, folds);
        expect(
          gap(
            predicted,
            Float64Array.from(order, (i) => own[i]!)
          )
        ).toBeLessThan(1e-9);
      })
    );
  });
});

describe("relabelling models that coincide", () => {
  it("permutes what their nearest neighbors predict", () => {
    const places = fc.array(fc.integer({min: 0, max: 4}), {minLength: 8, maxLength: 16});
    fc.assert(
      fc.property(places, fc.integer({min: 1, max: 5}), fc.nat(), (line, neighbors, seed) => {
        const X = matrix(line.length, 1, Float64Array.from(line));
        const random = stream(seed, "coinciding");
        const order = [...random.permutation(line.length)];
        const classes = Int32Array.from(line, () => random.integer(3));
        const folds = leaveOneModelOut(line.length);
        const predict = (space: Matrix, labels: Int32Array) => {
          const table = tableOf(space);
          const classified = crossClassify(nearestClassifier(table, {neighbors}), labels, folds);
          const regressor = nearestRegressor(table, {neighbors});
          return {classified, mean: crossValidate(regressor, Float64Array.from(labels), folds)};
        };
        const own = predict(X, classes);
        const theirs = predict(
          selectRows(X, order),
          Int32Array.from(order, (i) => classes[i]!)
        );
        expect([...theirs.classified]).toEqual(order.map((i) => own.classified[i]));
        expect([...theirs.mean]).toEqual(order.map((i) => own.mean[i]));
      })
    );
  });
});

describe("classical scaling", () => {
  it("keeps all distances when it keeps all axes", () => {
    fc.assert(
      fc.property(worlds, ({X}) => {
        const squared = squaredDistances(X);
        const {coordinates} = classicalMds(squared, {dimension: X.cols});
        expect(gap(squaredDistances(coordinates), squared)).toBeLessThan(1e-9);
      })
    );
  });

  it("puts duplicate models at distance zero", () => {
    fc.assert(
      fc.property(worlds, ({X}) => {
        const twice = selectRows(X, [...Array.from({length: X.rows}, (_, i) => i), 0]);
        const {coordinates} = classicalMds(squaredDistances(twice), {dimension: X.cols});
        const apart = squaredDistances(coordinates)[condensedIndex(X.rows + 1, 0, X.rows)]!;
        expect(apart).toBeLessThan(1e-18 + 1e-18 * X.rows);
      })
    );
  });

  it("takes distances to a Gram matrix and back, Euclidean or not", () => {
    fc.assert(
      fc.property(fc.integer({min: 2, max: 20}), fc.nat(), (n, seed) => {
        const random = stream(seed, "pairs");
        const squared = Float64Array.from({length: condensedLength(n)}, random.normal);
        const B = centredGram(squared, n);
        expect(gap(squaredFromGram(B), squared)).toBeLessThan(1e-12);
        for (let i = 0; i < n; i++)
          expect(B.data.subarray(i * n, (i + 1) * n).reduce((sum, v) => sum + v, 0)).toBeCloseTo(
            0,
            10
          );
      })
    );
  });
});

describe("sums over queries", () => {
  it("of two disjoint subsets add up, in any order", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 12}),
        fc.integer({min: 0, max: 12}),
        fc.nat(),
        (a, b, seed) => {
          const random = stream(seed, "table");
          const table = Float32Array.from({length: (a + b) * 7}, random.uniform);
          const order = [...random.permutation(a + b)];
          const whole = sumQueries(table, 7, order);
          const first = sumQueries(table, 7, order.slice(0, a));
          const second = sumQueries(table, 7, order.slice(a));
          expect(
            gap(
              whole,
              first.map((v, i) => v + second[i]!)
            )
          ).toBeLessThan(1e-12);
        }
      )
    );
  });
});

describe("elbows", () => {
  it("do not depend on the scale, and rise within the sequence", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 1, max: 1000}), {minLength: 2, maxLength: 30}),
        (numbers) => {
          const values = numbers.sort((a, b) => b - a);
          const elbows = profileElbows(values, 3);
          expect(
            profileElbows(
              values.map((v) => v * 1024),
              3
            )
          ).toEqual(elbows);
          expect([...new Set(elbows)].sort((a, b) => a - b)).toEqual(elbows);
          expect(elbows.at(-1)).toBeLessThanOrEqual(values.length);
        }
      )
    );
  });
});

describe("permutation tests", () => {
  const families = fc.array(fc.option(fc.constantFrom("a", "b", "c", "d")), {
    minLength: 2,
    maxLength: 12
  });

  it("rearrange every scheme into a permutation", () => {
    fc.assert(
      fc.property(
        families,
        fc.constantFrom("free", "within", "blocks"),
        fc.nat(),
        (names, exchange, seed) => {
          const source = permuteLabels(names, exchange, stream(seed));
          expect([...source].sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
        }
      )
    );
  });

  it("give p in [1/(B + 1), 1]", () => {
    fc.assert(
      fc.property(
        families,
        fc.nat(),
        fc.integer({min: 1, max: 30}),
        (names, seed, permutations) => {
          const weights = Array.from({length: names.length}, stream(seed, "weights").normal);
          const {pValue} = permutationTest(
            (a) => a.reduce((sum, from, to) => sum + from * weights[to]!, 0),
            {families: names, exchange: "free", arrangements: 2, permutations, seed}
          );
          expect(pValue).toBeGreaterThanOrEqual(1 / (permutations + 1));
          expect(pValue).toBeLessThanOrEqual(1);
        }
      )
    );
  });
});
