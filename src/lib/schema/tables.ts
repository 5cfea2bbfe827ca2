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
    model_id: id,
    label: z.string(),
    family: text,
    revision: z.string().nullable().optional(),
    source: text
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ModelTableRow = z.infer<typeof modelRow>;

/** One query: the document asked about, not the rendered prompt. `query_hash` is its sha256. */
export const queryRow = z.object({
  query_id: id,
  query_text: z.string(),
  dataset: text,
  category: text,
  target: text,
  query_hash: z.string().regex(/^[0-9a-f]{64}$/)
});
export type QueryTableRow = z.infer<typeof queryRow>;

/** One answer: unique in (model, query, replicate). `params` is JSON, `source_ref` names file and row. */
export const responseRow = z.object({
  response_key: id,
  model_id: id,
  query_id: id,
  replicate: z.int().min(0),
  response_text: z.string(),
  choices: text,
  status: responseStatus,
  finish_reason: text,
  prompt_hash: text,
  created_at: text,
  time: z.number().nullable().default(null),
  params: z.string().default("{}"),
  source_ref: z.string().default("")
});
export type ResponseRow = z.infer<typeof responseRow>;

/** One score; without `query_id` it belongs to the model as a whole. */
export const scoreRow = z.object({
  model_id: id,
  query_id: text,
  replicate: z.int().min(0).nullable().default(null),
  metric: id,
  filter: text,
  value: z.number(),
  higher_is_better: z.boolean().nullable().default(null)
});
export type ScoreRow = z.infer<typeof scoreRow>;

/** One fact of how a model was asked the queries of a dataset, or, without one, all queries. */
export const setupRow = z.object({model_id: id, dataset: text, name: id, value: z.string()});
export type SetupRow = z.infer<typeof setupRow>;

/** A study's canonical tables. */
export interface Tables {
  readonly models: readonly ModelTableRow[];
  readonly queries: readonly QueryTableRow[];
  readonly responses: readonly ResponseRow[];
  readonly scores: readonly ScoreRow[];
  readonly setups: readonly SetupRow[];
}
