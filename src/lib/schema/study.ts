import {z} from "zod";

/** How a covariate column is to be read and drawn. */
export const covariateSpec = z.strictObject({
  type: z
    .enum(["number", "class", "boolean"])
    .describe("An amount can be predicted, a class be told, a boolean both."),
  description: z.string().default("").describe("What the column says, for readers."),
  unit: z.string().optional().describe("Shown behind amounts, e.g. `%`."),
  range: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe("The least and the largest value there can be."),
  higherIsBetter: z.boolean().optional().describe("Which end is the good one, if any."),
  standardError: z
    .string()
    .optional()
    .describe("The column of `models` with the standard error of this one.")
});
export type CovariateSpec = z.infer<typeof covariateSpec>;

/** Which embedder turns a response into a vector, and how. */
export const embedderSpec = z.union([
  z.string(),
  z.strictObject({
    name: z
      .string()
      .describe("An embedder of Vantage’s own, a model’s folder or name, a file, or a server."),
    prefix: z.string().optional().describe("Goes before every text that is not blank."),
    width: z.int().positive().optional().describe("How many of the vector’s numbers are kept."),
    pooling: z
      .enum(["mean", "cls"])
      .optional()
      .describe("How the vectors of a text’s tokens become one."),
    normalize: z.boolean().optional().describe("Whether vectors are brought to length 1 (true)."),
    maxTokens: z
      .int()
      .positive()
      .optional()
      .describe("The longest text, in tokens; else the tokenizer’s limit."),
    truncate: z
      .boolean()
      .optional()
      .describe("Whether longer texts are cut, and counted, rather than refused (false)."),
    file: z.string().optional().describe("The weights in the folder (`onnx/model.onnx`)."),
    api: z.enum(["tei", "ollama", "openai"]).optional().describe("How a server is asked."),
    model: z.string().optional().describe("The server’s model; needed but for `tei`."),
    revision: z.string().optional().describe("Of a model by name: its commit, 40 hex digits.")
  })
]);
export type EmbedderSpec = z.infer<typeof embedderSpec>;

/** An embedder's name and options. */
export type EmbedderOptions = Exclude<EmbedderSpec, string>;

const author = z.strictObject({
  name: z.string().describe("As it is to be printed."),
  orcid: z.string().optional().describe("The author’s ORCID."),
  affiliation: z.string().optional().describe("Where the author works.")
});
export type Author = z.infer<typeof author>;

/** More answers per question than anyone asks for; a larger number is a seed or a slip. */
export const mostReplicates = 1000;

/** `study.json`: what people write about a study. Unknown keys are errors. */
export const studySchema = z.strictObject({
  $schema: z.string().optional().describe("For editors; not read."),
  schemaVersion: z.literal(1).describe("The version of this file’s form."),
  kind: z
    .enum(["responses", "representations", "scores", "network"])
    .default("responses")
    .describe("What was recorded: `responses` or `scores`; the others are reserved."),
  title: z.string().describe("What the study is called on its pages."),
  description: z.string().default("").describe("A sentence or two below the title."),
  authors: z.array(author).default([]).describe("Who is cited."),
  license: z.string().default("").describe("What the study may be used under."),
  references: z
    .string()
    .optional()
    .describe("A file in BibTeX in the study's folder: works that it stands on."),
  queries: z
    .union([z.string(), z.array(z.record(z.string(), z.unknown()))])
    .optional()
    .describe("A file of questions, or the rows themselves; else the imported ones."),
  models: z
    .union([z.string(), z.array(z.record(z.string(), z.unknown()))])
    .optional()
    .describe("A file of models, or the rows themselves; else the imported ones."),
  covariates: z
    .record(z.string(), covariateSpec)
    .default({})
    .describe("What the columns of `models` mean, by name."),
  replicates: z
    .int()
    .positive()
    .max(mostReplicates)
    .default(1)
    .describe("Answers of each model to each question."),
  sampling: z
    .strictObject({
      temperature: z.number().min(0).default(1).describe("0 takes the likeliest word."),
      top_k: z.int().min(0).optional().describe("Only the k likeliest words are drawn from."),
      top_p: z
        .number()
        .gt(0)
        .max(1)
        .default(1)
        .describe("Only the likeliest words that together have this share are drawn from."),
      max_tokens: z.int().positive().default(64).describe("The longest answer."),
      stop: z.array(z.string()).optional().describe("Texts at which an answer ends."),
      seed: z.int().optional().describe("The root of the draws.")
    })
    .optional()
    .describe("How models that Vantage asks answer."),
  embedder: embedderSpec
    .default("hash-ngram-512")
    .describe("What makes vectors of answers: a name, or an object with options."),
  defaults: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe("Inputs by analysis, which hold where nobody says otherwise."),
  missing: z
    .enum(["drop-queries", "drop-models", "fail"])
    .default("drop-queries")
    .describe("What becomes of gaps: questions with gaps go, models with gaps go, or an error."),
  publish: z
    .strictObject({
      responses: z
        .enum(["all", "sample", "none"])
        .default("all")
        .describe(
          "Whose texts go out: of all answers, of those to a tenth of the questions, none."
        ),
      queries: z
        .enum(["text", "hash"])
        .default("text")
        .describe("Whether questions go out as text, or as a hash alone."),
      comparison: z
        .boolean()
        .default(false)
        .describe("Whether maps under other settings of the embedder are made and published.")
    })
    .default({responses: "all", queries: "text", comparison: false})
    .describe("What leaves the machine; an import writes `none` for `responses`."),
  seed: z.int().default(1).describe("The root of every stream of random numbers."),
  source: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("How models can be asked that Vantage makes itself.")
});
export type StudySpec = z.infer<typeof studySchema>;
