import type {CovariateCells} from "./firstModels.js";
import {inferred} from "./modelRows.js";

/**
 * The first `study.json` of an import, for people to fill in: a title, the covariates with their
 * types guessed from their cells, and defaults that make every analysis run without further inputs.
 */
export function firstStudy(
  id: string,
  replicates: number,
  joined?: CovariateCells,
  kind: "responses" | "scores" = "responses"
) {
  const names = (joined?.columns ?? []).filter((name) => !["label", "source"].includes(name));
  const cells = [...(joined?.cells.values() ?? [])];
  const covariates = Object.fromEntries(
    names
      .filter((name) => name !== "family")
      .map((name) => [name, inferred(cells.map((row) => row[name]))])
  );
  const numeric = Object.keys(covariates).find((name) => covariates[name]?.type === "number");
  const label = names.includes("family")
    ? "family"
    : Object.keys(covariates).find(
        (name) => covariates[name]?.type === "class" && canBeTold(cells.map((row) => row[name]))
      );
  return {
    schemaVersion: 1,
    kind,
    title: id,
    description: "",
    models: "models.csv",
    covariates,
    replicates,
    embedder: kind === "scores" ? "scores" : "hash-ngram-512",
    defaults: {
      ...(numeric ? {regression: {covariate: numeric}} : {}),
      ...(label ? {classification: {label}} : {})
    },
    missing: "drop-queries",
    publish: {responses: "none", queries: "text"},
    seed: 1
  };
}

/** Whether there are several classes, one of them of several models. */
function canBeTold(classes: readonly unknown[]): boolean {
  const {size} = new Set(classes);
  return size > 1 && size < classes.length;
}
