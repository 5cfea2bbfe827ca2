import {parseHTML} from "linkedom";
import type {FigureContext, Run} from "../../src/components/context.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import type {
  ClassificationResult,
  Inference,
  RegressionResult,
  SpaceResult
} from "../../src/workflows/results.js";

/* A study of five models small enough to check by eye. */

export const study: PublishedStudy = {
  schemaVersion: 1,
  id: "sample",
  title: "Sample <study>",
  description: "",
  license: "MIT",
  seed: 1,
  replicates: 2,
  embedder: {id: "hash-ngram-512", name: "hash-ngram-512", lexical: true},
  missing: "drop-queries",
  models: ["a", "b", "c", "d", "e"].map((model_id, i) => ({
    model_id,
    label: `Model ${model_id.toUpperCase()}`,
    family: null,
    read: i % 2 === 0 ? "yes" : "no",
    share: i / 4
  })),
  queries: ["p", "q", "r"].map((query_id, i) => ({
    query_id,
    query_text: `${query_id}?`,
    query_hash: query_id,
    dataset: null,
    category: i === 0 ? "it's odd" : "even"
  })),
  covariates: {
    read: {type: "class", description: "whether it read the file"},
    share: {type: "number", description: "share of the file", unit: "share"}
  },
  defaults: {},
  tables: [1, 2].map((replicates) => ({
    file: `distances.r${replicates}.arrow`,
    metric: "euclidean",
    replicates,
    encoding: "float32",
    hash: "0".repeat(64),
    bytes: 1234
  })),
  data: {},
  statuses: {ok: 29, empty: 1}
};

const models = study.models.map(({model_id}) => model_id);
const inference: Inference = {
  target: "these queries",
  unit: "model",
  exchange: "free",
  B: 999,
  minP: 0.001
};

/** Five points on a line, one apart, with a small second axis. */
export const space: SpaceResult = {
  models,
  queriesUsed: ["p", "q"],
  dropped: {queries: [{id: "r", reason: "no answer from a"}], models: []},
  replicates: 2,
  debiased: true,
  dimension: 2,
  elbows: [1, 2],
  eigenvalues: [10, 0.4, 0, 0, -0.1],
  positiveShare: [0.9, 0.04],
  negativeMass: 0.01,
  coordinates: {shape: [5, 2], data: [-2, 0, -1, 0.4, 0, -0.4, 1, 0.2, 2, -0.2]},
  distances: [1, 2, 3, 4, 1, 2, 3, 1, 2, 1],
  scale: 1
};

export const regression: RegressionResult = {
  covariate: "share",
  method: "ols",
  validation: "leave-one-model-out",
  models,
  unlabelled: [],
  queriesUsed: 2,
  dimension: 2,
  predictions: models.map((model, i) => ({
    model,
    observed: i / 4,
    predicted: i / 4 + 0.05,
    lower: i === 0 ? null : i / 4 - 0.1,
    upper: i / 4 + 0.2
  })),
  metrics: {mae: 0.05, rmse: 0.05, r2: 0.9, r2VsBaseline: 0.9, spearman: 1, kendall: 1},
  leverage: null,
  baseline: {mae: 0.375, rmse: 0.44, spearman: null},
  pValue: 0.004,
  asGood: 3,
  coverage: {level: 0.9, guarantee: 0.8, observed: 1},
  inference
};

export const classification: ClassificationResult = {
  label: "read",
  method: "knn",
  validation: "leave-one-model-out",
  space: "distances",
  models,
  unlabelled: [],
  queriesUsed: 2,
  dimension: null,
  classes: ["no", "yes"],
  predictions: models.map((model, i) => ({
    model,
    observed: i % 2 === 0 ? "yes" : "no",
    predicted: "yes"
  })),
  accuracy: 0.6,
  balancedAccuracy: 0.5,
  chance: 0.6,
  confusion: {shape: [2, 2], data: [0, 2, 0, 3]},
  interval: {lower: 0.3, upper: 0.84, level: 0.9, estimate: 0.6, unit: "model"},
  pValue: 0.8,
  asGood: 799,
  inference
};

/** A fresh document, as the build has one. */
export function newDocument(): Document {
  return parseHTML("<!DOCTYPE html><html><body></body></html>").document;
}

/** Lets the choice of a list be set, which linkedom only lets read. */
export function makeListsSettable(): void {
  const list = Object.getPrototypeOf(newDocument().createElement("select"));
  Object.defineProperty(list, "value", {value: "", writable: true, configurable: true});
}

export function runOf<R>(workflow: string, result: R): Run<R> {
  return {workflow, inputs: {}, result, warnings: []};
}

export function contextOf<R>(
  workflow: string,
  result: R,
  more: Partial<FigureContext<R>> = {}
): FigureContext<R> {
  const document = newDocument();
  const run = runOf(workflow, result);
  return {document, study, run, width: 600, view: {}, interactive: false, ...more};
}
