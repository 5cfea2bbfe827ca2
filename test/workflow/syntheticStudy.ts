import {stream} from "../../src/lib/random/stream.js";
import type {
  DistanceTable,
  ModelRow,
  StudyData,
  TableEntry
} from "../../src/lib/schema/studyData.js";

/** What a synthetic study is drawn from. */
export interface SyntheticOptions {
  readonly n?: number;
  readonly m?: number;
  readonly r?: number;
  readonly width?: number;
  readonly noise?: number;
  readonly families?: number;
  /** (model, query) positions without an answer */
  readonly missing?: readonly (readonly [number, number])[];
  readonly policy?: StudyData["missing"];
  readonly seed?: number;
}

/**
 * A study whose answers' embeddings are drawn: model i has a score in [0, 1] that moves its answers
 * along one direction per query, in half of the queries (`category` "relevant"); the rest carry
 * noise only. Distances are computed here naively, as an oracle for the real tables.
 */
export function syntheticStudy(options: SyntheticOptions = {}): StudyData {
  const {n = 12, m = 20, r = 4, width = 6, noise = 0.2, families = 0, seed = 7} = options;
  const draw = stream(seed, "synthetic");
  const scores = Array.from({length: n}, (_, i) => (i % 2 === 0 ? 0 : 0.2 + 0.8 * draw.uniform()));
  const base = grid(m, () => grid(width, () => draw.normal()));
  const direction = grid(m, () => grid(width, () => draw.normal()));
  const answers = grid(n, (i) =>
    grid(m, (j) =>
      grid(r, () =>
        grid(width, (k) => {
          const shift = j < m / 2 ? (scores[i] as number) * at(direction, j, k) : 0;
          return at(base, j, k) + shift + noise * draw.normal();
        })
      )
    )
  );
  const gone = new Set((options.missing ?? []).map(([i, j]) => `${i},${j}`));
  const prefixes = [1, 2, 4, 8].filter((count) => count <= r);
  const tables = new Map(
    prefixes.map((count) => [count, tableOf(answers, count, (i, j) => gone.has(`${i},${j}`))])
  );
  const entries: TableEntry[] = prefixes.map((count) => ({
    file: `distances.r${count}.arrow`,
    metric: "euclidean",
    replicates: count,
    encoding: "float32",
    hash: `hash-${seed}-${count}`,
    bytes: 0
  }));
  return {
    schemaVersion: 1,
    id: "synthetic",
    title: "Synthetic",
    description: "",
    license: "",
    seed: 1,
    replicates: r,
    embedder: {id: "none", name: "none", lexical: false},
    missing: options.policy ?? "drop-queries",
    models: grid(n, (i): ModelRow => {
      const family = families > 0 ? `family-${i % families}` : null;
      const score = scores[i] as number;
      const kind = score > 0 ? "high" : "low";
      return {model_id: `model-${i}`, label: `Model ${i}`, family, score, kind};
    }),
    queries: grid(m, (j) => ({
      query_id: `query-${j}`,
      query_text: `Question ${j}?`,
      query_hash: `${j}`,
      dataset: null,
      category: j < m / 2 ? "relevant" : "orthogonal"
    })),
    covariates: {
      score: {type: "number", description: "how far the answers are moved"},
      kind: {type: "class", description: "whether they are moved"}
    },
    defaults: {},
    tables: entries,
    data: {responses: "0"},
    statuses: {ok: n * m * r - gone.size},
    loadTable: async (entry) => tables.get(entry.replicates) as DistanceTable
  };
}

type Answers = readonly (readonly (readonly (readonly number[])[])[])[];

function tableOf(answers: Answers, count: number, gone: (i: number, j: number) => boolean) {
  const n = answers.length;
  const m = answers[0]?.length ?? 0;
  const squared: number[] = [];
  const dispersion: number[] = [];
  for (let j = 0; j < m; j++) {
    const taken = answers.map((model) => model[j]?.slice(0, count) ?? []);
    const means = taken.map(meanOf);
    for (let a = 0; a < n; a++) {
      const own = taken[a] ?? [];
      const spread = own.reduce((sum, x) => sum + between(x, means[a] as number[]), 0);
      dispersion.push(gone(a, j) || count < 2 ? Number.NaN : spread / (count - 1));
      for (let b = a + 1; b < n; b++) {
        const known = !gone(a, j) && !gone(b, j);
        squared.push(known ? between(means[a] as number[], means[b] as number[]) : Number.NaN);
      }
    }
  }
  return {
    metric: "euclidean",
    replicates: count,
    encoding: "float32",
    hash: `synthetic-${count}`,
    squared: Float32Array.from(squared),
    dispersion: Float32Array.from(dispersion)
  } satisfies DistanceTable;
}

const grid = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({length}, (_, i) => make(i));
const at = (rows: readonly (readonly number[])[], i: number, k: number): number =>
  rows[i]?.[k] as number;
const meanOf = (rows: readonly (readonly number[])[]): number[] =>
  grid(
    rows[0]?.length ?? 0,
    (k) => rows.reduce((sum, x) => sum + (x[k] as number), 0) / rows.length
  );
const between = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, value, k) => sum + (value - (y[k] as number)) ** 2, 0);
