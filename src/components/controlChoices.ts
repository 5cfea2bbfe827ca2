import {filterPositions} from "../lib/schema/filter.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {formatColumn} from "./format.js";
import {colorKeys} from "./palette.js";

/* What a study offers a reader to choose from. */

/** One choice of a select: what is stored and what is read. */
export interface Choice {
  readonly value: unknown;
  readonly label: string;
}

/** The models' columns of these types. */
export const covariates = (study: PublishedStudy, types: readonly string[]): Choice[] =>
  Object.entries(study.covariates)
    .filter(([, {type}]) => types.includes(type))
    .map(([value]) => ({value, label: formatColumn(value)}));

/** What a map may be colored by. */
export const columns = (study: PublishedStudy): Choice[] =>
  colorKeys(study).map((value) => ({value, label: formatColumn(value)}));

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const distinct = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort();

/** The first categories of questions, by name. */
export const categoryFilters = (study: PublishedStudy): Choice[] =>
  distinct(study.queries.map(({category}) => category))
    .slice(0, 12)
    .map((name) => ({value: `category = ${quoted(name)}`, label: name}));

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

/** Numbers of replicates that tables are published of. */
export const replicates = ({tables}: PublishedStudy): readonly Choice[] => {
  const counts = [...new Set(tables.map(({replicates}) => replicates))].sort((a, b) => a - b);
  return [
    ...counts.slice(0, -1).map((value) => ({value, label: String(value)})),
    {value: "all", label: `${counts.at(-1) ?? "all"}`}
  ];
};

/** Dimensions of the space, or the elbow's. */
export const dimensions = ({models}: PublishedStudy): readonly Choice[] => [
  {value: "auto", label: "by the elbow"},
  ...Array.from({length: Math.min(10, models.length - 1)}, (_, i) => ({
    value: i + 1,
    label: String(i + 1)
  }))
];

/** Columns that class models, their family among them. */
export const classes = (study: PublishedStudy): readonly Choice[] => {
  const found = covariates(study, ["class", "boolean"]);
  const hasFamily = study.models.some(({family}) => family !== null);
  return hasFamily && !found.some(({value}) => value === "family")
    ? [...found, {value: "family", label: "family"}]
    : found;
};

/** A filter for each category of questions. */
export const queryFilters = (study: PublishedStudy) =>
  categoryFilters(study).map(({value}) => String(value));

/** A filter that leaves out each family. */
export const familyFilters = (study: PublishedStudy) =>
  distinct(study.models.map(({family}) => family)).map((name) => `family <> ${quoted(name)}`);
