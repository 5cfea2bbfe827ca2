import type {FigureContext} from "../src/components/context.js";
import {condensedIndex, condensedLength} from "../src/lib/core/condensed.js";
import {stream} from "../src/lib/random/stream.js";
import type {PublishedStudy} from "../src/lib/schema/studyData.js";
import type {SpaceResult} from "../src/workflows/results.js";

const kinds = ["base", "chat", "code", "small"];

/** What a map of `n` models in four clusters of unequal spread is drawn from; the same for the same n. */
export function mapContext(
  n: number,
  document: Document,
  interactive: boolean,
  width = 680
): FigureContext<SpaceResult> {
  const draw = stream(1, "bench", "map", n);
  const places = Array.from({length: n}, (_, i) => {
    const angle = (2 * Math.PI * (i % 4)) / 4;
    const spread = 0.25 + 0.12 * (i % 4);
    return [
      Math.cos(angle) + spread * draw.normal(),
      0.7 * Math.sin(angle) + spread * draw.normal(),
      0.2 * draw.normal()
    ];
  });
  const models = places.map((_, i) => `model-${i}`);
  const study: PublishedStudy = {
    schemaVersion: 1,
    id: "clusters",
    title: "Clusters",
    description: "",
    license: "MIT",
    seed: 1,
    replicates: 1,
    embedder: {id: "none", name: "none", lexical: false},
    missing: "drop-queries",
    models: models.map((model_id, i) => ({
      model_id,
      label: `Model ${i}`,
      family: null,
      kind: kinds[i % 4] as string,
      amount: (places[i]?.[0] ?? 0) + (places[i]?.[1] ?? 0)
    })),
    queries: [],
    covariates: {
      kind: {type: "class", description: "its cluster"},
      amount: {type: "number", description: "falls along the map"}
    },
    defaults: {},
    tables: [],
    data: {},
    statuses: {ok: n}
  };
  const result: SpaceResult = {
    models,
    queriesUsed: [],
    dropped: {queries: [], models: []},
    replicates: 1,
    debiased: false,
    dimension: 3,
    elbows: [3],
    eigenvalues: [6, 3, 1],
    positiveShare: [0.6, 0.3, 0.1],
    negativeMass: 0,
    coordinates: {shape: [n, 3], data: Float64Array.from(places.flat())},
    distances: distancesOf(places),
    scale: 1
  };
  const run = {workflow: "space", inputs: {}, result, warnings: []};
  return {document, study, run, width, view: {color: "kind"}, interactive};
}

function distancesOf(places: readonly (readonly number[])[]): Float64Array {
  const n = places.length;
  const out = new Float64Array(condensedLength(n));
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      out[condensedIndex(n, i, j)] = Math.hypot(
        ...(places[i] as number[]).map((x, k) => x - (places[j]?.[k] as number))
      );
  return out;
}
