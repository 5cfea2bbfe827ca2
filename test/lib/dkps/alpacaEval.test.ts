import {beforeAll, describe, expect, it} from "vitest";
import {condensedSubset} from "../../../src/lib/core/condensed.js";
import {sumQueries} from "../../../src/lib/dkps/aggregate.js";
import {scaleSquared} from "../../../src/lib/dkps/scaling.js";
import {classicalMds, negativeMass} from "../../../src/lib/geometry/classicalMds.js";
import {squareForm} from "../../../src/lib/geometry/distances.js";
import {chooseDimension} from "../../../src/lib/geometry/elbows.js";
import {centredGram} from "../../../src/lib/geometry/gram.js";
import {classificationMetrics} from "../../../src/lib/inference/classificationMetrics.js";
import {crossClassify, crossValidate} from "../../../src/lib/inference/crossValidate.js";
import {leaveOneFamilyOut, leaveOneModelOut} from "../../../src/lib/inference/folds.js";
import {nestedIntervals, observedCoverage} from "../../../src/lib/inference/jackknifePlus.js";
import {meanRegressor} from "../../../src/lib/inference/meanRegressor.js";
import {nearestClassifier} from "../../../src/lib/inference/nearest.js";
import {olsRegressor} from "../../../src/lib/inference/ols.js";
import {regressionMetrics} from "../../../src/lib/inference/regressionMetrics.js";
import {ridgeBasis, ridgeRegressor} from "../../../src/lib/inference/ridge.js";
import {fullSpectrum} from "../../../src/lib/linalg/symmetricEigen.js";
import {type AlpacaEval, fixturesFolder, readAlpacaEval} from "./alpacaEvalFixture.js";

const folder = fixturesFolder();

describe.skipIf(folder === null)("AlpacaEval (skipped: VANTAGE_FIXTURES is not set)", () => {
  let study: AlpacaEval;
  let squared: Float64Array;
  beforeAll(() => {
    study = readAlpacaEval(folder!);
    const summed = sumQueries(study.table, (64 * 63) / 2, study.queries);
    squared = scaleSquared(summed, study.queries.length, "code");
  });

  it("has 149 complete queries and the reference distances", () => {
    expect(study.queries.length).toBe(149);
    const gaps = Array.from(squareForm(squared, 64).data, (v, at) =>
      Math.abs(Math.sqrt(v) - study.reference.all.D[Math.floor(at / 64)]![at % 64]!)
    );
    expect(Math.max(...gaps)).toBeLessThan(1e-7);
  });

  it("has the reference eigenvalues, coordinates and elbows", () => {
    const {eigenvalues, coordinates} = classicalMds(squared, {dimension: 10, count: 30});
    study.reference.all.eigenvalues.slice(0, 30).forEach((value, k) => {
      expect(Math.abs(eigenvalues[k]! / value - 1)).toBeLessThan(1e-5);
    });
    const sign = (k: number) =>
      Math.sign(coordinates.data[k]! * study.reference.all.coordinates_d10[0]![k]!);
    study.reference.all.coordinates_d10.forEach((row, i) => {
      row.forEach((value, k) => {
        expect(coordinates.data[i * 10 + k]).toBeCloseTo(sign(k) * value, 5);
      });
    });
    const spectrum = fullSpectrum(centredGram(squared));
    expect(negativeMass(spectrum)).toBe(0);
    const rule = {elbow: 2, elbowRule: "positive"} as const;
    expect(chooseDimension(spectrum, 64, rule)).toEqual({dimension: 25, elbows: [5, 25, 42]});
  });

  it("predicts the winrate of 61 models as the reference does", () => {
    const kept = study.models
      .map((_, i) => i)
      .filter((i) => study.families[i] !== "adversarial" && study.winrates[i] !== null);
    expect(kept.length).toBe(61);
    const labels = Float64Array.from(kept, (i) => study.winrates[i]!);
    const distances = condensedSubset(squared, 64, kept);
    const {coordinates} = classicalMds(distances, {dimension: 5});
    const byModel = leaveOneModelOut(61);
    const byFamily = leaveOneFamilyOut(kept.map((i) => study.families[i]!));
    const score = (regressor: typeof meanRegressor, folds: number[][]) =>
      regressionMetrics(
        labels,
        crossValidate(regressor, labels, folds),
        crossValidate(meanRegressor, labels, folds)
      );
    const ols = olsRegressor(coordinates);
    const model = score(ols, byModel);
    const family = score(ols, byFamily);
    expect(Math.abs(model.r2! - 0.665)).toBeLessThan(1e-3);
    expect(Math.abs(family.r2! - 0.672)).toBeLessThan(1e-3);
    expect(Math.abs(model.mae - 7.5)).toBeLessThan(1e-2);
    expect(Math.abs(family.mae - 7.6)).toBeLessThan(1e-2);
    expect(model.spearman).toBeCloseTo(0.85, 2);
    const ridge = ridgeRegressor(ridgeBasis(centredGram(distances)));
    expect(score(ridge, byModel).r2).toBeCloseTo(0.7612, 3);
    expect(score(ridge, byModel).mae).toBeCloseTo(6.303, 2);
    expect(score(ridge, byFamily).r2).toBeCloseTo(0.723, 3);
    const intervals = nestedIntervals(ols(labels), labels, byModel, {level: 0.9});
    expect(observedCoverage(labels, intervals)).toBe(55 / 61);
    const width = intervals.reduce((sum, {lower, upper}) => sum + upper - lower, 0) / 61;
    expect(width).toBeCloseTo(31.84, 1);
  });

  it("tells the family of 49 models from their nearest neighbor as the reference does", () => {
    const counts = new Map<string, number>();
    for (const f of study.families) counts.set(f, (counts.get(f) ?? 0) + 1);
    const aside = ["other", "mixture", "adversarial"];
    const kept = study.models
      .map((_, i) => i)
      .filter((i) => counts.get(study.families[i]!)! >= 3 && !aside.includes(study.families[i]!));
    expect(kept.length).toBe(49);
    const names = [...new Set(kept.map((i) => study.families[i]!))];
    const labels = Int32Array.from(kept, (i) => names.indexOf(study.families[i]!));
    const table = squareForm(condensedSubset(squared, 64, kept), 49);
    const accuracies = [1, 3, 5].map((neighbors) => {
      const classifier = nearestClassifier(table, {neighbors});
      const predicted = crossClassify(classifier, labels, leaveOneModelOut(49));
      return classificationMetrics(labels, predicted, names.length).accuracy;
    });
    expect(accuracies).toEqual([30 / 49, 28 / 49, 27 / 49]);
  });
});
