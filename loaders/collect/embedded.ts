import {createHash} from "node:crypto";
import type {TopicGrammar} from "../../src/lib/language/expandGrammar.js";
import {type Answer, sample} from "../../src/lib/language/sample.js";
import {stream} from "../../src/lib/random/stream.js";
import type {StudySpec} from "../../src/lib/schema/study.js";
import type {ModelTableRow, QueryTableRow, ResponseRow} from "../../src/lib/schema/tables.js";
import {type MadeModel, openModels} from "./openModels.js";
import {readSourceGrammars} from "./readGrammars.js";
import {type LanguageSource, sourceOf} from "./sourceOf.js";

type Asked = Pick<QueryTableRow, "query_id" | "query_text">;

/** What the embedded language models of a study are asked. */
export interface EmbeddedCollection {
  readonly study: StudySpec;
  /** the models to ask: all of the study's, or only those that lack answers */
  readonly models: readonly ModelTableRow[];
  readonly queries: readonly Asked[];
  /** grammars by topic (default: the project's own) */
  readonly corpora?: readonly TopicGrammar[];
  /** told after each model how many are done, of how many */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Makes the embedded language models of a study and lets each answer every query `replicates`
 * times. An answer depends on the study's seed, source and sampling and on the names of its model
 * and query alone: neither on order nor on which others are asked, so models added later are
 * collected by themselves. Offline, in memory; up to 30 ms a model and about 50 µs an answer.
 *
 * @returns rows by model, then query, then replicate
 * @throws DataError if `study.source` is not one of embedded models or a model's row does not say how
 * it is made
 */
export async function collectEmbedded({
  study,
  models,
  queries,
  corpora,
  progress
}: EmbeddedCollection): Promise<ResponseRow[]> {
  const source = sourceOf(study);
  const grammars = corpora ?? (await readSourceGrammars(source));
  const open = openModels(source, grammars, study.seed);
  const recipe = hash([study.seed, source, study.sampling ?? null, grammars]);
  const rows: ResponseRow[] = [];
  for (const [done, row] of models.entries()) {
    const made = open(row);
    const ask = {study, source, made, modelId: row.model_id, recipe: hash([recipe, made.from])};
    for (const query of queries)
      for (let replicate = 0; replicate < study.replicates; replicate++)
        rows.push(askOnce(ask, query, replicate));
    progress?.(done + 1, models.length);
    await nextTurn();
  }
  return rows;
}

interface Ask {
  readonly study: StudySpec;
  readonly source: LanguageSource;
  readonly made: MadeModel;
  readonly modelId: string;
  /** hash of all that shapes this model's answers */
  readonly recipe: string;
}

function askOnce({study, source, made, modelId, recipe}: Ask, query: Asked, replicate: number) {
  const {temperature = 1, top_k = 0, top_p = 1, max_tokens = 80} = study.sampling ?? {};
  const answer = sample(made.model, query.query_text, {
    ...made.before,
    temperature,
    topK: top_k,
    topP: top_p,
    maxTokens: max_tokens,
    minTokens: source.minTokens,
    random: stream(study.seed, "answer", modelId, query.query_id, replicate)
  });
  const params = {temperature, top_k, top_p, max_tokens, min_tokens: source.minTokens};
  const key = hash([recipe, modelId, query.query_id, query.query_text, replicate]);
  const asked = {modelId, queryId: query.query_id, replicate, params: JSON.stringify(params)};
  return responseRow(answer, key, asked, source.kind);
}

interface AskedOnce {
  readonly modelId: string;
  readonly queryId: string;
  readonly replicate: number;
  readonly params: string;
}

function responseRow(
  {text, finishReason}: Answer,
  key: string,
  {modelId, queryId, replicate, params}: AskedOnce,
  kind: string
): ResponseRow {
  return {
    response_key: key,
    model_id: modelId,
    query_id: queryId,
    replicate,
    response_text: text,
    choices: null,
    status: finishReason === "length" ? "truncated" : "ok",
    finish_reason: finishReason,
    prompt_hash: null,
    created_at: null,
    time: null,
    params,
    source_ref: kind
  };
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
