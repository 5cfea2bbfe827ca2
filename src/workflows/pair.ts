import {condensedIndex} from "../lib/core/condensed.js";
import {DomainError} from "../lib/core/errors.js";
import {type PairInputs, pairInputs} from "../lib/schema/inputs.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";
import {workflow} from "../runtime/workflow.js";
import type {PairResult} from "./results.js";
import {keepModels, positionsKey, type Selection} from "./selection.js";
import {separation} from "./space.js";
import type {Squared} from "./spaceCells.js";

/**
 * Why two models lie where they do: how far apart they are in perspective space, how near that is among
 * all models, and what each question adds to it (methods §1: D² is a sum over questions).
 *
 * Distances between models are those of `space` under the same inputs, debiased and scaled. What a question
 * adds is its own squared distance between mean answers, as recorded: the noise of finitely many answers is
 * in it, since for one question it is estimated too badly to be taken off. O(m n) beside the sums.
 */
export const pair = workflow<StudyData>("pair")(pairInputs)
  .cell("members", ["study", "models"], keepModels, {key: ({positions}) => positionsKey(positions)})
  .use(separation)
  .cell("between", ["study", "selection", "a", "b"], positionsOf)
  .cell("result", ["study", "selection", "squared", "table", "between"], explained)
  .build();

/** Rows of the two models among those selected; b is null where one alone is asked about. */
interface Between {
  readonly a: number;
  readonly b: number | null;
}

function positionsOf({
  study,
  selection,
  a,
  b
}: Pick<PairInputs, "a" | "b"> & {study: StudyData; selection: Selection}): Between {
  const ids = selection.members.map((i) => study.models[i]?.model_id as string);
  const first = requireModel("a", a, ids);
  if (b === "") return {a: first, b: null};
  const second = requireModel("b", b, ids);
  if (first === second) throw new DomainError(`b: must be another model than a; got ${b}`, "INPUT");
  return {a: first, b: second};
}

function requireModel(input: "a" | "b", id: string, ids: readonly string[]): number {
  const row = ids.indexOf(id);
  if (row >= 0) return row;
  throw new DomainError(
    `${input}: must be one of the ${ids.length} models of the space, by model_id; got ${JSON.stringify(id)}${suggestion(id, ids)}`,
    "INPUT"
  );
}

interface Found {
  readonly study: StudyData;
  readonly selection: Selection;
  readonly squared: Squared;
  readonly table: DistanceTable;
  readonly between: Between;
}

function explained({study, selection, squared, table, between: {a, b}}: Found): PairResult {
  const idOf = (row: number) => study.models[selection.members[row] as number]?.model_id as string;
  const near = neighbors(squared, a);
  const distance = near.find(({row}) => row === b)?.distance ?? null;
  return {
    a: idOf(a),
    b: b === null ? null : idOf(b),
    models: selection.members.length,
    queriesUsed: selection.questions.length,
    distance,
    rank: b === null ? null : near.findIndex(({row}) => row === b) + 1,
    nearest: near.slice(0, 5).map(({row, distance}) => ({model: idOf(row), distance})),
    questions: b === null ? [] : apart(study, selection, table, a, b)
  };
}

/**
 * All others by distance from a, nearest first. A squared distance from which more noise was taken off than
 * there was is drawn as 0, but is still less than another.
 */
function neighbors({n, values}: Squared, a: number) {
  return Array.from({length: n}, (_, row) => row)
    .filter((row) => row !== a)
    .map((row) => ({row, squared: values[condensedIndex(n, a, row)] as number}))
    .sort((x, y) => x.squared - y.squared || x.row - y.row)
    .map(({row, squared}) => ({row, distance: Math.sqrt(Math.max(squared, 0))}));
}

/** What each question adds, most first. */
function apart(
  study: StudyData,
  {members, questions}: Selection,
  {squared}: DistanceTable,
  a: number,
  b: number
): PairResult["questions"] {
  const total = study.models.length;
  const width = (total * (total - 1)) / 2;
  const between = (j: number, x: number, y: number) =>
    squared[
      j * width + condensedIndex(total, members[x] as number, members[y] as number)
    ] as number;
  const usual = (j: number) =>
    members.reduce((sum, _, row) => (row === a ? sum : sum + between(j, a, row)), 0) /
    (members.length - 1);
  const sum = questions.reduce((all, j) => all + between(j, a, b), 0);
  return questions
    .map((j) => {
      const own = between(j, a, b);
      const query = study.queries[j]?.query_id as string;
      return {query, squared: own, share: sum > 0 ? own / sum : 0, usual: usual(j)};
    })
    .sort((x, y) => y.squared - x.squared);
}
