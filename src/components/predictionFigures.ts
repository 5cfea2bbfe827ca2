import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ClassificationResult, Inference, RegressionResult} from "../workflows/results.js";
import {confusionTable} from "./confusionTable.js";
import {figureOf} from "./exhibitKinds.js";
import {formatCount, formatQuantity, formatShare} from "./format.js";
import {plainName} from "./methodNames.js";
import {observedPredicted} from "./observedPredicted.js";

/** What a test speaks of, where readers would take it to speak of more. */
function reach({target}: Inference, study: PublishedStudy): string {
  const {question} = studyWords(study);
  return target === "these queries"
    ? ` The test speaks of these ${question}s, not of others that could have been asked.`
    : "";
}

/** An amount predicted against observed. */
export const predicted = figureOf<RegressionResult>("regression", {
  draw: observedPredicted,
  caption: ({run: {result}, study}) =>
    `Each model predicted without having been seen (${plainName(result.validation)})${result.coverage ? `, with its ${formatShare(result.coverage.level)} interval` : ""}. On the dashed line a prediction is exact.${reach(result.inference, study)}`,
  description: ({run: {result}}) =>
    `Predicted against observed ${result.covariate} for ${formatCount(result.predictions.length, "model")}`,
  table: ({run: {result}, study}) => {
    const amount = (x: number | null) =>
      x === null
        ? result.provisional
          ? "–"
          : "unbounded"
        : formatQuantity(x, study.covariates[result.covariate]?.unit);
    const labels = new Map(study.models.map((model) => [model.model_id, model.label]));
    return {
      columns: ["model", "observed", "predicted", "from", "to"],
      numeric: [1, 2, 3, 4],
      models: result.predictions.map(({model}) => model),
      rows: result.predictions.map(({model, observed, predicted, lower, upper}) => [
        labels.get(model) ?? model,
        ...[observed, predicted, lower, upper].map(amount)
      ])
    };
  },
  data: ({run: {result}}) => ({
    columns: ["model_id", "observed", "predicted", "lower", "upper"],
    rows: result.predictions.map(({model, observed, predicted, lower, upper}) => [
      model,
      observed,
      predicted,
      lower,
      upper
    ])
  })
});

/** What each model was taken for. */
export const confusion = figureOf<ClassificationResult>("classification", {
  draw: confusionTable,
  caption: ({run: {result}, study}) =>
    `What each model was taken for, ${plainName(result.validation)}. The diagonal is right.${reach(result.inference, study)}`,
  description: ({run: {result}}) => `Confusion table of ${result.classes.join(", ")}`,
  table: ({run: {result}}) => ({
    columns: ["model", "observed", "predicted"],
    models: result.predictions.map(({model}) => model),
    rows: result.predictions.map(({model, observed, predicted}) => [model, observed, predicted])
  })
});
