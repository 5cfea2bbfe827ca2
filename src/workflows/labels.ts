import {DomainError} from "../lib/core/errors.js";
import {filterPositions} from "../lib/schema/filter.js";
import {suggestion} from "../lib/schema/nearestName.js";
import type {ModelRow, StudyData} from "../lib/schema/studyData.js";
import {type Members, naming, type Selection} from "./selection.js";

/*
 * What is to be predicted about the models: one column of the models table, and which models have
 * it.
 */

/** A model's value in a column as a number: booleans are 0 and 1; null where there is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A model's value in a column as a class name; null where there is none. */
export function classOf(value: unknown): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}

/** Columns about how models were asked, which no study is about unless it says so. */
const aboutAsking: ReadonlySet<string> = new Set(["eval_setup", "prompt_template"]);

/**
 * The column that an input names; the first suitable one when it names none.
 *
 * @param input which input asks, for the error
 * @param types covariate types that suit, preferred first
 */
export function columnOf(
  study: StudyData,
  input: "covariate" | "label",
  name: string,
  types: readonly string[]
): string {
  const columns = Object.keys(study.models[0] ?? {});
  const suitable = types.flatMap((type) =>
    Object.keys(study.covariates).filter(
      (column) => study.covariates[column]?.type === type && !aboutAsking.has(column)
    )
  );
  if (name === "") {
    if (suitable[0] === undefined)
      throw new DomainError(
        `${input}: the study must have a ${types.join(" or ")} covariate; got none`
      );
    return suitable[0];
  }
  if (!columns.includes(name))
    throw new DomainError(
      `${input}: must be a column of models; got ${JSON.stringify(name)}${suggestion(name, columns)}`,
      "INPUT"
    );
  return name;
}

/** How a column's value becomes a label; null where there is none. */
type Read<Label> = (value: unknown) => Label | null;

/**
 * The models that enter the space: those the filter keeps and that have a label, or all the filter
 * keeps when unlabelled models help to induce it.
 *
 * @param read `numberOf` or `classOf`
 */
export function keepLabelled<Label>(read: Read<Label>) {
  return ({study, models, column, induction}: Asked): Members => {
    const kept = naming("models", () => filterPositions(study.models, models));
    const isLabelled = (i: number) => read(study.models[i]?.[column]) !== null;
    const without = kept.filter((i) => !isLabelled(i));
    if (kept.length - without.length < 3)
      throw new DomainError(
        `models: at least three must pass the filter and have a label; got ${kept.length - without.length} of ${kept.length}`
      );
    return {
      positions: induction === "all" ? kept : kept.filter(isLabelled),
      unlabelled: without.map((i) => study.models[i]?.model_id as string)
    };
  };
}

/** What decides which models enter the space. */
export interface Asked {
  readonly study: StudyData;
  readonly models: string;
  readonly column: string;
  readonly induction: string;
}

/** The labelled models among those in the space. */
export interface Labelled {
  readonly column: string;
  /** their rows of the space */
  readonly rows: readonly number[];
  readonly models: readonly string[];
  readonly families: readonly (string | null)[];
}

/** The labelled rows of the space, with their labels. */
export function labelledRows<Label>(
  study: StudyData,
  column: string,
  {members}: Selection,
  read: Read<Label>
): Labelled & {readonly labels: readonly Label[]} {
  const known = members.flatMap((i, row) => {
    const model = study.models[i] as ModelRow;
    const label = read(model[column]);
    return label === null ? [] : [{row, model, label}];
  });
  return {
    column,
    rows: known.map(({row}) => row),
    models: known.map(({model}) => model.model_id),
    families: known.map(({model}) => model.family),
    labels: known.map(({label}) => label)
  };
}
