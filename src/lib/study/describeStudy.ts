import type {Embedder} from "../embedding/embedder.js";
import {studyReports} from "../intake/studyReports.js";
import type {CovariateSpec} from "../schema/study.js";
import type {ModelRow, PublishedStudy, QueryRow, TableEntry} from "../schema/studyData.js";
import type {ModelTableRow, QueryTableRow, Tables} from "../schema/tables.js";
import type {AnswerFacts} from "./answerFacts.js";
import type {DescribedStudy} from "./describedStudy.js";
import {isAnswer} from "./isAnswer.js";
import {listedAnswers} from "./listedAnswers.js";
import type {ModelColumns} from "./modelColumns.js";
import {withScoreCovariates} from "./scoreCovariates.js";
import {withSetupCovariates} from "./setupCovariates.js";

/** What the facts of a study are made from, besides what people write. */
export interface DescribedAnswers extends Pick<Tables, "scores" | "setups"> {
  readonly responses: readonly AnswerFacts[];
}

/**
 * The small facts of a study as they go out, under its publish policy. Answers of models, queries or
 * replicates the study does not list count as `unlisted` and for nothing else. Scores and the ways
 * models were asked become covariates.
 *
 * @param data names of the canonical tables' contents
 */
export function describeStudy(
  study: DescribedStudy,
  {responses, scores, setups}: DescribedAnswers,
  embedder: Pick<Embedder, "id" | "name" | "lexical">,
  tables: readonly TableEntry[],
  data: PublishedStudy["data"]
): PublishedStudy {
  const {spec} = study;
  const cells = listedAnswers(study, responses);
  const own = spec.kind === "scores" ? listedColumns(study) : withAnswerCovariates(study, cells);
  const scored = withScoreCovariates(own, study, scores);
  const {models, covariates} = withSetupCovariates(scored, cells, setups);
  const unlisted = responses.length - cells.length;
  const {id, name, lexical} = embedder;
  return {
    schemaVersion: 1,
    ...(spec.kind === "scores" ? {kind: spec.kind} : {}),
    ...madeHere(spec.source?.kind),
    id: study.id,
    title: spec.title,
    description: spec.description,
    license: spec.license,
    ...(spec.authors.length > 0 ? {authors: spec.authors} : {}),
    ...(study.references ? {references: study.references} : {}),
    seed: spec.seed,
    replicates: spec.replicates,
    embedder: {id, name, lexical},
    missing: spec.missing,
    models,
    queries: study.queries.map((query) => publishedQuery(query, spec.publish.queries === "text")),
    covariates,
    defaults: spec.defaults,
    tables,
    data,
    statuses: countStatuses(study, cells),
    ...(unlisted > 0 ? {unlisted} : {}),
    ...studyReports({
      models: models.map(({model_id}) => model_id),
      queries: study.queries.map(({query_id}) => query_id),
      responses: cells,
      isAnswer,
      setups,
      withText: spec.publish.queries === "text"
    })
  };
}

/** Says of models that Vantage asks itself that they are; how those of logs were asked, logs may say. */
function madeHere(kind: unknown): Pick<PublishedStudy, "source"> {
  return kind === "embedded-ngram" || kind === "embedded-context" ? {source: kind} : {};
}

function publishedQuery(query: QueryTableRow, withText: boolean): QueryRow {
  const {query_id, query_text, query_hash, dataset, category} = query;
  return {query_id, query_text: withText ? query_text : null, query_hash, dataset, category};
}

/** Cells that no row fills are `missing`. */
function countStatuses(
  study: DescribedStudy,
  responses: readonly AnswerFacts[]
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const {status} of responses) counts[status] = (counts[status] ?? 0) + 1;
  const cells = study.models.length * study.queries.length * study.spec.replicates;
  const absent = cells - responses.length;
  if (absent > 0) counts.missing = (counts.missing ?? 0) + absent;
  return counts;
}

const answerCovariates: Readonly<Record<string, [CovariateSpec, (row: AnswerFacts) => number]>> = {
  mean_length: [
    {type: "number", unit: "characters", description: "mean length of the answers"},
    (row) => row.response_text.length
  ],
  empty_share: [share("empty"), (row) => Number(row.status === "empty")],
  refused_share: [share("refused"), (row) => Number(row.status === "refused")],
  truncated_share: [share("cut off"), (row) => Number(row.status === "truncated")]
};

function share(what: string): CovariateSpec {
  return {type: "number", unit: "share", range: [0, 1], description: `share of answers ${what}`};
}

/** What people wrote of the models. */
function listedColumns({covariates, models}: DescribedStudy): ModelColumns {
  const names = Object.keys(covariates);
  return {models: models.map((model) => publishedModel(model, names)), covariates};
}

/** The study's covariates, and those the answers give by themselves where they differ at all. */
function withAnswerCovariates(
  study: DescribedStudy,
  responses: readonly AnswerFacts[]
): ModelColumns {
  const {models} = listedColumns(study);
  const covariates = {...study.covariates};
  const answers = new Map<string, AnswerFacts[]>(models.map(({model_id}) => [model_id, []]));
  for (const row of responses) if (isAnswer(row)) answers.get(row.model_id)?.push(row);
  let rows = models;
  for (const [name, [spec, measure]] of Object.entries(answerCovariates)) {
    const means = models.map(({model_id}) => mean((answers.get(model_id) ?? []).map(measure)));
    if (Object.hasOwn(covariates, name) || new Set(means).size < 2) continue;
    covariates[name] = spec;
    rows = rows.map((row, i) => ({...row, [name]: means[i] ?? null}));
  }
  return {models: rows, covariates};
}

function publishedModel(model: ModelTableRow, covariates: readonly string[]): ModelRow {
  const cells = covariates.map((name) => [name, model[name] ?? null]);
  const {model_id, label, family} = model;
  return {...Object.fromEntries(cells), model_id, label, family};
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
}
