import type {CovariateSpec} from "../schema/study.js";
import type {ScoreRow} from "../schema/tables.js";
import type {DescribedStudy} from "./describedStudy.js";
import {type ModelColumns, withColumn} from "./modelColumns.js";

/**
 * Adds a covariate `score:<metric>` for each metric of the listed models, `score:<metric>,<filter>`
 * where a metric has several filters: a model's mean over its scores of listed queries and
 * replicates, else its score as a whole. What people wrote under such a name stays.
 */
export function withScoreCovariates(
  columns: ModelColumns,
  study: DescribedStudy,
  scores: readonly ScoreRow[]
): ModelColumns {
  let found = columns;
  for (const {name, rows} of metricsOf(listedScores(study, scores)))
    found = withColumn(found, name, specOf(rows), modelMeans(rows));
  return found;
}

function listedScores(
  {models, queries, spec}: DescribedStudy,
  scores: readonly ScoreRow[]
): ScoreRow[] {
  const modelIds = new Set(models.map(({model_id}) => model_id));
  const queryIds = new Set(queries.map(({query_id}) => query_id));
  return scores.filter(
    ({model_id, query_id, replicate}) =>
      modelIds.has(model_id) &&
      (query_id === null || queryIds.has(query_id)) &&
      (replicate ?? 0) < spec.replicates
  );
}

function metricsOf(scores: readonly ScoreRow[]) {
  const metrics = grouped(scores, ({metric}) => metric);
  return [...metrics].flatMap(([metric, all]) => {
    const filters = [...grouped(all, ({filter}) => filter)];
    const suffix = (filter: string | null) =>
      filters.length > 1 && filter !== null ? `,${filter}` : "";
    return filters.map(([filter, rows]) => ({name: `score:${metric}${suffix(filter)}`, rows}));
  });
}

function specOf(rows: readonly ScoreRow[]): CovariateSpec {
  const isMean = rows.some(({query_id}) => query_id !== null);
  const description = isMean ? "mean score of the answers" : "score of the model";
  const better = new Set(rows.map(({higher_is_better}) => higher_is_better));
  const [higherIsBetter] = better;
  const known = better.size === 1 && typeof higherIsBetter === "boolean";
  return {type: "number", description, ...(known ? {higherIsBetter} : {})};
}

/** Means over the scores of queries; models without any keep those they have as a whole. */
function modelMeans(rows: readonly ScoreRow[]): Map<string, number> {
  const means = new Map<string, number>();
  for (const [model, own] of grouped(rows, ({model_id}) => model_id)) {
    const ofQueries = own.filter(({query_id}) => query_id !== null);
    const values = (ofQueries.length > 0 ? ofQueries : own).map(({value}) => value);
    means.set(model, values.reduce((sum, x) => sum + x, 0) / values.length);
  }
  return means;
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
