import {z} from "zod";
import {input} from "./input.js";
import {
  classificationManners as ofClassification,
  inferenceManners as ofInference,
  pairManners as ofPair,
  regressionManners as ofRegression,
  spaceManners as ofSpace
} from "./manners.js";

/*
 * The inputs of the named analyses: one declaration for the command line (`--set key=value`), the
 * page (its controls and URL), the study's `defaults` and the tests. Values are normalised here and
 * nowhere else.
 */

/** A number, or its text; nothing at all is not zero. */
const numeric = (schema: z.ZodNumber) =>
  z.preprocess((value) => {
    const isText = typeof value === "string" && value.trim() !== "";
    return isText ? Number(value) : value;
  }, schema);
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  numeric(z.number().int().min(least).max(most));

/** Inputs that say how far apart models are; see `docs/notation.md` for the symbols. */
export const separationInputs = z.strictObject({
  models: input(z.string().default(""), ofSpace.models),
  queries: input(z.string().default(""), ofSpace.queries),
  /** of the filtered queries, drawn by querySeed */
  queryCount: input(z.union([z.literal("all"), whole(1)]).default("all"), ofSpace.queryCount),
  querySeed: input(whole(0).default(0), ofSpace.querySeed),
  /** 1, 2, 4, … or all */
  replicates: input(z.union([z.literal("all"), whole(1)]).default("all"), ofSpace.replicates),
  metric: input(z.enum(["euclidean", "energy"]).default("euclidean"), ofSpace.metric),
  scaling: input(z.enum(["code", "paper", "raw", "sqrt"]).default("code"), ofSpace.scaling),
  /** auto: when there are two answers or more */
  debias: input(
    z.union([z.literal("auto"), z.stringbool(), z.boolean()]).default("auto"),
    ofSpace.debias
  )
});
export type SeparationInputs = z.output<typeof separationInputs>;

/** Inputs every analysis in perspective space shares. */
export const spaceInputs = z.strictObject({
  ...separationInputs.shape,
  dimension: input(z.union([z.literal("auto"), whole(1)]).default("auto"), ofSpace.dimension),
  elbow: input(whole(1, 3).default(2), ofSpace.elbow),
  elbowRule: input(z.enum(["leading", "positive"]).default("leading"), ofSpace.elbowRule),
  induction: input(
    z.enum(["labelled", "all", "references+target"]).default("labelled"),
    ofSpace.induction
  ),
  seed: input(whole(0).default(1), ofSpace.seed)
});
export type SpaceInputs = z.output<typeof spaceInputs>;

/** `auto`: leave-one-family-out when families exist, unless the family is what is predicted. */
const validations = ["auto", "leave-one-model-out", "leave-one-family-out", "k-fold"] as const;

const inferenceInputs = {
  exchange: input(
    z.enum(["auto", "free", "within", "blocks"]).default("auto"),
    ofInference.exchange
  ),
  permutations: input(whole(0, 1_000_000).default(999), ofInference.permutations),
  level: input(numeric(z.number().gt(0).lt(1)).default(0.9), ofInference.level),
  k: input(whole(1).default(1), ofInference.k),
  validation: input(z.enum(validations).default("auto"), ofInference.validation),
  folds: input(whole(2).default(10), ofInference.folds)
};

export const regressionInputs = z.strictObject({
  ...spaceInputs.shape,
  ...inferenceInputs,
  /** empty: the first numeric covariate */
  covariate: input(z.string().default(""), ofRegression.covariate),
  method: input(z.enum(["ols", "knn", "ridge", "mean"]).default("ols"), ofRegression.method)
});
export type RegressionInputs = z.output<typeof regressionInputs>;

export const classificationInputs = z.strictObject({
  ...spaceInputs.shape,
  ...inferenceInputs,
  /** empty: the first class covariate */
  label: input(z.string().default(""), ofClassification.label),
  method: input(z.enum(["knn", "fisher"]).default("knn"), ofClassification.method),
  space: input(z.enum(["coordinates", "distances"]).default("coordinates"), ofClassification.space)
});
export type ClassificationInputs = z.output<typeof classificationInputs>;

export const pairInputs = z.strictObject({
  ...separationInputs.shape,
  /** a model_id */
  a: input(z.string().default(""), ofPair.a),
  /** another model_id; empty: what is nearest to a */
  b: input(z.string().default(""), ofPair.b)
});
export type PairInputs = z.output<typeof pairInputs>;
