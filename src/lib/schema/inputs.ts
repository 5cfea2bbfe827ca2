import {z} from "zod";

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

/** Inputs every analysis in perspective space shares; see `docs/notation.md` for the symbols. */
export const spaceInputs = z.strictObject({
  models: z.string().default("").describe("filter over the models; empty: all"),
  queries: z.string().default("").describe("filter over the queries; empty: all"),
  queryCount: z
    .union([z.literal("all"), whole(1)])
    .default("all")
    .describe("how many of the filtered queries, drawn by querySeed"),
  querySeed: whole(0).default(0),
  replicates: z
    .union([z.literal("all"), whole(1)])
    .default("all")
    .describe("answers per question averaged: 1, 2, 4, … or all"),
  metric: z.enum(["euclidean", "energy"]).default("euclidean"),
  scaling: z.enum(["code", "paper", "raw", "sqrt"]).default("code"),
  debias: z
    .union([z.literal("auto"), z.stringbool(), z.boolean()])
    .default("auto")
    .describe("subtract the noise of finitely many answers; auto: when there are two or more"),
  dimension: z.union([z.literal("auto"), whole(1)]).default("auto"),
  elbow: whole(1, 3).default(2),
  elbowRule: z.enum(["leading", "positive"]).default("leading"),
  induction: z.enum(["labelled", "all", "references+target"]).default("labelled"),
  seed: whole(0).default(1)
});
export type SpaceInputs = z.output<typeof spaceInputs>;

const inferenceInputs = {
  exchange: z.enum(["auto", "free", "within", "blocks"]).default("auto"),
  permutations: whole(0, 1_000_000).default(999),
  level: numeric(z.number().gt(0).lt(1)).default(0.9),
  k: whole(1).default(1).describe("nearest models consulted by knn")
};

export const regressionInputs = z.strictObject({
  ...spaceInputs.shape,
  ...inferenceInputs,
  covariate: z
    .string()
    .default("")
    .describe("what is predicted; empty: the first numeric covariate"),
  method: z.enum(["ols", "knn", "ridge", "mean"]).default("ols"),
  validation: z
    .enum(["auto", "leave-one-model-out", "leave-one-family-out", "k-fold"])
    .default("auto")
    .describe("auto: leave-one-family-out when families exist"),
  folds: whole(2).default(10).describe("number of folds of k-fold")
});
export type RegressionInputs = z.output<typeof regressionInputs>;

export const classificationInputs = z.strictObject({
  ...spaceInputs.shape,
  ...inferenceInputs,
  label: z.string().default("").describe("what is predicted; empty: the first class covariate"),
  method: z.enum(["knn", "fisher"]).default("knn"),
  space: z.enum(["coordinates", "distances"]).default("coordinates"),
  validation: z
    .enum(["auto", "leave-one-model-out", "leave-one-family-out", "k-fold"])
    .default("auto")
    .describe("auto: leave-one-model-out when the label is the family, else as for regression"),
  folds: whole(2).default(10)
});
export type ClassificationInputs = z.output<typeof classificationInputs>;
