import {
  guaranteedCoverage,
  type Interval,
  observedCoverage
} from "../lib/inference/jackknifePlus.js";
import {regressionMetrics} from "../lib/inference/regressionMetrics.js";
import {type RegressionInputs, regressionInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {type CellContext, workflow} from "../runtime/workflow.js";
import {
  bindMethod,
  covariateColumn,
  intervalsOf,
  keepMeasured,
  leaveOut,
  leverageOf,
  permute,
  predict,
  type Target,
  targetOf
} from "./regressionCells.js";
import type {RegressionResult} from "./results.js";
import {type Members, positionsKey, type Selection} from "./selection.js";
import type {Shuffles} from "./shuffles.js";
import {placement} from "./space.js";
import type {Validation} from "./validation.js";

/**
 * Predict a numeric covariate of the models from where they are in perspective space, by models left
 * out, beside the training mean; with jackknife+ intervals and a permutation test (methods §0, §2).
 */
export const regression = workflow<StudyData>("regression")(regressionInputs)
  .cell("column", ["study", "covariate"], covariateColumn, {key: String})
  .cell("members", ["study", "models", "column", "induction"], keepMeasured, {
    key: ({positions, unlabelled}) => `${positionsKey(positions)};${unlabelled}`
  })
  .use(placement)
  .cell("target", ["study", "column", "selection"], targetOf)
  .cell("left", ["target", "validation", "folds", "seed"], leaveOut)
  .cell(
    "regressor",
    ["target", "squared", "placed", "chosen", "method", "k", "induction"],
    bindMethod
  )
  .cell("predictions", ["target", "left", "regressor"], predict)
  .cell("leverage", ["target", "placed", "method"], leverageOf)
  .cell("intervals", ["target", "left", "regressor", "level"], intervalsOf)
  .cell(
    "estimate",
    [
      "target",
      "left",
      "members",
      "selection",
      "chosen",
      "predictions",
      "leverage",
      "method",
      "level"
    ],
    estimateOf
  )
  .cell(
    "permutation",
    [
      "target",
      "left",
      "regressor",
      "squared",
      "placed",
      "chosen",
      "method",
      "k",
      "induction",
      "exchange",
      "permutations",
      "seed"
    ],
    permute
  )
  .cell("result", ["estimate", "target", "left", "intervals", "permutation", "level"], completed)
  .build();

interface Found extends Pick<RegressionInputs, "method" | "level"> {
  readonly target: Target;
  readonly left: Validation;
  readonly members: Members;
  readonly selection: Selection;
  readonly chosen: {readonly dimension: number};
  readonly predictions: ReturnType<typeof predict>;
  readonly leverage: Float64Array | null;
}

/** What is known before intervals and shuffles: a page shows it while they are being made. */
function estimateOf(found: Found, {warn}: CellContext): RegressionResult {
  const {target, left, members, selection, predictions} = found;
  const metrics = regressionMetrics(target.values, predictions.predicted, predictions.baseline);
  const baseline = regressionMetrics(target.values, predictions.baseline, predictions.baseline);
  if (members.unlabelled.length > 0)
    warn({
      code: "UNLABELLED_MODELS",
      message: `${members.unlabelled.length} models have no ${target.column} and are not predicted`,
      value: members.unlabelled
    });
  // The training mean of the others falls as a model's own label rises: its rank correlation is −1.
  const ranked = found.method === "mean" ? {spearman: null, kendall: null} : {};
  return {
    provisional: true,
    covariate: target.column,
    method: found.method,
    validation: left.name,
    models: target.models,
    unlabelled: members.unlabelled,
    queriesUsed: selection.questions.length,
    dimension: ["ols", "knn"].includes(found.method) ? found.chosen.dimension : null,
    predictions: target.models.map((model, i) => ({
      model,
      observed: target.values[i] as number,
      predicted: predictions.predicted[i] as number,
      lower: null,
      upper: null
    })),
    metrics: {...metrics, ...ranked},
    leverage: found.leverage && Array.from(found.leverage),
    baseline: {mae: baseline.mae, rmse: baseline.rmse, spearman: null},
    pValue: null,
    asGood: null,
    coverage: null,
    inference: {
      target: "these queries",
      unit: left.name === "leave-one-family-out" ? "family" : "model",
      exchange: "none",
      B: 0,
      minP: null
    }
  };
}

interface Completion {
  readonly estimate: RegressionResult;
  readonly target: Target;
  readonly left: Validation;
  readonly intervals: readonly Interval[];
  readonly permutation: Shuffles;
  readonly level: number;
}

/** The estimate with its intervals and its test. */
function completed(found: Completion, {warn}: CellContext): RegressionResult {
  const {estimate, target, left, intervals, permutation, level} = found;
  const isBounded = intervals.every(({lower, upper}) => Number.isFinite(upper - lower));
  if (!isBounded)
    warn({
      code: "INFINITE_INTERVALS",
      message: `${left.folds.length} groups are too few for bounded intervals at level ${level}`,
      value: left.folds.length
    });
  const {provisional: _, ...known} = estimate;
  return {
    ...known,
    predictions: estimate.predictions.map((prediction, i) => ({
      ...prediction,
      lower: finite(intervals[i]?.lower),
      upper: finite(intervals[i]?.upper)
    })),
    pValue: permutation.pValue,
    asGood: permutation.asGood,
    coverage: isBounded
      ? {
          level,
          guarantee: guaranteedCoverage(level),
          observed: observedCoverage(target.values, intervals)
        }
      : null,
    inference: {
      ...estimate.inference,
      exchange: permutation.permutations === 0 ? "none" : permutation.exchange,
      B: permutation.permutations,
      minP: permutation.minP
    }
  };
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
