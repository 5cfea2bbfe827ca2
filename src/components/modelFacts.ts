import type {ModelRow, PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {PairResult} from "../workflows/results.js";
import {formatColumn, formatCount, formatNumber, formatQuantity} from "./format.js";
import type {Phrase} from "./sentences.js";
import type {Table} from "./tableTwin.js";

/** What is known of one model, or of some side by side: a row for each column of the models. */
export function modelFacts(study: PublishedStudy, models: readonly ModelRow[]): Table {
  const {covariates} = study;
  const hasFamilies = models.some(({family}) => family !== null);
  const known = Object.entries(covariates).map(([column, {unit}]) => [
    formatColumn(column),
    ...models.map((model) => value(model[column], unit))
  ]);
  return {
    columns: ["", ...models.map(({label}) => label)],
    rows: [
      ...(models.some(({model_id, label}) => model_id !== label)
        ? [["id", ...models.map(({model_id}) => model_id)]]
        : []),
      ...(hasFamilies && !Object.hasOwn(covariates, "family")
        ? [["family", ...models.map(({family}) => family ?? "–")]]
        : []),
      ...known
    ]
  };
}

function value(cell: ModelRow[string] | undefined, unit: string | undefined): string {
  if (cell === null || cell === undefined) return "–";
  return typeof cell === "number" ? formatQuantity(cell, unit) : String(cell);
}

/**
 * How far apart two models are, or what is nearest to one. A distance of zero stands for one that is no more
 * than the noise of finitely many answers.
 */
export function pairPhrase(study: PublishedStudy, result: PairResult): Phrase {
  const {a, b, distance, queriesUsed, nearest} = result;
  const label = (id: string) => study.models.find(({model_id}) => model_id === id)?.label ?? id;
  const over = ["Over ", {value: formatCount(queriesUsed, studyWords(study).question)}];
  if (b !== null && distance !== null)
    return [
      ...over,
      `, ${label(a)} and ${label(b)} are `,
      {value: distance === 0 ? "no further apart than noise" : `${formatNumber(distance)} apart`},
      ". ",
      ...rankPhrase(result, label(a), label(b))
    ];
  const names = nearest.map(
    (near) =>
      `${label(near.model)} (${near.distance === 0 ? "within noise" : formatNumber(near.distance)})`
  );
  return [
    ...over,
    `, nearest to ${label(a)} ${names.length === 1 ? "is" : "are"} ${names.join(", ")}.`
  ];
}

/** Nothing of two models that are all there are. */
function rankPhrase({models, rank}: PairResult, a: string, b: string): Phrase {
  if (models === 2) return [];
  return [
    `Of the ${formatNumber(models - 1)} other models, ${b} is number `,
    {value: formatNumber(rank)},
    ` from ${a}, counted from the nearest.`
  ];
}
