import {DomainError} from "../lib/core/errors.js";
import {stream} from "../lib/random/stream.js";
import {filterPositions} from "../lib/schema/filter.js";
import type {SpaceInputs} from "../lib/schema/inputs.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";
import type {CellContext} from "../runtime/workflow.js";

/*
 * Which models and questions an analysis is about: what the filters keep, less what the policy for
 * gaps drops. Everything dropped is named.
 */

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

/** Drop what has gaps, by the study's policy. @throws DomainError when too little is left */
export function closeGaps(
  {
    study,
    members,
    questions,
    table
  }: {study: StudyData; members: Members; questions: readonly number[]; table: DistanceTable},
  {warn}: CellContext
): Selection {
  const empty = study.statuses.empty ?? 0;
  const what = recorded(study);
  const wholly = what === "score" ? "not scored for" : "not answered by";
  if (empty > 0)
    warn({
      code: "EMPTY_ANSWERS",
      message: `${empty} answers in this study are empty: they count as answers, with a zero vector`,
      value: empty
    });
  const missing = (i: number, j: number) => isMissing(table, study.models.length, i, j);
  const gaps = questions.filter((j) => members.positions.some((i) => missing(i, j)));
  if (gaps.length === 0)
    return {members: members.positions, questions, droppedModels: [], droppedQueries: []};
  const silent = (i: number) => questions.every((j) => missing(i, j));
  refuseSilent(study, members.positions.filter(silent));
  const selection = close(study, members.positions, questions, gaps, missing);
  if (selection.questions.length === 0 || selection.members.length < 2)
    throw new DomainError(
      `missing: "${study.missing}" must leave two models and one query; got ${selection.members.length} and ${selection.questions.length}`
    );
  if (selection.droppedQueries.length > 0)
    warn({
      code: "QUERIES_DROPPED",
      message: `${selection.droppedQueries.length} of ${questions.length} queries dropped: ${wholly} every model`,
      value: selection.droppedQueries.map(({id}) => id)
    });
  if (selection.droppedModels.length > 0)
    warn({
      code: "MODELS_DROPPED",
      message: `${selection.droppedModels.length} models dropped: they lack ${what}s`,
      value: selection.droppedModels.map(({id}) => id)
    });
  return selection;
}

/** What a study holds of a model and a query, in a word. */
function recorded({kind}: StudyData): "answer" | "score" {
  return kind === "scores" ? "score" : "answer";
}

function refuseSilent(study: StudyData, silent: readonly number[]) {
  if (silent.length === 0) return;
  const names = silent.map((i) => study.models[i]?.model_id).join(", ");
  throw new DomainError(
    `models: each must answer some query; got no ${recorded(study)} from ${names}`
  );
}

function close(
  study: StudyData,
  members: readonly number[],
  questions: readonly number[],
  gaps: readonly number[],
  missing: (i: number, j: number) => boolean
): Selection {
  const model = (i: number) => study.models[i]?.model_id as string;
  const query = (j: number) => study.queries[j]?.query_id as string;
  const first = (j: number) => members.find((i) => missing(i, j)) as number;
  const what = recorded(study);
  if (study.missing === "fail") {
    const j = gaps[0] as number;
    throw new DomainError(
      `missing: every model must answer every query; got no ${what} of ${model(first(j))} to ${query(j)}`
    );
  }
  if (study.missing === "drop-models") {
    const dropped = members.filter((i) => gaps.some((j) => missing(i, j)));
    const lacks = (i: number) => gaps.filter((j) => missing(i, j)).length;
    return {
      members: members.filter((i) => !dropped.includes(i)),
      questions,
      droppedModels: dropped.map((i) => ({id: model(i), reason: `lacks ${lacks(i)} ${what}s`})),
      droppedQueries: []
    };
  }
  const open = new Set(gaps);
  return {
    members,
    questions: questions.filter((j) => !open.has(j)),
    droppedModels: [],
    droppedQueries: gaps.map((j) => ({id: query(j), reason: `no ${what} from ${model(first(j))}`}))
  };
}

/**
 * Whether model i lacks an answer to query j: its distances to all models are NaN. With fewer than
 * two answered models nothing can be compared, and all count as missing.
 */
function isMissing(table: DistanceTable, n: number, i: number, j: number): boolean {
  const offset = (j * n * (n - 1)) / 2;
  for (let other = 0; other < n; other++) {
    if (other === i) continue;
    const [a, b] = i < other ? [i, other] : [other, i];
    const position = offset + a * n - (a * (a + 1)) / 2 + b - a - 1;
    if (!Number.isNaN(table.squared[position])) return false;
  }
  return true;
}
