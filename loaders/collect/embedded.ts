import {createHash} from "node:crypto";
import {DataError} from "../../src/lib/core/errors.js";
import type {TopicGrammar} from "../../src/lib/language/expandGrammar.js";
import {growExposureCorpora, trainExposed} from "../../src/lib/language/exposure.js";
import type {LanguageModel} from "../../src/lib/language/languageModel.js";
import {type Answer, sample} from "../../src/lib/language/sample.js";
import {stream} from "../../src/lib/random/stream.js";
import {type EmbeddedSource, embeddedSource} from "../../src/lib/schema/embeddedSource.js";
import type {StudySpec} from "../../src/lib/schema/study.js";
import type {ModelTableRow, QueryTableRow, ResponseRow} from "../../src/lib/schema/tables.js";
import {readGrammars} from "./readGrammars.js";

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
 * Trains the embedded language models of a study and lets each answer every query `replicates`
 * times. An answer depends on the study's seed, source and sampling and on the names of its model
 * and query alone: neither on order nor on which others are asked, so models added later are
 * collected by themselves. Offline, in memory; about 30 ms a model and 50 µs an answer.
 *
 * @returns rows by model, then query, then replicate
 * @throws DataError if `study.source` is not an embedded source or a model states no share
 */
export async function collectEmbedded({
  study,
  models,
  queries,
  corpora,
  progress
}: EmbeddedCollection): Promise<ResponseRow[]> {
  const source = sourceOf(study);
  const grammars = corpora ?? (await readGrammars());
  const grown = growExposureCorpora(grammars, source, study.seed);
  const recipe = hash([study.seed, source, study.sampling ?? null, grammars]);
  const rows: ResponseRow[] = [];
  for (const [done, row] of models.entries()) {
    const share = shareOf(row, source);
    const random = stream(study.seed, "documents", row.model_id);
    const model = trainExposed(grown, share, source, random);
    const ask = {study, source, model, modelId: row.model_id, recipe: hash([recipe, share])};
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
  readonly source: EmbeddedSource;
  readonly model: LanguageModel;
  readonly modelId: string;
  /** hash of all that shapes this model's answers */
  readonly recipe: string;
}

function askOnce({study, source, model, modelId, recipe}: Ask, query: Asked, replicate: number) {
  const {temperature = 1, top_k = 0, top_p = 1, max_tokens = 80} = study.sampling ?? {};
  const answer = sample(model, query.query_text, {
    temperature,
    topK: top_k,
    topP: top_p,
    maxTokens: max_tokens,
    minTokens: source.minTokens,
    random: stream(study.seed, "answer", modelId, query.query_id, replicate)
  });
  const params = {temperature, top_k, top_p, max_tokens, min_tokens: source.minTokens};
  const key = hash([recipe, modelId, query.query_id, query.query_text, replicate]);
  return responseRow(answer, key, modelId, query.query_id, replicate, JSON.stringify(params));
}

function responseRow(
  {text, finishReason}: Answer,
  key: string,
  modelId: string,
  queryId: string,
  replicate: number,
  params: string
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
    source_ref: "embedded-ngram"
  };
}

function sourceOf(study: StudySpec): EmbeddedSource {
  const parsed = embeddedSource.safeParse(study.source);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({path, code, message}) => ({
    path: ["source", ...path].join("."),
    code,
    message
  }));
  throw new DataError(`study.json: ${issues[0]?.path}: ${issues[0]?.message}`, issues);
}

function shareOf(model: ModelTableRow, {share}: EmbeddedSource): number {
  const value = model[share];
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new DataError(
    `models.csv: ${share} of ${model.model_id} must be a number in [0, 1]; got ${value ?? "nothing"}`
  );
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
