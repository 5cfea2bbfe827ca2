import {condensedSubset} from "../lib/core/condensed.js";
import {DomainError} from "../lib/core/errors.js";
import type {Matrix} from "../lib/core/matrix.js";
import type {MdsResult} from "../lib/geometry/classicalMds.js";
import {squaredDistances, squareForm} from "../lib/geometry/distances.js";
import {accuracy} from "../lib/inference/classificationMetrics.js";
import {crossClassify} from "../lib/inference/crossValidate.js";
import {type Exchange, resolveExchange} from "../lib/inference/exchange.js";
import {fisherClassifier} from "../lib/inference/fisherClassifier.js";
import {nearestClassifier} from "../lib/inference/nearest.js";
import {permutationDraw} from "../lib/inference/permutationTest.js";
import {perTargetClassifier} from "../lib/inference/perTarget.js";
import type {Classifier} from "../lib/inference/regressor.js";
import {selectRows} from "../lib/linalg/vectors.js";
import type {ClassificationInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import type {Job} from "../runtime/jobs.js";
import type {CellContext} from "../runtime/workflow.js";
import {classOf, columnOf, keepLabelled, type Labelled, labelledRows} from "./labels.js";
import {spaceOf} from "./regressionCells.js";
import type {Selection} from "./selection.js";
import {type Shuffles, shuffle} from "./shuffles.js";
import type {Squared} from "./spaceCells.js";
import {type Validation, validate} from "./validation.js";

/** What is predicted, for the labelled models among those in the space. */
export interface Classes extends Labelled {
  /** class names, sorted */
  readonly names: readonly string[];
  /** class numbers per labelled row */
  readonly values: Int32Array;
}

/** The column predicted. */
export function labelColumn({
  study,
  label
}: Pick<ClassificationInputs, "label"> & {study: StudyData}): string {
  return columnOf(study, "label", label, ["class", "boolean"]);
}

/** The models of the space, by the induction. */
export const keepClassed = keepLabelled(classOf);

/** The classes, in the order of the labelled rows. @throws DomainError if there is only one */
export function classesOf({
  study,
  column,
  selection
}: {
  study: StudyData;
  column: string;
  selection: Selection;
}): Classes {
  const {labels, ...labelled} = labelledRows(study, column, selection, classOf);
  const names = [...new Set(labels)].sort();
  if (names.length < 2)
    throw new DomainError(
      `label ${column}: models must differ in it; got ${names.join() || "none"}`
    );
  const values = Int32Array.from(labels, (name) => names.indexOf(name));
  // When the label is the family itself, families are no units: nothing but models can be shuffled.
  const families = labelled.families.map((family) => (column === "family" ? null : family));
  return {...labelled, families, names, values};
}

/** The folds. @throws DomainError for families left out when the family is what is predicted */
export function leaveOutClassed(
  {
    classes,
    validation,
    folds,
    seed
  }: Pick<ClassificationInputs, "validation" | "folds" | "seed"> & {classes: Classes},
  {warn}: CellContext
): Validation {
  if (classes.column === "family" && validation === "leave-one-family-out")
    throw new DomainError(
      "validation: leave-one-family-out cannot predict a family it has never seen; got label family (use leave-one-model-out)"
    );
  const left = validate(validation, classes.families, {folds, seed});
  const unseen = unseenClasses(classes, left);
  if (unseen.length > 0)
    warn({
      code: "CLASS_LEFT_OUT",
      message: `${unseen.join(", ")}: all models of the class are left out together, so none can be predicted right`,
      value: unseen
    });
  return left;
}

function unseenClasses({names, values}: Classes, {folds}: Validation): string[] {
  const total = names.map((_, c) => values.filter((value) => value === c).length);
  return names.filter((_, c) =>
    folds.some((fold) => fold.filter((i) => values[i] === c).length === total[c])
  );
}

/** What a method is bound to. */
interface Bound extends Pick<ClassificationInputs, "method" | "k" | "space" | "induction"> {
  readonly classes: Classes;
  readonly squared: Squared;
  readonly placed: MdsResult;
  readonly chosen: {readonly dimension: number};
}

/** The method, bound to where the labelled models are. */
export function bindClassifier({
  classes,
  squared,
  placed,
  chosen,
  method,
  k,
  space,
  induction
}: Bound): Classifier {
  const n = classes.rows.length;
  const own = condensedSubset(squared.values, squared.n, classes.rows);
  if (space === "distances") {
    if (method === "fisher")
      throw new DomainError("method: fisher needs coordinates; got space distances (use knn)");
    // Distances are the same in whatever space: the induction changes nothing here.
    return nearestClassifier(squareForm(own, n), {neighbors: k});
  }
  const bind = (X: Matrix) =>
    method === "fisher"
      ? fisherClassifier(X, classes.names.length)
      : nearestClassifier(squareForm(squaredDistances(X), X.rows), {neighbors: k});
  if (induction === "references+target")
    return perTargetClassifier(n, spaceOf(own, n, chosen.dimension), bind);
  return bind(selectRows(placed.coordinates, classes.rows));
}

/** What another thread needs to make shuffles. */
interface ClassDraws extends Bound {
  readonly left: Validation;
  readonly exchange: Exchange;
  readonly seed: number;
}

/** Shuffles of a classification: 1 where shuffled labels are predicted at least as accurately. */
export const classShuffles: Job<ClassDraws> = {
  name: "classification.permutation",
  prepare: (payload) => classDraw(payload, bindClassifier(payload))
};

function classDraw({classes, left, exchange, seed}: ClassDraws, classifier: Classifier) {
  const {values, families} = classes;
  const statistic = (arrangement: Int32Array) => {
    const labels = arrangement.map((i) => values[i] as number);
    return accuracy(labels, crossClassify(classifier, labels, left.folds));
  };
  return permutationDraw(statistic, {families, exchange, seed});
}

/** How often shuffled labels are predicted at least as accurately. */
export async function permuteClasses(
  {
    classifier,
    permutations,
    ...asked
  }: Omit<ClassDraws, "exchange"> &
    Pick<ClassificationInputs, "exchange" | "permutations"> & {classifier: Classifier},
  context: CellContext
): Promise<Shuffles> {
  const {classes, exchange, seed} = asked;
  if (classes.column === "family" && (exchange === "within" || exchange === "blocks"))
    throw new DomainError(
      `exchange: only free or auto can test the family itself; got ${exchange} with label family`
    );
  const scheme = resolveExchange(exchange, classes.families, classes.values);
  const payload = () => ({...asked, ...scheme});
  const draw = () => classDraw(payload(), classifier);
  return shuffle({job: classShuffles, payload, draw, permutations, scheme, seed}, context);
}
