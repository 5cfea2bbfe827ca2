import {collectEmbedded} from "../../loaders/collect/embedded.js";
import {readGrammars} from "../../loaders/collect/readGrammars.js";
import {readStudy} from "../../loaders/study/readStudy.js";
import {condensedLength} from "../../src/lib/core/condensed.js";
import {hashNgram, hashNgramWidth} from "../../src/lib/embedding/hashNgram.js";
import {squaredDistancesByGram} from "../../src/lib/geometry/squaredDistancesByGram.js";
import {stream} from "../../src/lib/random/stream.js";
import type {EmbeddedSource} from "../../src/lib/schema/embeddedSource.js";

/** One simulated study: what each model has read, and squared distances by query of each kind. */
export interface ExposureWorld {
  readonly exposure: Float64Array;
  readonly relevant: readonly Float32Array[];
  readonly orthogonal: readonly Float32Array[];
}

/**
 * The committed study made anew from another seed: other corpora, other shares (30 of 0, 30 uniform
 * on .05 … 1), other fine-tuning documents, other answers (one per question); the same questions.
 */
export async function exposureWorld(
  seed: number,
  changes: Partial<EmbeddedSource> = {},
  kinds: readonly string[] = ["relevant", "orthogonal"]
): Promise<ExposureWorld> {
  const {spec, queries: asked} = await readStudy("data/studies/exposure");
  const queries = asked.filter(({category}) => kinds.includes(category ?? ""));
  const study = {...spec, seed, replicates: 1, source: {...spec.source, ...changes}};
  const exposure = Float64Array.from({length: 60}, (_, i) =>
    i < 30 ? 0 : 0.05 + 0.95 * stream(seed, "exposure", i).uniform()
  );
  const models = Array.from(exposure, (share, i) => ({
    model_id: `model-${i}`,
    label: `model-${i}`,
    family: null,
    source: null,
    exposure: share
  }));
  const rows = await collectEmbedded({study, models, queries, corpora: await readGrammars()});
  const tables = queries.map((_, j) =>
    distancesOf(models.map((_, i) => rows[i * queries.length + j]?.response_text as string))
  );
  const ofKind = (kind: string) => tables.filter((_, j) => queries[j]?.category === kind);
  return {exposure, relevant: ofKind("relevant"), orthogonal: ofKind("orthogonal")};
}

/** Mean squared distances over some queries, condensed. */
export function meanSquared(tables: readonly Float32Array[]): Float64Array {
  const sum = new Float64Array(tables[0]?.length ?? condensedLength(0));
  for (const table of tables)
    table.forEach((value, k) => {
      sum[k]! += value / tables.length;
    });
  return sum;
}

/** Squared distances between answers, condensed. */
export function distancesOf(answers: readonly string[]): Float32Array {
  const vectors = new Float32Array(answers.length * hashNgramWidth);
  answers.forEach((answer, i) => {
    vectors.set(hashNgram(answer), i * hashNgramWidth);
  });
  return squaredDistancesByGram(vectors, answers.length, hashNgramWidth);
}
