import {filterPositions} from "../lib/schema/filter.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {formatColumn} from "./format.js";
import {colorKeys} from "./palette.js";

/** One choice of a select: what is stored and what is read. */
export interface Choice {
  readonly value: unknown;
  readonly label: string;
}

/** An input of an analysis as a reader meets it: plain words, the field's term as its title. */
export type ControlSpec = {readonly label: string; readonly term: string} & (
  | {readonly kind: "choice"; readonly choices: (study: PublishedStudy) => readonly Choice[]}
  | {readonly kind: "count"; readonly most: (study: PublishedStudy, queries: string) => number}
  | {readonly kind: "whole"; readonly least: number; readonly most: number}
  | {readonly kind: "filter"; readonly suggestions: (study: PublishedStudy) => readonly string[]}
);

const words = (...pairs: readonly (readonly [unknown, string])[]): (() => readonly Choice[]) => {
  const choices = pairs.map(([value, label]) => ({value, label}));
  return () => choices;
};

const covariates = (study: PublishedStudy, types: readonly string[]): Choice[] =>
  Object.entries(study.covariates)
    .filter(([, {type}]) => types.includes(type))
    .map(([value]) => ({value, label: formatColumn(value)}));

const columns = (study: PublishedStudy): Choice[] =>
  colorKeys(study).map((value) => ({value, label: formatColumn(value)}));

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const distinct = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort();

const categoryFilters = (study: PublishedStudy): Choice[] =>
  distinct(study.queries.map(({category}) => category))
    .slice(0, 12)
    .map((name) => ({value: `category = ${quoted(name)}`, label: name}));

const validations = words(
  ["auto", "as suits the study"],
  ["leave-one-model-out", "leave out each model"],
  ["leave-one-family-out", "leave out each family"],
  ["k-fold", "ten groups"]
);

/** How many questions a filter keeps; all of them while the filter cannot be read. */
export function questionsKept(study: PublishedStudy, filter: string): number {
  try {
    return filterPositions(
      study.queries.map((query) => ({...query})),
      filter
    ).length;
  } catch {
    return study.queries.length;
  }
}

/**
 * Every control a page may name. `space` inputs go to all analyses of a page; a name with a dot goes
 * to the analysis before the dot, `view.` to the drawing alone.
 */
export const controlSpecs: Readonly<Record<string, ControlSpec>> = {
  queries: {
    label: "Which questions",
    term: "queries: filter over the queries",
    kind: "choice",
    choices: (study) => [{value: "", label: "all"}, ...categoryFilters(study)]
  },
  "queries:filter": {
    label: "Which questions",
    term: "queries: filter, e.g. category = 'a' and dataset <> 'b'",
    kind: "filter",
    suggestions: (study) => categoryFilters(study).map(({value}) => String(value))
  },
  "models:filter": {
    label: "Which models",
    term: "models: filter, e.g. family <> 'adversarial' and score is not null",
    kind: "filter",
    suggestions: (study) =>
      distinct(study.models.map(({family}) => family)).map((name) => `family <> ${quoted(name)}`)
  },
  queryCount: {
    label: "Number of questions",
    term: "queryCount: m, drawn from those kept by querySeed",
    kind: "count",
    most: questionsKept
  },
  replicates: {
    label: "Answers per question",
    term: "replicates: r, averaged",
    kind: "choice",
    choices: ({tables}) => {
      const counts = [...new Set(tables.map(({replicates}) => replicates))].sort((a, b) => a - b);
      return [
        ...counts.slice(0, -1).map((value) => ({value, label: String(value)})),
        {value: "all", label: `${counts.at(-1) ?? "all"}`}
      ];
    }
  },
  dimension: {
    label: "Dimensions",
    term: "dimension: d of the perspective space",
    kind: "choice",
    choices: ({models}) => [
      {value: "auto", label: "by the elbow"},
      ...Array.from({length: Math.min(10, models.length - 1)}, (_, i) => ({
        value: i + 1,
        label: String(i + 1)
      }))
    ]
  },
  elbow: {
    label: "Which elbow",
    term: "elbow: of the profile likelihood",
    kind: "choice",
    choices: words([1, "first"], [2, "second"], [3, "third"])
  },
  elbowRule: {
    label: "Elbows among",
    term: "elbowRule: which eigenvalues the profile likelihood sees",
    kind: "choice",
    choices: words(["leading", "leading eigenvalues"], ["positive", "all positive ones"])
  },
  querySeed: {
    label: "Which draw of questions",
    term: "querySeed",
    kind: "whole",
    least: 0,
    most: 9999
  },
  debias: {
    label: "Noise of few answers",
    term: "debias: subtract the dispersion of finitely many answers",
    kind: "choice",
    choices: words(["auto", "subtract where possible"], [true, "subtract"], [false, "leave in"])
  },
  "regression.covariate": {
    label: "What to predict",
    term: "covariate",
    kind: "choice",
    choices: (study) => covariates(study, ["number"])
  },
  "regression.method": {
    label: "Method",
    term: "method of regression",
    kind: "choice",
    choices: words(
      ["ols", "least squares"],
      ["ridge", "ridge"],
      ["knn", "nearest neighbors"],
      ["mean", "mean alone"]
    )
  },
  "regression.validation": {
    label: "Checked by",
    term: "validation",
    kind: "choice",
    choices: validations
  },
  "classification.label": {
    label: "What to tell",
    term: "label",
    kind: "choice",
    choices: (study) => {
      const found = covariates(study, ["class", "boolean"]);
      const hasFamily = study.models.some(({family}) => family !== null);
      return hasFamily && !found.some(({value}) => value === "family")
        ? [...found, {value: "family", label: "family"}]
        : found;
    }
  },
  "classification.method": {
    label: "Method",
    term: "method of classification",
    kind: "choice",
    choices: words(["fisher", "Fisher’s discriminant"], ["knn", "nearest neighbors"])
  },
  "classification.space": {
    label: "Neighbors by",
    term: "space: where knn measures",
    kind: "choice",
    choices: words(["coordinates", "coordinates"], ["distances", "full distances"])
  },
  "classification.validation": {
    label: "Checked by",
    term: "validation",
    kind: "choice",
    choices: validations
  },
  k: {label: "Neighbors asked", term: "k of nearest neighbors", kind: "whole", least: 1, most: 25},
  exchange: {
    label: "Shuffles",
    term: "exchange: which labels a permutation may exchange",
    kind: "choice",
    choices: words(
      ["auto", "as families allow"],
      ["free", "all models"],
      ["within", "within families"],
      ["blocks", "whole families"]
    )
  },
  permutations: {
    label: "Number of shuffles",
    term: "permutations",
    kind: "choice",
    choices: words([99, "99"], [999, "999"], [1999, "1,999"])
  },
  level: {
    label: "Intervals",
    term: "level",
    kind: "choice",
    choices: words([0.8, "80 %"], [0.9, "90 %"], [0.95, "95 %"])
  },
  seed: {label: "Seed of the shuffles", term: "seed", kind: "whole", least: 0, most: 9999},
  "view.color": {
    label: "Color",
    term: "which column colors the map",
    kind: "choice",
    choices: columns
  },
  "view.size": {
    label: "Size",
    term: "which column sizes the points",
    kind: "choice",
    choices: (study) => [{value: "", label: "all alike"}, ...covariates(study, ["number"])]
  },
  "view.labels": {
    label: "Names",
    term: "labels on the map",
    kind: "choice",
    choices: words(["on", "as room allows"], ["off", "none"])
  }
};

/** The input a control sets: its name without the way it is asked for. */
export function inputName(control: string): string {
  return control.replace(/:.*$/, "");
}
