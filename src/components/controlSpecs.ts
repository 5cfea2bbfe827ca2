import {DomainError} from "../lib/core/errors.js";
import {
  classificationManners as classification,
  type InputManner,
  inferenceManners as inference,
  regressionManners as regression,
  spaceManners as space
} from "../lib/schema/manners.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {
  type Choice,
  categoryFilters,
  classes,
  columns,
  covariates,
  dimensions,
  familyFilters,
  queryFilters,
  questionsKept,
  replicates
} from "./controlChoices.js";
import {groupColumn} from "./groups.js";

/** An input as a reader meets it: plain words and help, the field's term as its title. */
export type ControlSpec = {
  readonly label: string;
  readonly help: string;
  readonly term: string;
} & Field;

type Field =
  | {readonly kind: "choice"; readonly choices: (study: PublishedStudy) => readonly Choice[]}
  | {readonly kind: "count"; readonly most: (study: PublishedStudy, queries: string) => number}
  | {readonly kind: "whole"; readonly least: number; readonly most: number}
  | {
      readonly kind: "filter";
      readonly suggestions: (study: PublishedStudy) => readonly string[];
      /** what an empty one names; all by default */
      readonly empty?: string;
    };

const groupFilter = (name: string, help: string): ControlSpec => ({
  label: `Group ${name}`,
  help,
  term: "filter over the models, e.g. family = 'a'",
  kind: "filter",
  empty: name === "A" ? "none" : "all others",
  suggestions: (study) => familyFilters(study).map((filter) => filter.replace("<>", "="))
});

/** The field of an input whose choices the study does not decide. */
function fieldOf({draw}: InputManner): Field {
  if (draw.kind === "choice")
    return {
      kind: "choice",
      choices: () => draw.words.map(([value, label]) => ({value, label}))
    };
  if (draw.kind === "whole") return draw;
  throw new DomainError(`fieldOf: drawing must be a choice or a number; got ${draw.kind}`);
}

/** The control of an input: its manner, its term, and its field where the study decides that. */
const control = (
  manner: InputManner,
  term: string,
  field: Field = fieldOf(manner)
): ControlSpec => ({
  label: manner.label,
  help: manner.help,
  term,
  ...field
});

const chosen = (choices: (study: PublishedStudy) => readonly Choice[]): Field => ({
  kind: "choice",
  choices
});

/**
 * Every control a page may name. `space` inputs go to all analyses of a page; a name with a dot goes
 * to the analysis before the dot, `view.` to the drawing alone.
 */
export const controlSpecs: Readonly<Record<string, ControlSpec>> = {
  queries: control(
    space.queries,
    "queries: filter over the queries",
    chosen((study) => [{value: "", label: "all"}, ...categoryFilters(study)])
  ),
  "queries:filter": control(
    space.queries,
    "queries: filter, e.g. category = 'a' and dataset <> 'b'",
    {kind: "filter", suggestions: queryFilters}
  ),
  "models:filter": control(
    space.models,
    "models: filter, e.g. family <> 'adversarial' and score is not null",
    {kind: "filter", suggestions: familyFilters}
  ),
  queryCount: control(space.queryCount, "queryCount: m, drawn from those kept by querySeed", {
    kind: "count",
    most: questionsKept
  }),
  replicates: control(space.replicates, "replicates: r, averaged", chosen(replicates)),
  dimension: control(space.dimension, "dimension: d of the perspective space", chosen(dimensions)),
  elbow: control(space.elbow, "elbow: of the profile likelihood"),
  elbowRule: control(space.elbowRule, "elbowRule: which eigenvalues the profile likelihood sees"),
  querySeed: control(space.querySeed, "querySeed"),
  debias: control(space.debias, "debias: subtract the dispersion of finitely many answers"),
  "regression.covariate": control(
    regression.covariate,
    "covariate",
    chosen((study) => covariates(study, ["number"]))
  ),
  "regression.method": control(regression.method, "method of regression"),
  "regression.validation": control(inference.validation, "validation"),
  "classification.label": control(classification.label, "label", chosen(classes)),
  "classification.method": control(classification.method, "method of classification"),
  "classification.space": control(classification.space, "space: where knn measures"),
  "classification.validation": control(inference.validation, "validation"),
  k: control(inference.k, "k of nearest neighbors"),
  exchange: control(inference.exchange, "exchange: which labels a permutation may exchange"),
  permutations: control(inference.permutations, "permutations"),
  level: control(inference.level, "level"),
  seed: control(space.seed, "seed"),
  "view.color": {
    label: "Color",
    help: "Which of the models' columns the points are colored by. Nothing is computed anew.",
    term: "which column colors the map",
    kind: "choice",
    choices: columns
  },
  "view.color:groups": {
    label: "Color",
    help: "Which of the models' columns the points are colored by, or the groups that you name. Nothing is computed anew.",
    term: "which column colors the map",
    kind: "choice",
    choices: (study) => [...columns(study), {value: groupColumn, label: "groups"}]
  },
  "view.group": groupFilter(
    "A",
    "Draw around models on a map, or write which ones: an expression over their columns."
  ),
  "view.against": groupFilter(
    "B",
    "What group A is compared with; all other models where it is empty."
  ),
  "view.size": {
    label: "Size",
    help: "Which amount makes points larger.",
    term: "which column sizes the points",
    kind: "choice",
    choices: (study) => [{value: "", label: "all alike"}, ...covariates(study, ["number"])]
  },
  "view.labels": {
    label: "Names",
    help: "Whether names stand beside the points where there is room.",
    term: "labels on the map",
    kind: "choice",
    choices: () => [
      {value: "on", label: "as room allows"},
      {value: "off", label: "none"}
    ]
  }
};

/** The input a control sets: its name without the way it is asked for. */
export function inputName(control: string): string {
  return control.replace(/:.*$/, "");
}
