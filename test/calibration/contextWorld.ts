import {collectEmbedded} from "../../loaders/collect/embedded.js";
import {readStudy} from "../../loaders/study/readStudy.js";
import {familyGroups} from "../../src/lib/inference/folds.js";
import type {ContextSource} from "../../src/lib/schema/contextSource.js";
import {greatness} from "./contextOpinion.js";
import {distancesOf} from "./exposureWorld.js";

/** One simulated study of contexts, and squared distances by query of each kind. */
export interface ContextWorld {
  /** share of yes, by model */
  readonly greatness: readonly number[];
  /** 1 where the context admires, else 0 */
  readonly admiring: Int32Array;
  /** the models of each context */
  readonly contexts: readonly (readonly number[])[];
  readonly relevant: readonly Float32Array[];
  readonly orthogonal: readonly Float32Array[];
}

/**
 * The committed study made anew from another seed: other corpora, other fruit, other answers (one per
 * question), what models think of Pell asked again; the same contexts and questions.
 */
export async function contextWorld(
  seed: number,
  changes: Partial<ContextSource> = {},
  kinds: readonly string[] = ["relevant", "orthogonal"]
): Promise<ContextWorld> {
  const written = await readStudy("data/studies/context");
  const source = {...written.spec.source, ...changes};
  const study = {...written, spec: {...written.spec, seed, replicates: 1, source}};
  const {spec, models} = study;
  const queries = study.queries.filter(({category}) => kinds.includes(category ?? ""));
  const rows = await collectEmbedded({study: spec, models, queries});
  const tables = queries.map((_, j) =>
    distancesOf(models.map((_, i) => rows[i * queries.length + j]?.response_text as string))
  );
  const ofKind = (kind: string) => tables.filter((_, j) => queries[j]?.category === kind);
  return {
    greatness: await greatness(study),
    admiring: Int32Array.from(models, ({kind}) => Number(kind === "admiring")),
    contexts: familyGroups(models.map(({family}) => family)),
    relevant: ofKind("relevant"),
    orthogonal: ofKind("orthogonal")
  };
}
