import {condensedSubset} from "../lib/core/condensed.js";
import {DomainError} from "../lib/core/errors.js";
import type {Matrix} from "../lib/core/matrix.js";
import type {Warning} from "../lib/core/warning.js";
import {classicalMds, type MdsResult} from "../lib/geometry/classicalMds.js";
import {squaredDistances, squareForm} from "../lib/geometry/distances.js";
import {centredGram} from "../lib/geometry/gram.js";
import {crossValidate, linearSmoother} from "../lib/inference/crossValidate.js";
import {type Exchange, resolveExchange} from "../lib/inference/exchange.js";
import {nestedIntervalSteps} from "../lib/inference/jackknifePlus.js";
import {leverageWarnings} from "../lib/inference/leverageWarnings.js";
import {meanRegressor} from "../lib/inference/meanRegressor.js";
import {nearestRegressor} from "../lib/inference/nearest.js";
import {checkLabels, leverage, olsRegressor} from "../lib/inference/ols.js";
import {permutationDraw} from "../lib/inference/permutationTest.js";
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
import type {Job} from "../runtime/jobs.js";
import {runSteps} from "../runtime/runSteps.js";
import type {CellContext} from "../runtime/workflow.js";
import {columnOf, keepLabelled, type Labelled, labelledRows, numberOf} from "./labels.js";
import type {Selection} from "./selection.js";
import {type Shuffles, shuffle} from "./shuffles.js";
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

/** What a method is bound to. */
interface Bound extends Pick<RegressionInputs, "method" | "k" | "induction"> {
  readonly target: Target;
  readonly squared: Squared;
  readonly placed: MdsResult;
  readonly chosen: {readonly dimension: number};
}

/**
 * The method, bound to where the labelled models are. `ridge` uses all of B and needs no axes: for
 * Euclidean distances every induction gives it the same predictions.
 */
export function bindMethod(
  {target, squared, placed, chosen, method, k, induction}: Bound,
  {warn}: Pick<CellContext, "warn">
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
  const steps = nestedIntervalSteps(regressor(values), values, left.folds, {level});
  return runSteps(steps, context, left.folds.length);
}

/** What another thread needs to make shuffles. */
interface AmountDraws extends Bound {
  readonly left: Validation;
  readonly exchange: Exchange;
  readonly seed: number;
}

/** Shuffles of a regression: 1 where shuffled labels are predicted at least as well. */
export const amountShuffles: Job<AmountDraws> = {
  name: "regression.permutation",
  prepare: (payload) => amountDraw(payload, bindMethod(payload, {warn: () => undefined}))
};

/**
 * Methods linear in the labels are one matrix product per shuffle; ridge chooses its penalty anew each
 * time. The statistic is the sum of squared errors, smaller the better.
 */
function amountDraw({target, left, method, exchange, seed}: AmountDraws, regressor: Regressor) {
  const {values, families} = target;
  const S = method === "ridge" ? null : linearSmoother(regressor, values.length, left.folds);
  const statistic = (arrangement: Int32Array) => {
    const labels = Float64Array.from(arrangement, (i) => values[i] as number);
    const predicted = S ? multiplyVector(S, labels) : crossValidate(regressor, labels, left.folds);
    return -sumOfSquares(labels, predicted);
  };
  return permutationDraw(statistic, {families, exchange, seed});
}

/** How often shuffled labels are predicted at least as well. */
export async function permute(
  {
    regressor,
    permutations,
    ...asked
  }: Omit<AmountDraws, "exchange"> &
    Pick<RegressionInputs, "exchange" | "permutations"> & {regressor: Regressor},
  context: CellContext
): Promise<Shuffles> {
  const {families, values} = asked.target;
  const scheme = resolveExchange(asked.exchange, families, values);
  const payload = () => ({...asked, ...scheme});
  const draw = () => amountDraw(payload(), regressor);
  const {seed} = asked;
  return shuffle({job: amountShuffles, payload, draw, permutations, scheme, seed}, context);
}
