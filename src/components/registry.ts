import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {
  ClassificationResult,
  Inference,
  RegressionResult,
  SpaceResult
} from "../workflows/results.js";
import {confusionTable} from "./confusionTable.js";
import type {FigureContext} from "./context.js";
import type {FigureParts} from "./figure.js";
import {formatCount, formatNumber, formatQuantity, formatShare} from "./format.js";
import {plainName} from "./methodNames.js";
import {observedPredicted} from "./observedPredicted.js";
import {perspectiveMap} from "./perspectiveMap.js";
import {pictureShare} from "./picture.js";
import {screePlot} from "./screePlot.js";
import {
  classificationSentence,
  type Phrase,
  regressionSentence,
  spaceSentence
} from "./sentences.js";

/** Something a page may ask for by name, drawn from the result of one analysis. */
export type Exhibit = {
  readonly workflow: string;
} /* `tells`: whether the run's doubts are listed below; one figure of an analysis does */ & (
  | {
      readonly kind: "figure";
      readonly parts: FigureParts;
      readonly tells: boolean;
      /** says why there is nothing to draw, where there is nothing */
      readonly missing: ((context: FigureContext) => string | null) | undefined;
    }
  | {readonly kind: "sentence"; readonly phrase: (context: FigureContext) => Phrase}
);

/* Each entry names its workflow beside it, which is what makes these casts of a result true. */
/** A figure of an analysis. @param missing says why there is nothing to draw, where there is nothing */
export const figureOf = <R>(
  workflow: string,
  parts: FigureParts<FigureContext<R>>,
  tells = true,
  missing?: (context: FigureContext) => string | null
): Exhibit => ({
  workflow,
  kind: "figure",
  tells,
  missing,
  parts: parts as FigureParts
});
const sentenceOf = <R>(
  workflow: string,
  phrase: (context: FigureContext<R>) => Phrase
): Exhibit => ({
  workflow,
  kind: "sentence",
  phrase: phrase as (context: FigureContext) => Phrase
});

/** What a test speaks of, where readers would take it to speak of more. */
function reach({target}: Inference, study: PublishedStudy): string {
  const {question} = studyWords(study);
  return target === "these queries"
    ? ` The test speaks of these ${question}s, not of others that could have been asked.`
    : "";
}

const map = figureOf<SpaceResult>("space", {
  draw: perspectiveMap,
  caption: ({run: {result}, study}) =>
    `Each point is a model; near means ${studyWords(study).alike}. This picture keeps ${formatShare(pictureShare(result))} of the geometry${result.dimension > 2 ? `; the space has ${result.dimension} dimensions` : ""}.`,
  description: ({run: {result}}) =>
    `Map of ${formatCount(result.models.length, "model")} in the first two of ${formatCount(result.dimension, "dimension")}, keeping ${formatShare(pictureShare(result))} of the geometry`,
  table: ({run: {result}, study}) => {
    const [n, d] = result.coordinates.shape;
    const axes = Math.min(d, 3);
    const labels = new Map(study.models.map((model) => [model.model_id, model.label]));
    return {
      columns: ["model", ...Array.from({length: axes}, (_, k) => `axis ${k + 1}`)],
      numeric: [1, 2, 3],
      models: result.models,
      rows: Array.from({length: n}, (_, i) => [
        labels.get(result.models[i]!) ?? result.models[i]!,
        ...Array.from({length: axes}, (_, k) => formatNumber(result.coordinates.data[i * d + k]))
      ])
    };
  },
  data: ({run: {result}, study}) => {
    const [n, d] = result.coordinates.shape;
    const rows = new Map(study.models.map((model) => [model.model_id, model]));
    const columns = Object.keys(study.covariates);
    const value = (cell: string | number | boolean | null | undefined) =>
      typeof cell === "boolean" ? String(cell) : (cell ?? null);
    return {
      columns: ["model_id", ...Array.from({length: d}, (_, k) => `axis_${k + 1}`), ...columns],
      rows: Array.from({length: n}, (_, i) => [
        result.models[i]!,
        ...Array.from(result.coordinates.data.slice(i * d, (i + 1) * d)),
        ...columns.map((column) => value(rows.get(result.models[i]!)?.[column]))
      ])
    };
  }
});

const scree = figureOf<SpaceResult>(
  "space",
  {
    draw: screePlot,
    caption: ({run: {result}}) =>
      `How much each axis carries. Full bars are the ${formatCount(result.dimension, "axis", "axes")} kept; dashed lines are elbows of the profile likelihood.${result.negativeMass > 0.005 ? ` ${formatShare(result.negativeMass)} of the spectrum is negative: no space of points has exactly these distances.` : ""}`,
    description: ({run: {result}}) =>
      `Eigenvalues in descending order; ${formatCount(result.dimension, "axis", "axes")} kept, elbows at ${result.elbows.join(", ") || "none"}`,
    table: ({run: {result}}) => ({
      columns: ["axis", "eigenvalue", "share"],
      numeric: [0, 1, 2],
      rows: result.eigenvalues
        .slice(0, 24)
        .map((value, i) => [
          String(i + 1),
          formatNumber(value, 5),
          formatShare(result.positiveShare[i])
        ])
    }),
    data: ({run: {result}}) => ({
      columns: ["axis", "eigenvalue", "share"],
      rows: result.eigenvalues.map((value, i) => [i + 1, value, result.positiveShare[i] ?? null])
    })
  },
  false
);

const predicted = figureOf<RegressionResult>("regression", {
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

const confusion = figureOf<ClassificationResult>("classification", {
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

/** Figures and sentences a page may name in `data-published`; `groupExhibit` adds one that few pages show. */
export const exhibits: Record<string, Exhibit> = {
  map,
  scree,
  predicted,
  confusion,
  "space-sentence": sentenceOf<SpaceResult>("space", spaceSentence),
  "regression-sentence": sentenceOf<RegressionResult>("regression", regressionSentence),
  "classification-sentence": sentenceOf<ClassificationResult>(
    "classification",
    classificationSentence
  )
};
