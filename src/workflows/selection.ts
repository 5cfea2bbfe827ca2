import {DomainError} from "../lib/core/errors.js";
import {stream} from "../lib/random/stream.js";
import {filterPositions} from "../lib/schema/filter.js";
import type {SpaceInputs} from "../lib/schema/inputs.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";

/* Which models and questions an analysis is about: what the filters keep (gaps are closed after that). */

/** Positions of the models that may enter the space, and ids of those left out for want of a label. */
export interface Members {
  readonly positions: readonly number[];
  readonly unlabelled: readonly string[];
}

/** Models and questions with an answer in every place. */
export interface Selection {
  readonly members: readonly number[];
  readonly questions: readonly number[];
  readonly droppedModels: readonly {readonly id: string; readonly reason: string}[];
  readonly droppedQueries: readonly {readonly id: string; readonly reason: string}[];
}

/** Content key of a list of positions. */
export const positionsKey = (positions: readonly number[]): string => positions.join(",");

/** Content key of a selection: what is in it, and what was dropped from it. */
export const selectionKey = (selection: Selection): string =>
  [selection.members, selection.questions, selection.droppedModels, selection.droppedQueries]
    .map((list) => JSON.stringify(list))
    .join(";");

/** Say which input a filter's fault is in. */
export function naming<Value>(input: "models" | "queries", filter: () => Value): Value {
  try {
    return filter();
  } catch (error) {
    if (error instanceof DomainError)
      throw new DomainError(`${input}: ${error.message}`, error.code);
    throw error;
  }
}

/** The models a filter keeps. @throws DomainError for a bad filter or when none is left */
export function keepModels({study, models}: Pick<SpaceInputs, "models"> & {study: StudyData}) {
  const positions = naming("models", () => filterPositions(study.models, models));
  if (positions.length < 2)
    throw new DomainError(
      `models: the filter must keep at least two models; got ${positions.length} of ${study.models.length} with ${JSON.stringify(models)}`
    );
  return {positions, unlabelled: []} satisfies Members;
}

/**
 * The questions a filter keeps, then the first `queryCount` of them in an order drawn by
 * `querySeed`: counts are nested, so one question more keeps all the others.
 */
export function keepQuestions({
  study,
  queries,
  queryCount,
  querySeed
}: Pick<SpaceInputs, "queries" | "queryCount" | "querySeed"> & {study: StudyData}): number[] {
  const kept = naming("queries", () => filterPositions(study.queries, queries));
  if (kept.length === 0)
    throw new DomainError(
      `queries: the filter must keep at least one query; got none with ${JSON.stringify(queries)}`
    );
  if (queryCount === "all") return kept;
  if (queryCount > kept.length)
    throw new DomainError(
      `queryCount: must be at most the ${kept.length} queries the filter keeps; got ${queryCount}`
    );
  const order = stream(querySeed, "queries").permutation(kept.length);
  return Array.from(order.slice(0, queryCount), (k) => kept[k] as number).sort((a, b) => a - b);
}

/**
 * All questions a filter keeps in the order they are drawn in: distances are summed in it, so that one
 * question more or less adds or takes off the last.
 */
export function drawOrder({
  study,
  queries,
  querySeed
}: Pick<SpaceInputs, "queries" | "querySeed"> & {study: StudyData}): number[] {
  const kept = naming("queries", () => filterPositions(study.queries, queries));
  const order = stream(querySeed, "queries").permutation(kept.length);
  return Array.from(order, (k) => kept[k] as number);
}

/** The distance table of the asked metric and replicate prefix, loaded on first use. */
export function loadTable({
  study,
  metric,
  replicates
}: Pick<SpaceInputs, "metric" | "replicates"> & {study: StudyData}): Promise<DistanceTable> {
  const entries = study.tables.filter((entry) => entry.metric === metric);
  const counts = entries.map((entry) => entry.replicates);
  const asked = replicates === "all" ? Math.max(...counts) : replicates;
  const entry = entries.find((entry) => entry.replicates === asked);
  if (entry) return study.loadTable(entry);
  if (counts.length === 0) {
    const metrics = [...new Set(study.tables.map((table) => table.metric))].join(", ");
    throw new DomainError(`metric: must be one of ${metrics} in this study; got ${metric}`);
  }
  throw new DomainError(`replicates: must be one of ${counts.join(", ")} or all; got ${asked}`);
}
