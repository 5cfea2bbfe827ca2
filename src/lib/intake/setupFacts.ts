import type {SetupRow} from "../schema/tables.js";

/** One fact of how models were asked, such as `few_shot`, over all of them. */
export interface SetupFact {
  readonly name: string;
  /** the distinct values, each with the models that have it for any dataset */
  readonly values: readonly {readonly value: string; readonly models: readonly string[]}[];
  /** datasets for which models are known to have different values; null: all queries */
  readonly differing: readonly (string | null)[];
}

type ByDataset = Map<string | null, Set<string>>;
type ByModel = ReadonlyMap<string, ByDataset>;

/** The facts known of models, by name, and where they differ: a model without one is unknown. */
export function setupFacts(setups: readonly SetupRow[]): SetupFact[] {
  return [...byName(setups)].map(([name, models]) => ({
    name,
    values: valuesOf(models),
    differing: datasetsOf(models).filter(
      (dataset) => new Set(factsFor(models, dataset).values()).size > 1
    )
  }));
}

/**
 * Every fact of every dataset, by a name of its own, with its value by model. A model's fact about
 * all queries holds for each dataset it has no other of.
 */
export function factsByModel(
  setups: readonly SetupRow[]
): Map<string, ReadonlyMap<string, string>> {
  const facts = [...byName(setups)].flatMap(([name, models]) =>
    datasetsOf(models).map((dataset) => {
      const key = JSON.stringify([dataset, name]);
      return [key, factsFor(models, dataset)] as const;
    })
  );
  return new Map(facts);
}

function byName(setups: readonly SetupRow[]): Map<string, ByModel> {
  const names = new Map<string, Map<string, ByDataset>>();
  for (const {name, model_id, dataset, value} of setups) {
    const models = entry(names, name, () => new Map<string, ByDataset>());
    const datasets = entry(models, model_id, () => new Map<string | null, Set<string>>());
    entry(datasets, dataset, () => new Set<string>()).add(value);
  }
  return names;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, fresh: () => Value): Value {
  const found = map.get(key) ?? fresh();
  map.set(key, found);
  return found;
}

function datasetsOf(models: ByModel): (string | null)[] {
  return [...new Set([...models.values()].flatMap((datasets) => [...datasets.keys()]))];
}

/** The values that models are known to have for a dataset, each model's as one text. */
function factsFor(models: ByModel, dataset: string | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const [model, datasets] of models) {
    const values = datasets.get(dataset) ?? datasets.get(null);
    if (values) found.set(model, JSON.stringify([...values].sort()));
  }
  return found;
}

function valuesOf(models: ByModel): SetupFact["values"] {
  const found = new Map<string, Set<string>>();
  for (const [model, datasets] of models)
    for (const values of datasets.values())
      for (const value of values) entry(found, value, () => new Set<string>()).add(model);
  return [...found].map(([value, having]) => ({value, models: [...having]}));
}
