import type {Warning} from "../core/warning.js";
import type {ResponseRow, SetupRow} from "../schema/tables.js";
import {type EvalSetups, evalSetups} from "./evalSetups.js";
import {factsByModel, type SetupFact, setupFacts} from "./setupFacts.js";

/** How alike models were asked: where they were not, a map may show the asking, not the models. */
export interface Alignment extends EvalSetups {
  /** what is known of how models were asked, whether it differs or not */
  readonly facts: readonly SetupFact[];
  readonly prompts: PromptCounts;
  /** `PROMPTS_DIFFER`, if they do */
  readonly warnings: readonly Warning[];
}

/** Counts of queries, by what is known of the prompts they were asked with. */
export interface PromptCounts {
  /** answered by two models or more */
  readonly shared: number;
  /** of these, with known prompts of two models or more */
  readonly compared: number;
  /** of these, asked with different prompts */
  readonly different: number;
  /** shared ones with a model whose prompt is unknown */
  readonly unknown: number;
}

type Answer = Pick<ResponseRow, "model_id" | "query_id" | "prompt_hash">;

/**
 * The alignment report. Prompts are compared by hash, a model's to one query as a set, since
 * replicates may share one or not; a prompt without a hash and a fact without a value are unknown,
 * which is not different. Only facts of models with answers count. O(answers), and the time of
 * `evalSetups`.
 */
export function alignment(answers: Iterable<Answer>, setups: readonly SetupRow[]): Alignment {
  const answering = new Set<string>();
  const prompts = promptsByQuery(answers, answering);
  const models = [...answering];
  const known = setups.filter(({model_id}) => answering.has(model_id));
  const facts = setupFacts(known);
  const counts = countPrompts(prompts);
  return {
    facts,
    prompts: counts,
    ...evalSetups(askings(models, factsByModel(known), prompts)),
    warnings: promptWarnings(counts, facts)
  };
}

/** The prompts of each query by model, as one text; null where none is known. */
type Prompts = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

/** @param answering the models met are added to it */
function promptsByQuery(answers: Iterable<Answer>, answering: Set<string>): Prompts {
  const queries = new Map<string, Map<string, string | null>>();
  for (const {model_id, query_id, prompt_hash} of answers) {
    answering.add(model_id);
    const models = queries.get(query_id) ?? new Map<string, string | null>();
    queries.set(query_id, models.set(model_id, joined(models.get(model_id) ?? null, prompt_hash)));
  }
  return queries;
}

/** Distinct hashes in order, so that equal sets are equal texts. */
function joined(earlier: string | null, hash: string | null): string | null {
  if (earlier === null || hash === null || earlier === hash) return earlier ?? hash;
  return [...new Set([...earlier.split("\n"), hash])].sort().join("\n");
}

function countPrompts(prompts: Prompts): PromptCounts {
  const shared = [...prompts.values()].filter(({size}) => size > 1).map((of) => [...of.values()]);
  const known = shared.map((all) => all.filter((prompt) => prompt !== null));
  return {
    shared: shared.length,
    compared: known.filter(({length}) => length > 1).length,
    different: known.filter((some) => new Set(some).size > 1).length,
    unknown: known.filter(({length}, i) => length < (shared[i]?.length ?? 0)).length
  };
}

function askings(
  models: readonly string[],
  facts: ReadonlyMap<string, ReadonlyMap<string, string>>,
  prompts: Prompts
): Map<string, Map<string, string>> {
  const found = new Map(models.map((model) => [model, new Map<string, string>()]));
  for (const [name, values] of facts)
    for (const [model, value] of values) found.get(model)?.set(`fact ${name}`, value);
  for (const [query, values] of prompts)
    for (const [model, value] of values)
      if (value !== null) found.get(model)?.set(`prompt ${query}`, value);
  return found;
}

/** Facts a prompt's hash may not cover, or that stand in for prompts whose hash is unknown. */
function promptWarnings(
  {compared, different, unknown}: PromptCounts,
  facts: readonly SetupFact[]
): Warning[] {
  const telling =
    unknown > 0 ? ["system_prompt", "prompt_template", "few_shot"] : ["system_prompt"];
  const names = facts
    .filter(({name, differing}) => differing.length > 0 && telling.includes(name))
    .map(({name}) => name);
  if (different === 0 && names.length === 0) return [];
  const counted = `${different} of ${compared} queries with known prompts were asked with different ones`;
  const found = [
    ...(different > 0 ? [counted] : []),
    ...(names.length > 0 ? [`models differ in ${names.join(", ")}`] : [])
  ];
  const message = `${found.join("; ")}: a map may show how models were asked, not the models`;
  return [{code: "PROMPTS_DIFFER", message, value: different > 0 ? different : names}];
}
