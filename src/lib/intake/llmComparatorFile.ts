import {DomainError} from "../core/errors.js";
import type {QueryTableRow, ResponseRow, ScoreRow} from "../schema/tables.js";
import {llmComparatorMetric} from "./llmComparator.js";

/** One query and the answers of both models, as LLM Comparator reads it. */
export interface LlmComparatorExample {
  readonly input_text: string;
  readonly tags: readonly string[];
  readonly output_text_a: string;
  readonly output_text_b: string;
  readonly score: number | null;
  readonly individual_rater_scores: readonly never[];
  readonly custom_fields: Readonly<Record<string, never>>;
}

/** The JSON object LLM Comparator opens. */
export interface LlmComparatorFile {
  readonly metadata: {
    readonly source_path: string;
    readonly custom_fields_schema: readonly never[];
    /** queries left out because one of the two did not answer */
    readonly queries_left_out: number;
    /** answers left out because LLM Comparator shows one a query */
    readonly replicates_left_out: number;
  };
  readonly models: readonly [{readonly name: string}, {readonly name: string}];
  readonly examples: readonly LlmComparatorExample[];
}

/** Statuses of rows without an answer to show. */
const none = new Set(["error", "missing"]);

/**
 * The answers of two models side by side, for LLM Comparator. Shown are the queries both answered,
 * in the order of `queries`, each with its replicate 0; the metadata count what is left out. The
 * score of an example is model A's of metric `llm_comparator`, null without.
 *
 * @throws DomainError if the models are one, or have no answered query in common
 */
export function llmComparatorFile(
  [a, b]: readonly [string, string],
  queries: readonly QueryTableRow[],
  responses: readonly ResponseRow[],
  scores: readonly ScoreRow[] = []
): LlmComparatorFile {
  if (a === b) throw new DomainError(`models: must be two; got ${JSON.stringify(a)} twice`);
  const [ofA, ofB, scoresOfA] = [answers(a, responses), answers(b, responses), scored(a, scores)];
  const examples = queries.flatMap((query) => {
    const [textA, textB] = [ofA.get(query.query_id), ofB.get(query.query_id)];
    if (textA === undefined || textB === undefined) return [];
    return [example(query, textA, textB, scoresOfA.get(query.query_id) ?? null)];
  });
  if (examples.length === 0)
    throw new DomainError(`models: must both have answered a query; got ${a} and ${b} with none`);
  const left = {
    queries_left_out: queries.length - examples.length,
    replicates_left_out: responses.filter((row) => isOf(row, a, b) && row.replicate > 0).length
  };
  return {
    metadata: {source_path: "Vantage", custom_fields_schema: [], ...left},
    models: [{name: a}, {name: b}],
    examples
  };
}

function answers(model: string, responses: readonly ResponseRow[]): ReadonlyMap<string, string> {
  const shown = responses.filter(
    ({model_id, replicate, status}) => model_id === model && replicate === 0 && !none.has(status)
  );
  return new Map(shown.map(({query_id, response_text}) => [query_id, response_text]));
}

function scored(model: string, scores: readonly ScoreRow[]): ReadonlyMap<string | null, number> {
  const ours = scores.filter(
    ({model_id, metric, replicate}) =>
      model_id === model && metric === llmComparatorMetric && (replicate ?? 0) === 0
  );
  return new Map(ours.map(({query_id, value}) => [query_id, value]));
}

function isOf({model_id, status}: ResponseRow, a: string, b: string): boolean {
  return (model_id === a || model_id === b) && !none.has(status);
}

function example(
  {query_text, category}: QueryTableRow,
  output_text_a: string,
  output_text_b: string,
  score: number | null
): LlmComparatorExample {
  const tags = category === null ? [] : [category];
  const rest = {score, individual_rater_scores: [], custom_fields: {}};
  return {input_text: query_text, tags, output_text_a, output_text_b, ...rest};
}
