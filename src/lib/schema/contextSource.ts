import {z} from "zod";

/**
 * `source` of a study whose models are one embedded language model under different contexts: texts put
 * before every question, each with some words appended or none.
 */
export const contextSource = z.strictObject({
  kind: z.literal("embedded-context"),
  /** folder of `data/corpora` whose grammars tell of what the contexts are about */
  subject: z.string().regex(/^[a-z][a-z-]*$/),
  /** texts by name */
  contexts: z.record(z.string(), z.string().min(1)),
  /** column of the models table: which text stands before a model's questions */
  context: z.string().default("family"),
  /** words that may be appended to a text; a model's are drawn from these */
  words: z.array(z.string().min(1)).default([]),
  /** column of the models table: how many words are appended */
  appended: z.string().default("appended"),
  /** how much a word of the context counts in the gate, against one of the question */
  contextWeight: z.number().min(0).default(1),
  /** words each topic's base corpus holds, at least */
  baseWords: z.int().positive().default(8000),
  /** words of one document, at least */
  documentWords: z.int().positive().default(100),
  /** tokens from which on the end of a sentence ends an answer */
  minTokens: z.int().positive().default(40)
});
export type ContextSource = z.infer<typeof contextSource>;
