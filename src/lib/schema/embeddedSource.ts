import {z} from "zod";

const share = z.number().min(0).max(1);

/**
 * `source` of a study whose models are embedded language models: how each is made from one base and
 * from the share of leaked documents its row in the models table states.
 */
export const embeddedSource = z.strictObject({
  kind: z.literal("embedded-ngram"),
  /** topic whose leaked documents some models have read */
  sensitive: z.string(),
  /** topics that fill up the fine-tuning */
  others: z.array(z.string()).min(1),
  /** column of the models table: share of the fine-tuning documents that are leaked */
  share: z.string().default("exposure"),
  /** words each topic's base corpus holds, at least */
  baseWords: z.int().positive().default(8000),
  /** words of one document, at least */
  documentWords: z.int().positive().default(100),
  /** leaked documents there are */
  leakedDocuments: z.int().positive().default(80),
  /** documents each other topic has for fine-tuning */
  poolDocuments: z.int().positive().default(40),
  /** documents each model is fine-tuned on, drawn without replacement */
  documents: z.int().positive().default(60),
  /** how many times each fine-tuning word counts */
  weight: z.int().positive().default(1),
  /** tokens from which on the end of a sentence ends an answer */
  minTokens: z.int().positive().default(40),
  /** share of the gate that goes by what the model was fine-tuned on, not by the question */
  routerLeak: share.default(0)
});
export type EmbeddedSource = z.infer<typeof embeddedSource>;
