import {describe, expect, it} from "vitest";
import {DomainError, ShapeError} from "../../../src/lib/core/errors.js";
import {type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {squaredDistances, squareForm} from "../../../src/lib/geometry/distances.js";
import {centredGram} from "../../../src/lib/geometry/gram.js";
import {crossValidate, linearSmoother} from "../../../src/lib/inference/crossValidate.js";
import {kFold, leaveOneFamilyOut, leaveOneModelOut} from "../../../src/lib/inference/folds.js";
import {
  guaranteedCoverage,
  jackknifePlus,
  nestedIntervals,
  observedCoverage
} from "../../../src/lib/inference/jackknifePlus.js";
import {leverageWarnings} from "../../../src/lib/inference/leverageWarnings.js";
import {meanRegressor} from "../../../src/lib/inference/meanRegressor.js";
import {nearestRegressor} from "../../../src/lib/inference/nearest.js";
import {leverage, ols, olsRegressor, predictOls} from "../../../src/lib/inference/ols.js";
import {perTargetRegressor} from "../../../src/lib/inference/perTarget.js";
import {regressionMetrics} from "../../../src/lib/inference/regressionMetrics.js";
import type {HeldOut} from "../../../src/lib/inference/regressor.js";
import {
  choosePenalty,
  penaltyWarnings,
  ridgeBasis,
  ridgeRegressor
} from "../../../src/lib/inference/ridge.js";
import {ridgeGiven} from "../../../src/lib/inference/ridgeGiven.js";
import {multiplyVector, selectRows} from "../../../src/lib/linalg/vectors.js";
import {stream} from "../../../src/lib/random/stream.js";
import golden from "../../golden/inference/data.json" with {type: "json"};

const [n, d] = golden.shape as [number, number];
const X = matrix(n, d, Float64Array.from(golden.X));
const y = Float64Array.from(golden.y);
const byModel = leaveOneModelOut(n);
const byFamily = leaveOneFamilyOut(golden.families);
const distances = squareForm(squaredDistances(X), n);

function expectClose(a: ArrayLike<number>, b: ArrayLike<number>, digits = 9): void {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < b.length; i++) expect(a[i]).toBeCloseTo(b[i]!, digits);
}

