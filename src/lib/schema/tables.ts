import {z} from "zod";

/*
 * The canonical tables, as rows. Every importer and every collector yields these and nothing else;
 * `null` stands for a value the source does not give.
 */

const id = z.string().min(1);
const text = z.string().nullable().default(null);

/** What became of an answer. `empty` is an answer; `missing` is none. */
export const responseStatus = z.enum(["ok", "empty", "error", "truncated", "refused", "missing"]);
export type ResponseStatus = z.infer<typeof responseStatus>;

/** One model; covariates stand beside the named columns. */
export const modelRow = z
  .object({
    model_id: id.describe("The model’s name, unique."),
    label: z.string().describe("What it is called on pages."),
    family: text.describe("Models of a family are alike; validation can leave them out together."),
    revision: z.string().nullable().optional().describe("Which version of the weights."),
    source: text.describe("Where its answers come from.")
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ModelTableRow = z.infer<typeof modelRow>;

/** One query: the document asked about, not the rendered prompt. `query_hash` is its sha256. */
export const queryRow = z.object({
  query_id: id.describe("The question’s name, unique."),
  query_text: z.string().describe("The document asked about, not the rendered prompt."),
  dataset: text.describe("The collection it belongs to."),
  category: text.describe("Its kind within the collection."),
  target: text.describe("The right answer, where there is one."),
  query_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("The sha256 of the text.")
});
export type QueryTableRow = z.infer<typeof queryRow>;

/** One answer: unique in (model, query, replicate). `params` is JSON, `source_ref` names file and row. */
export const responseRow = z.object({
  response_key: id.describe("The sha256 of model, question, replicate and parameters."),
  model_id: id.describe("Who answered."),
  query_id: id.describe("What was asked."),
  replicate: z.int().min(0).describe("Which of several answers to the same question."),
  response_text: z.string().describe("The answer."),
  choices: text.describe("JSON of the options of a multiple choice with log-probabilities."),
  status: responseStatus.describe("What became of the answer."),
  finish_reason: text.describe("Why it ended, in the source’s words."),
  prompt_hash: text.describe("The sha256 of the prompt as it was sent."),
  created_at: text.describe("When it was given, ISO 8601."),
  time: z.number().nullable().default(null).describe("Which step of a sequence it belongs to."),
  params: z.string().default("{}").describe("JSON of how the model was asked."),
  source_ref: z.string().default("").describe("File and line, or file and record, from 1.")
});
export type ResponseRow = z.infer<typeof responseRow>;

/** One score; without `query_id` it belongs to the model as a whole. */
export const scoreRow = z.object({
  model_id: id.describe("Whose score it is."),
  query_id: text.describe("The question it was given for; none: the model as a whole."),
  replicate: z.int().min(0).nullable().default(null).describe("The answer it was given for."),
  metric: id.describe("What was measured."),
  filter: text.describe("How the answer was read before it was measured."),
  value: z.number().describe("The score."),
  higher_is_better: z.boolean().nullable().default(null).describe("Which end is the good one.")
});
export type ScoreRow = z.infer<typeof scoreRow>;

/** One fact of how a model was asked the queries of a dataset, or, without one, all queries. */
export const setupRow = z.object({
  model_id: id.describe("Who was asked."),
  dataset: text.describe("Which questions the fact is about; none: all."),
  name: id.describe(
    "What it is: `harness`, `prompt_template`, `few_shot`, `temperature` and so on."
  ),
  value: z.string().describe("The fact, as text.")
});
export type SetupRow = z.infer<typeof setupRow>;

/** A study's canonical tables. */
export interface Tables {
  readonly models: readonly ModelTableRow[];
  readonly queries: readonly QueryTableRow[];
  readonly responses: readonly ResponseRow[];
  readonly scores: readonly ScoreRow[];
  readonly setups: readonly SetupRow[];
}
