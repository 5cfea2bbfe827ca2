import {classificationMetrics} from "../lib/inference/classificationMetrics.js";
import {crossClassify} from "../lib/inference/crossValidate.js";
import {familyGroups} from "../lib/inference/folds.js";
import {wilsonInterval} from "../lib/inference/wilsonInterval.js";
import {type ClassificationInputs, classificationInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {type CellContext, workflow} from "../runtime/workflow.js";
import {
  bindClassifier,
  type Classes,
  classesOf,
  keepClassed,
  labelColumn,
  leaveOutClassed,
  permuteClasses
} from "./classificationCells.js";
import type {ClassificationResult} from "./results.js";
import {type Members, positionsKey, type Selection} from "./selection.js";
import type {Shuffles} from "./shuffles.js";
import {placement} from "./space.js";
import type {Validation} from "./validation.js";

/**
 * Predict a class of the models from where they are in perspective space, by models left out, beside
 * the share of the largest class; with an interval and a permutation test (methods §0, §2.4).
 */
export const classification = workflow<StudyData>("classification")(classificationInputs)
  .cell("column", ["study", "label"], labelColumn, {key: String})
  .cell("members", ["study", "models", "column", "induction"], keepClassed, {
    key: ({positions, unlabelled}) => `${positionsKey(positions)};${unlabelled}`
  })
  .use(placement)
  .cell("classes", ["study", "column", "selection"], classesOf)
  .cell("left", ["classes", "validation", "folds", "seed"], leaveOutClassed)
  .cell(
    "classifier",
    ["classes", "squared", "placed", "chosen", "method", "k", "space", "induction"],
    bindClassifier
  )
  .cell("predictions", ["classes", "left", "classifier"], ({classes, left, classifier}) =>
    crossClassify(classifier, classes.values, left.folds)
  )
  .cell(
    "estimate",
    [
      "classes",
      "left",
      "members",
      "selection",
      "chosen",
      "predictions",
      "method",
      "space",
      "level"
    ],
    estimateOf
  )
  .cell(
    "permutation",
    [
      "classes",
      "left",
      "classifier",
      "squared",
      "placed",
      "chosen",
      "method",
      "k",
      "space",
      "induction",
      "exchange",
      "permutations",
      "seed"
    ],
    permuteClasses
  )
  .cell("result", ["estimate", "permutation"], completed)
  .build();

interface Found extends Pick<ClassificationInputs, "method" | "space" | "level"> {
  readonly classes: Classes;
  readonly left: Validation;
  readonly members: Members;
  readonly selection: Selection;
  readonly chosen: {readonly dimension: number};
  readonly predictions: Int32Array;
}

/** What is known before the shuffles: a page shows it while they are being made. */
function estimateOf(found: Found, {warn}: CellContext): ClassificationResult {
  const {classes, left, members, selection, predictions, level} = found;
  const metrics = classificationMetrics(classes.values, predictions, classes.names.length);
  if (members.unlabelled.length > 0)
    warn({
      code: "UNLABELLED_MODELS",
      message: `${members.unlabelled.length} models have no ${classes.column} and are not predicted`,
      value: members.unlabelled
    });
  const groups = familyGroups(classes.families);
  const unit = groups.length < classes.models.length ? "family" : "model";
  const estimate = meanOverGroups(groups, (i) => classes.values[i] === predictions[i]);
  const {lower, upper} = wilsonInterval(estimate, groups.length, level);
  const {rows, cols, data} = metrics.confusion;
  const className = (c: number | undefined) => classes.names[c ?? -1] as string;
  return {
    provisional: true,
    label: classes.column,
    method: found.method,
    validation: left.name,
    space: found.space,
    models: classes.models,
    unlabelled: members.unlabelled,
    queriesUsed: selection.questions.length,
    dimension: found.space === "distances" ? null : found.chosen.dimension,
    classes: classes.names,
    predictions: classes.models.map((model, i) => ({
      model,
      observed: className(classes.values[i]),
      predicted: className(predictions[i])
    })),
    accuracy: metrics.accuracy,
    balancedAccuracy: metrics.balancedAccuracy,
    chance: metrics.chance,
    confusion: {shape: [rows, cols], data: Array.from(data)},
    interval: {lower, upper, level, estimate, unit},
    pValue: null,
    asGood: null,
    inference: {
      target: "these queries",
      unit,
      exchange: "none",
      B: 0,
      minP: null
    }
  };
}

/** The share of hits, first within each group, then over groups. */
function meanOverGroups(
  groups: readonly (readonly number[])[],
  isHit: (i: number) => boolean
): number {
  const shares = groups.map((group) => group.filter(isHit).length / group.length);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** The estimate with its test. */
function completed({
  estimate,
  permutation
}: {
  estimate: ClassificationResult;
  permutation: Shuffles;
}): ClassificationResult {
  const {provisional: _, ...known} = estimate;
  return {
    ...known,
    pValue: permutation.pValue,
    asGood: permutation.asGood,
    inference: {
      ...estimate.inference,
      exchange: permutation.permutations === 0 ? "none" : permutation.exchange,
      B: permutation.permutations,
      minP: permutation.minP
    }
  };
}
