import {cpSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {distanceKernel} from "../loaders/distances/distanceKernel.js";
import {buildSite} from "../loaders/site/buildSite.js";
import {condensedLength} from "../src/lib/core/condensed.js";
import {stream} from "../src/lib/random/stream.js";
import type {PublishedStudy, StudyData} from "../src/lib/schema/studyData.js";
import {encodeDistanceTable} from "../src/lib/tables/distanceTable.js";
import {runWorkflow} from "../src/workflows/run.js";
import {peersFolder} from "./peers.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(peersFolder, "slider");
const [m, p] = [100, 64];

/** Build a site of our own pages with a study for each number of models. @returns its folder */
export async function sliderSite(sizes: readonly number[]): Promise<string> {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  // Pages that speak of the project's own study have none here.
  const isOurs = (path: string) =>
    !/src\/(data|learn|guide|\.observablehq|try\.md)(\/|$)/.test(path);
  for (const part of ["src", "loaders"])
    cpSync(join(root, part), join(folder, part), {recursive: true, filter: isOurs});
  for (const file of ["observablehq.config.ts", "package.json", "tsconfig.json"])
    cpSync(join(root, file), join(folder, file));
  writeFileSync(join(folder, "src", "index.md"), "# Sliders\n");
  for (const n of sizes) await publish(n);
  return (await buildSite(folder)).folder;
}

async function publish(n: number): Promise<void> {
  const out = join(folder, "src", "data", `n${n}`);
  mkdirSync(join(out, "results"), {recursive: true});
  const study = await drawStudy(n);
  const [entry] = study.tables;
  if (!entry) return;
  const ids = {
    models: study.models.map(({model_id}) => model_id),
    queries: study.queries.map(({query_id}) => query_id)
  };
  const table = {...(await study.loadTable(entry)), ...ids, embedderId: study.embedder.id};
  writeFileSync(join(out, entry.file), encodeDistanceTable(table));
  const run = await runWorkflow(study, "space", {}, {version: "bench", now: () => 0});
  writeFileSync(join(out, "results", "space.json"), JSON.stringify(run));
  const {loadTable: _, ...published} = study;
  writeFileSync(join(out, "study.json"), JSON.stringify(published satisfies PublishedStudy));
}

/** Models along two directions with noise, one answer to each query. */
async function drawStudy(n: number): Promise<StudyData> {
  const draw = stream(1, "bench", "slider", n);
  const traits = Array.from({length: n}, () => [draw.normal(), draw.normal()] as const);
  const rows = new Float32Array(m * n * p);
  for (let j = 0; j < m; j++) {
    const directions = Float64Array.from({length: 2 * p}, () => draw.normal() / 8);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < p; k++)
        rows[(j * n + i) * p + k] =
          traits[i]![0] * directions[k]! + traits[i]![1] * directions[p + k]! + draw.normal() / 4;
  }
  const squared = new Float32Array(m * condensedLength(n));
  const kernel = await distanceKernel();
  await kernel.squared(rows, {blocks: m, n, p}, squared);
  await kernel.close();
  const about = {
    metric: "euclidean",
    replicates: 1,
    encoding: "float32",
    hash: `bench-${n}`
  } as const;
  const dispersion = new Float32Array(m * n).fill(Number.NaN);
  return {
    ...facts(
      n,
      traits.map(([first]) => first)
    ),
    tables: [{...about, file: "distances.r1.arrow", bytes: squared.byteLength}],
    loadTable: async () => ({...about, squared, dispersion})
  };
}

function facts(n: number, first: readonly number[]): Omit<StudyData, "tables" | "loadTable"> {
  return {
    schemaVersion: 1,
    id: `n${n}`,
    title: `${n} models`,
    description: "",
    license: "",
    seed: 1,
    replicates: 1,
    embedder: {id: "none", name: "none", lexical: false},
    missing: "fail",
    models: first.map((trait, i) => ({
      model_id: `m${i}`,
      label: `m${i}`,
      family: null,
      trait
    })),
    queries: Array.from({length: m}, (_, j) => ({
      query_id: `q${j}`,
      query_text: `Question ${j}?`,
      query_hash: `${j}`,
      dataset: null,
      category: null
    })),
    covariates: {trait: {type: "number", description: "position on the first direction"}},
    defaults: {},
    data: {},
    statuses: {ok: n * m}
  };
}