describe("ols", () => {
  it("equals scikit-learn's fit, leverages and leave-one-out refits", () => {
    const fit = ols(X, y);
    expect(fit.intercept).toBeCloseTo(golden.ols.intercept, 10);
    expectClose(fit.coefficients, golden.ols.coefficients, 10);
    expectClose(fit.leverage, golden.ols.leverage, 12);
    expectClose(leverage(X), golden.ols.leverage, 12);
    expectClose(predictOls(fit, X), fit.fitted, 10);
    expectClose(crossValidate(olsRegressor(X), y, byModel), golden.ols.byModel);
    expectClose(crossValidate(olsRegressor(X), y, byFamily), golden.ols.byFamily);
  });

  it("does not mind dependent axes", () => {
    const twice = matrix(n, 2 * d);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < 2 * d; k++) twice.data[i * 2 * d + k] = X.data[i * d + (k % d)]!;
    expectClose(ols(twice, y).fitted, ols(X, y).fitted);
    expectClose(crossValidate(olsRegressor(twice), y, byModel), golden.ols.byModel);
  });

  it("refuses constant or infinite labels, too few models, and leverage one", () => {
    expect(() => ols(X, new Float64Array(n).fill(2))).toThrow(
      new DomainError("ols: labels must not all be equal; got 2 for every model")
    );
    expect(() =>
      ols(
        X,
        y.map((v, i) => (i === 4 ? Number.NaN : v))
      )
    ).toThrow(DomainError);
    expect(() => ols(matrix(1, 1), Float64Array.of(1))).toThrow(DomainError);
    expect(() => olsRegressor(matrix(4, 3))).toThrow(
      new DomainError("ols: a fit on 3 axes needs at least 5 labelled models; got 4")
    );
    const odd = matrix(4, 1, Float64Array.of(0, 0, 0, 7));
    expect(() => olsRegressor(odd)(Float64Array.of(1, 2, 3, 4)).predict([3])).toThrow(DomainError);
  });

  it("refuses to predict from models that leave the fit open", () => {
    const random = stream(6, "open");
    const X = matrix(12, 8, Float64Array.from({length: 96}, random.normal));
    const fit = olsRegressor(X)(Float64Array.from({length: 12}, random.normal));
    expect(fit.predict([3, 5, 8]).every(Number.isFinite)).toBe(true);
    expect(() => fit.predict([3, 5, 8, 9])).toThrow(
      new DomainError(
        "crossValidate: the models left must determine a fit on 8 axes; got 8 models without a group of 4"
      )
    );
    expect(() => fit.predict([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toThrow(DomainError);
  });

  it("warns of models whose leverage exceeds one half", () => {
    expect(leverageWarnings(Float64Array.of(0.2, 0.7), ["a", "b"])).toMatchObject([
      {code: "HIGH_LEVERAGE", value: ["b"]}
    ]);
    expect(leverageWarnings(Float64Array.of(0.2, 0.5), ["a", "b"])).toEqual([]);
  });
});

describe("ridge", () => {
  /** Distances in as many dimensions as there are models, so that any labels can be interpolated. */
  const wideDistances = squaredDistances(
    matrix(n, n, Float64Array.from({length: n * n}, stream(9, "wide").normal))
  );
  const basis = ridgeBasis(matrix(n, n, Float64Array.from(golden.ridge.gram)));
  const labels = Float64Array.from(golden.ridge.labels);

  it("finds the penalty SciPy finds for generalised cross-validation", () => {
    const {penalty, boundary} = choosePenalty(basis, labels);
    expect(boundary).toBeNull();
    expect(penalty / golden.ridge.penalty).toBeCloseTo(1, 4);
  });

  it("equals refitting by brute force at a fixed penalty", () => {
    const regressor = ridgeRegressor(basis, {penalty: golden.ridge.penalty});
    expectClose(crossValidate(regressor, labels, byModel), golden.ridge.byModel);
    expectClose(crossValidate(regressor, labels, byFamily), golden.ridge.byFamily);
  });

  it("equals refitting by brute force with a penalty chosen anew without each fold", () => {
    expectClose(
      crossValidate(ridgeRegressor(basis), labels, byModel),
      golden.ridge.chosenByModel,
      4
    );
    expectClose(
      crossValidate(ridgeRegressor(basis), labels, byFamily),
      golden.ridge.chosenByFamily,
      4
    );
  });

  it("chooses the penalty that the models outside the group choose among themselves", () => {
    const own = squaredDistances(selectRows(X, byFamily.slice(1).flat()));
    const all = ridgeBasis(centredGram(squaredDistances(X)));
    const alone = ridgeBasis(centredGram(own));
    const outside = Float64Array.from(byFamily.slice(1).flat(), (i) => y[i]!);
    const expected = choosePenalty(alone, outside);
    const found = ridgeGiven(all)(y).penaltyWithout(byFamily[0]!);
    expect(found.boundary).toBeNull();
    expect(found.penalty / expected.penalty).toBeCloseTo(1, 4);
  });

  it("never lets a fold's own labels choose its penalty", () => {
    const full = ridgeBasis(centredGram(wideDistances));
    for (const [space, folds] of [
      [basis, byModel],
      [basis, byFamily],
      [full, byModel],
      [full, byFamily]
    ] as const) {
      const regressor = ridgeRegressor(space);
      const before = regressor(labels).predict(folds[0]!);
      const changed = labels.map((v, i) => (folds[0]!.includes(i) ? 40 - 3 * v : v));
      expectClose(regressor(changed).predict(folds[0]!), before, 7);
    }
  });

  it("chooses its penalty again for every labelling, and keeps what labels do not decide", () => {
    const regressor = ridgeRegressor(basis);
    const own = crossValidate(regressor, labels, byModel);
    const other = crossValidate(regressor, Float64Array.from(labels).reverse(), byModel);
    expect(Math.abs(own[0]! - other[0]!)).toBeGreaterThan(1e-3);
    expect(crossValidate(regressor, labels, byModel)).toEqual(own);
    expectClose(own, crossValidate(ridgeRegressor(basis), labels, byModel), 12);
  });

  it("says when the best penalty lies on the boundary", () => {
    const exact = multiplyVector(basis.Q, new Float64Array(basis.values.length).fill(1));
    const found = choosePenalty(basis, exact);
    expect(found).toMatchObject({relative: 1e-6, boundary: "lower"});
    expect(penaltyWarnings(found)).toMatchObject([{code: "PENALTY_ON_BOUNDARY"}]);
    expect(penaltyWarnings(choosePenalty(basis, labels))).toEqual([]);
  });
});

describe("knn and mean", () => {
  it("average the nearest models outside the fold", () => {
    for (const neighbors of [1, 3] as const)
      expectClose(
        crossValidate(nearestRegressor(distances, {neighbors}), y, byFamily),
        golden.knn[neighbors]
      );
    expectClose(crossValidate(meanRegressor, y, byModel), golden.baseline);
  });

  it("refuse to learn from nobody", () => {
    expect(() => meanRegressor(y).predict(byModel.flat())).toThrow(
      new DomainError(`mean: a model must be left to learn from; got a group of all ${n}`)
    );
  });

  it("average over all models tied with the last one consulted", () => {
    const places = matrix(4, 1, Float64Array.of(0, 1, -1, 5));
    const table = squareForm(squaredDistances(places), 4);
    const labels = Float64Array.of(0, 10, 30, 50);
    expect(nearestRegressor(table)(labels).predict([0])[0]).toBe(20);
  });

  it("refuse more neighbors than there are models to ask", () => {
    expect(() => nearestRegressor(distances, {neighbors: 0})).toThrow(DomainError);
    expect(() => nearestRegressor(distances, {neighbors: n})(y).predict([0])).toThrow(
      new DomainError(`knn: neighbors must be at most the ${n - 1} models left to ask; got ${n}`)
    );
  });
});

describe("crossValidate", () => {
  it("equals a matrix with zeros inside folds times the labels", () => {
    const S = linearSmoother(olsRegressor(X), n, byFamily);
    expectClose(multiplyVector(S, y), golden.ols.byFamily);
    for (const fold of byFamily)
      for (const i of fold) for (const j of fold) expect(S.data[i * n + j]).toBe(0);
  });

  it("refuses folds that do not hold every model once", () => {
    expect(() => crossValidate(meanRegressor, y, [[0], [0, 1]])).toThrow(ShapeError);
  });

  it("never uses a fold's own labels", () => {
    const changed = y.map((v, i) => (golden.families[i] === "f0" ? v + 100 : v));
    for (const regressor of [olsRegressor(X), nearestRegressor(distances), meanRegressor]) {
      const before = crossValidate(regressor, y, byFamily);
      const after = crossValidate(regressor, changed, byFamily);
      byFamily[0]!.forEach((i) => {
        expect(after[i]).toBeCloseTo(before[i]!, 9);
      });
    }
  });
});

describe("perTargetRegressor", () => {
  it("equals the shared space when a target's space is a subset of it", () => {
    const spaceOf = (members: readonly number[]): Matrix => selectRows(X, members);
    const regressor = perTargetRegressor(n, spaceOf, olsRegressor);
    expectClose(crossValidate(regressor, y, byFamily), golden.ols.byFamily);
  });

  it("hides a fold's other models from a target", () => {
    const seen: number[][] = [];
    const spaceOf = (members: readonly number[]) => {
      seen.push([...members]);
      return selectRows(X, members);
    };
    perTargetRegressor(n, spaceOf, olsRegressor)(y).predict([2, 5]);
    expect(seen.map((members) => [members.length, members.at(-1)])).toEqual([
      [n - 1, 2],
      [n - 1, 5]
    ]);
  });
});

describe("regressionMetrics", () => {
  it("equals NumPy and SciPy", () => {
    const predicted = Float64Array.from(golden.ols.byModel);
    const metrics = regressionMetrics(y, predicted, Float64Array.from(golden.baseline));
    for (const [name, value] of Object.entries(golden.metrics))
      expect(metrics[name as keyof typeof metrics]).toBeCloseTo(value, 10);
  });

  it("has no R² for constant labels", () => {
    const same = Float64Array.of(1, 1, 1);
    const {r2, r2VsBaseline, spearman} = regressionMetrics(same, Float64Array.of(1, 2, 3), same);
    expect([r2, r2VsBaseline, spearman]).toEqual([null, null, null]);
  });
});

describe("jackknifePlus", () => {
  const fit = olsRegressor(X)(y);

  it("equals exhaustive refitting with single models as folds", () => {
    for (const [level, expected] of Object.entries(golden.jackknife))
      nestedIntervals(fit, y, byModel, {level: Number(level)}).forEach(({lower, upper}, i) => {
        expect(lower).toBeCloseTo(expected[i]![0]!, 8);
        expect(upper).toBeCloseTo(expected[i]![1]!, 8);
      });
  });

  it("is infinite when fewer than 1/α − 1 families stand behind it", () => {
    const others = byFamily.slice(1);
    const wide = jackknifePlus(fit, y, byFamily[0]!, {level: 0.9, folds: others});
    expect(wide.every(({lower, upper}) => lower === -Infinity && upper === Infinity)).toBe(true);
    const narrow = jackknifePlus(fit, y, byFamily[0]!, {level: 0.8, folds: others});
    expect(narrow.every(({lower, upper}) => upper - lower < Infinity)).toBe(true);
  });

  it("fits nothing when too few folds stand behind it", () => {
    const never: HeldOut = {
      predict() {
        throw new Error("must not be asked");
      }
    };
    for (const count of [2, 3, 9])
      for (const interval of nestedIntervals(never, y, kFold(n, count, stream(1)), {level: 0.9}))
        expect(interval).toEqual({lower: -Infinity, upper: Infinity});
    expect(() => nestedIntervals(never, y, kFold(n, 10, stream(1)), {level: 0.9})).toThrow("asked");
  });

  it("is infinite where a fit is impossible without two folds", () => {
    const halves = kFold(n, 2, stream(1, "halves"));
    const thirds = kFold(n, 3, stream(1, "thirds"));
    for (const [regressor, folds, level] of [
      [olsRegressor(X), halves, 0.5],
      [meanRegressor, halves, 0.5],
      [ridgeRegressor(ridgeBasis(centredGram(squaredDistances(X)))), halves, 0.5],
      [nearestRegressor(distances, {neighbors: 7}), thirds, 0.6]
    ] as const) {
      expect(crossValidate(regressor, y, folds).every(Number.isFinite)).toBe(true);
      for (const interval of nestedIntervals(regressor(y), y, folds, {level}))
        expect(interval).toEqual({lower: -Infinity, upper: Infinity});
    }
  });

  it("passes on what is not a matter of too few models", () => {
    const broken: HeldOut = {
      predict() {
        throw new ShapeError("broken: must fail");
      }
    };
    expect(() => jackknifePlus(broken, y, [0], {level: 0.5, folds: byModel.slice(1)})).toThrow(
      ShapeError
    );
  });

  it("ignores whatever label stands in for a model without one", () => {
    const folds = byModel.slice(1);
    const [known] = jackknifePlus(fit, y, [0], {level: 0.9, folds});
    const dummy = y.map((v, i) => (i === 0 ? 1e3 : v));
    const [placed] = jackknifePlus(olsRegressor(X)(dummy), dummy, [0], {level: 0.9, folds});
    expect(placed!.lower).toBeCloseTo(known!.lower, 7);
    expect(placed!.upper).toBeCloseTo(known!.upper, 7);
  });

  it("guarantees 1 − 2α, and counts labels on the ends as covered", () => {
    expect(guaranteedCoverage(0.9)).toBeCloseTo(0.8, 12);
    expect(guaranteedCoverage(0.3)).toBe(0);
    const intervals = [
      {lower: 0, upper: 1},
      {lower: 0, upper: 1}
    ];
    expect(observedCoverage(Float64Array.of(1, 2), intervals)).toBe(0.5);
  });

  it("refuses a level outside (0, 1)", () => {
    expect(() => jackknifePlus(fit, y, [0], {level: 1, folds: byModel})).toThrow(DomainError);
  });
});
