import {filterPositions} from "../lib/schema/filter.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";

/** The column that says to which of a reader's groups a model belongs. */
export const groupColumn = "groups";

/** Filters that name the models of group A, and those of B: all others where it is empty. */
export type GroupFilters = Readonly<Record<string, string>>;

/** Whether a drawing is asked for groups. */
export function hasGroups({group = ""}: GroupFilters): boolean {
  return group.trim() !== "";
}

/**
 * The study with a column of groups: `A`, `B` or nothing. A model that both filters name counts as A.
 *
 * @returns the same study where no group is asked for
 * @throws DomainError (code `FILTER`) for a filter that is none
 */
export function withGroups(study: PublishedStudy, filters: GroupFilters): PublishedStudy {
  if (!hasGroups(filters)) return study;
  const {group = "", against = ""} = filters;
  const a = new Set(filterPositions(study.models, group));
  const b = new Set(against.trim() === "" ? [] : filterPositions(study.models, against));
  const name = (i: number) => (a.has(i) ? "A" : b.has(i) ? "B" : null);
  return {
    ...study,
    models: study.models.map((model, i) => ({...model, [groupColumn]: name(i)})),
    covariates: {
      ...study.covariates,
      [groupColumn]: {type: "class", description: "groups named by a reader"}
    }
  };
}

/** What is wrong of the filters, or null. */
export function groupsFault(study: PublishedStudy, filters: GroupFilters): string | null {
  try {
    withGroups(study, filters);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
