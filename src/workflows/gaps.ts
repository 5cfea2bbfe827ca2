import {DomainError} from "../lib/core/errors.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";
import type {CellContext} from "../runtime/workflow.js";
import type {Members, Selection} from "./selection.js";

/* What the study's policy for gaps drops of the models and questions kept. Everything dropped is named. */

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
