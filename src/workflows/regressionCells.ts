import {condensedSubset} from "../lib/core/condensed.js";
import {DomainError} from "../lib/core/errors.js";
import type {Matrix} from "../lib/core/matrix.js";
import type {Warning} from "../lib/core/warning.js";
import {classicalMds, type MdsResult} from "../lib/geometry/classicalMds.js";
import {squaredDistances, squareForm} from "../lib/geometry/distances.js";
import {centredGram} from "../lib/geometry/gram.js";
import {crossValidate, linearSmoother} from "../lib/inference/crossValidate.js";
import {resolveExchange} from "../lib/inference/exchange.js";
import {nestedIntervalSteps} from "../lib/inference/jackknifePlus.js";
import {leverageWarnings} from "../lib/inference/leverageWarnings.js";
import {meanRegressor} from "../lib/inference/meanRegressor.js";
import {nearestRegressor} from "../lib/inference/nearest.js";
import {checkLabels, leverage, olsRegressor} from "../lib/inference/ols.js";
import {permutationDraws} from "../lib/inference/permutationTest.js";
import {perTargetRegressor, type SpaceOf} from "../lib/inference/perTarget.js";
import {sumOfSquares} from "../lib/inference/regressionMetrics.js";
import type {Regressor} from "../lib/inference/regressor.js";
import {
  choosePenalty,
  penaltyWarnings,
  ridgeBasis,
  ridgeRegressor
} from "../lib/inference/ridge.js";
import {multiplyVector, selectRows} from "../lib/linalg/vectors.js";
import type {RegressionInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {runSteps} from "../runtime/runSteps.js";
import type {CellContext} from "../runtime/workflow.js";
import {columnOf, keepLabelled, type Labelled, labelledRows, numberOf} from "./labels.js";
import type {Selection} from "./selection.js";
import type {Squared} from "./spaceCells.js";
import {type Validation, validate} from "./validation.js";

/** What is predicted, for the labelled models among those in the space. */
export interface Target extends Labelled {
  readonly values: Float64Array;
}

/** The column predicted. */
export function covariateColumn({
  study,
  covariate
}: Pick<RegressionInputs, "covariate"> & {study: StudyData}): string {
  const column = columnOf(study, "covariate", covariate, ["number", "boolean"]);
  if (study.models.every((model) => numberOf(model[column]) === null))
    throw new DomainError(`covariate: must be numeric; got ${JSON.stringify(column)}`);
  return column;
}

/** The models of the space, by the induction. */
export const keepMeasured = keepLabelled(numberOf);

/** The labels, in the order of the labelled rows. @throws DomainError if they are constant */
export function targetOf({
  study,
  column,
  selection
}: {
  study: StudyData;
  column: string;
  selection: Selection;
}): Target {
  const {labels, ...labelled} = labelledRows(study, column, selection, numberOf);
  const values = Float64Array.from(labels);
  checkLabels(values, `covariate ${column}`);
  return {...labelled, values};
}

/** The folds, over the labelled models. */
export function leaveOut({
  target,
  validation,
  folds,
  seed
}: Pick<RegressionInputs, "validation" | "folds" | "seed"> & {target: Target}): Validation {
  return validate(validation, target.families, {folds, seed});
}

/** The coordinates of some of n models in a space of their own. */
export function spaceOf(squared: Float64Array, n: number, dimension: number): SpaceOf {
  return (members) => classicalMds(condensedSubset(squared, n, members), {dimension}).coordinates;
}

/**
 * The method, bound to where the labelled models are. `ridge` uses all of B and needs no axes: for
 * Euclidean distances every induction gives it the same predictions.
 */
export function bindMethod(
  {
    target,
    squared,
    placed,
    chosen,
    method,
    k,
    induction
  }: Pick<RegressionInputs, "method" | "k" | "induction"> & {
    target: Target;
    squared: Squared;
    placed: MdsResult;
    chosen: {dimension: number};
  },
  {warn}: CellContext
): Regressor {
  const n = target.rows.length;
  const own = condensedSubset(squared.values, squared.n, target.rows);
  if (method === "mean") return meanRegressor;
  if (method === "ridge") {
    const basis = ridgeBasis(centredGram(own, n));
    penaltyWarnings(choosePenalty(basis, target.values)).forEach(warn);
    return ridgeRegressor(basis);
  }
  const bind = (X: Matrix) =>
    method === "ols"
      ? olsRegressor(X)
      : nearestRegressor(squareForm(squaredDistances(X), X.rows), {neighbors: k});
  if (induction === "references+target")
    return perTargetRegressor(n, spaceOf(own, n, chosen.dimension), bind);
  return bind(selectRows(placed.coordinates, target.rows));
}

/** Out-of-fold predictions, and those of the training mean beside them. */
export function predict({
  target,
  left,
  regressor
}: {
  target: Target;
  left: Validation;
  regressor: Regressor;
}) {
  return {
    predicted: crossValidate(regressor, target.values, left.folds),
    baseline: crossValidate(meanRegressor, target.values, left.folds)
  };
}

/** Leverages of the straight fit, with a warning where one model decides it; null otherwise. */
export function leverageOf(
  {target, placed, method}: Pick<RegressionInputs, "method"> & {target: Target; placed: MdsResult},
  {warn}: CellContext
): Float64Array | null {
  if (method !== "ols") return null;
  const leverages = leverage(selectRows(placed.coordinates, target.rows));
  leverageWarnings(leverages, target.models).forEach((warning: Warning) => void warn(warning));
  return leverages;
}

/** Nested jackknife+ intervals: each model's from the labels of the others only. */
export function intervalsOf(
  {
    target,
    left,
    regressor,
    level
  }: Pick<RegressionInputs, "level"> & {target: Target; left: Validation; regressor: Regressor},
  context: CellContext
) {
  const {values} = target;
  return runSteps(nestedIntervalSteps(regressor(values), values, left.folds, {level}), context);
}

/**
 * How often shuffled labels are predicted at least as well (smaller sum of squared errors). Methods
 * linear in the labels are one matrix product per shuffle; ridge chooses its penalty anew each time.
 */
export async function permute(
  {
    target,
    left,
    regressor,
    method,
    exchange,
    permutations,
    seed
  }: Pick<RegressionInputs, "method" | "exchange" | "permutations" | "seed"> & {
    target: Target;
    left: Validation;
    regressor: Regressor;
  },
  context: CellContext
) {
  const {values, families} = target;
  const scheme = resolveExchange(exchange, families, values);
  if (permutations === 0) return {...scheme, permutations, asGood: null, pValue: null, minP: null};
  const S = method === "ridge" ? null : linearSmoother(regressor, values.length, left.folds);
  const statistic = (arrangement: Int32Array) => {
    const labels = Float64Array.from(arrangement, (i) => values[i] as number);
    const predicted = S ? multiplyVector(S, labels) : crossValidate(regressor, labels, left.folds);
    return -sumOfSquares(labels, predicted);
  };
  const draws = permutationDraws(statistic, {families, permutations, seed, ...scheme});
  return {...scheme, ...(await runSteps(draws, context))};
}
