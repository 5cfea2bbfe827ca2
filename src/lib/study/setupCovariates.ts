import {alignment} from "../intake/alignment.js";
import type {ResponseRow, SetupRow} from "../schema/tables.js";
import {type ModelColumns, withColumn} from "./modelColumns.js";

/**
 * Adds how models were asked, where they were asked differently: `eval_setup`, and `prompt_template`
 * if models have different ones for a dataset. What people wrote under such a name stays.
 *
 * @param answers of listed models and queries
 */
export function withSetupCovariates(
  columns: ModelColumns,
  answers: readonly ResponseRow[],
  facts: readonly SetupRow[]
): ModelColumns {
  const {setups, facts: known} = alignment(answers, facts);
  const differing = known.find(({name}) => name === "prompt_template")?.differing ?? [];
  const setupOf = setups.flatMap(({name, models}) => models.map((model) => [model, name] as const));
  const found = setups.length < 2 ? columns : withColumn(columns, ...evalSetup, new Map(setupOf));
  if (differing.length === 0) return found;
  return withColumn(found, ...promptTemplate, templates(facts, new Set(differing)));
}

const evalSetup = [
  "eval_setup",
  {type: "class", description: "models asked alike, so far as is known"}
] as const;
const promptTemplate = [
  "prompt_template",
  {type: "class", description: "what the prompts were made from"}
] as const;

/** A model's templates for the datasets where models have different ones, several as one class. */
function templates(facts: readonly SetupRow[], datasets: ReadonlySet<string | null>) {
  const found = new Map<string, Set<string>>();
  for (const {model_id, dataset, name, value} of facts)
    if (name === "prompt_template" && (dataset === null || datasets.has(dataset)))
      found.set(model_id, new Set([...(found.get(model_id) ?? []), value]));
  return new Map([...found].map(([model, values]) => [model, [...values].sort().join(" + ")]));
}
