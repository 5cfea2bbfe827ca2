import {z} from "zod";

/** How a covariate column is to be read and drawn. */
export const covariateSpec = z.strictObject({
  type: z.enum(["number", "class", "boolean"]),
  description: z.string().default(""),
  unit: z.string().optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  higherIsBetter: z.boolean().optional(),
  standardError: z.string().optional()
});
export type CovariateSpec = z.infer<typeof covariateSpec>;

/** Which embedder turns a response into a vector, and how. */
export const embedderSpec = z.union([
  z.string(),
  z.strictObject({
    name: z.string(),
    prefix: z.string().optional(),
    width: z.int().positive().optional(),
    pooling: z.enum(["mean", "cls"]).optional(),
    normalize: z.boolean().optional(),
    maxTokens: z.int().positive().optional(),
    truncate: z.boolean().optional(),
    file: z.string().optional(),
    api: z.enum(["tei", "ollama", "openai"]).optional(),
    model: z.string().optional(),
    revision: z.string().optional()
  })
]);
export type EmbedderSpec = z.infer<typeof embedderSpec>;

/** An embedder's name and options. */
export type EmbedderOptions = Exclude<EmbedderSpec, string>;

const author = z.strictObject({
  name: z.string(),
  orcid: z.string().optional(),
  affiliation: z.string().optional()
});
export type Author = z.infer<typeof author>;

/** More answers per question than anyone asks for; a larger number is a seed or a slip. */
export const mostReplicates = 1000;

/** `study.json`: what people write about a study. Unknown keys are errors. */
export const studySchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  kind: z.enum(["responses", "representations", "scores", "network"]).default("responses"),
  title: z.string(),
  description: z.string().default(""),
  authors: z.array(author).default([]),
  license: z.string().default(""),
  references: z.string().optional(),
  queries: z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]).optional(),
  models: z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]).optional(),
  covariates: z.record(z.string(), covariateSpec).default({}),
  replicates: z.int().positive().max(mostReplicates).default(1),
  sampling: z
    .strictObject({
      temperature: z.number().min(0).default(1),
      top_k: z.int().min(0).optional(),
      top_p: z.number().gt(0).max(1).default(1),
      max_tokens: z.int().positive().default(64),
      stop: z.array(z.string()).optional(),
      seed: z.int().optional()
    })
    .optional(),
  embedder: embedderSpec.default("hash-ngram-512"),
  defaults: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  missing: z.enum(["drop-queries", "drop-models", "fail"]).default("drop-queries"),
  publish: z
    .strictObject({
      responses: z.enum(["all", "sample", "none"]).default("all"),
      queries: z.enum(["text", "hash"]).default("text"),
      comparison: z.boolean().default(false)
    })
    .default({responses: "all", queries: "text", comparison: false}),
  seed: z.int().default(1),
  source: z.record(z.string(), z.unknown()).optional()
});
export type StudySpec = z.infer<typeof studySchema>;
