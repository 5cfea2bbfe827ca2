import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import type {PublishedClaims} from "../claims/publishedClaims.js";
import {databaseFile} from "../lib/schema/databaseFile.js";
import type {EmbedderComparison} from "../lib/schema/embedderComparison.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {RunResult} from "../workflows/results.js";

/** A study as published: its facts, its default runs by workflow, its files. */
export interface PublishedFiles {
  /** where they are */
  readonly folder: string;
  readonly study: PublishedStudy;
  readonly runs: Readonly<Record<string, RunResult>>;
  /** the study under other settings of its embedder, if it was compared */
  readonly comparison?: EmbedderComparison;
  /** its claims and how they came out, if it makes any */
  readonly claims?: PublishedClaims;
  /** DuckDB for readers' browsers, beside the studies' folders, if it is there */
  readonly database?: {readonly file: string; readonly bytes: number};
  /** paths below the study's folder */
  readonly files: readonly string[];
}

/** Ids of the studies published below a folder, in order. */
export function publishedIds(dataRoot: string): string[] {
  if (!existsSync(dataRoot)) return [];
  return readdirSync(dataRoot)
    .filter((id) => existsSync(join(dataRoot, id, "study.json")))
    .sort();
}

/** Read what is published of one study; null if nothing is. */
export function readPublished(dataRoot: string, id: string): PublishedFiles | null {
  const folder = join(dataRoot, id);
  if (!publishedIds(dataRoot).includes(id)) return null;
  const results = join(folder, "results");
  const names = existsSync(results)
    ? readdirSync(results).filter((name) => name.endsWith(".json"))
    : [];
  const study: PublishedStudy = readJson(join(folder, "study.json"));
  const comparison = join(folder, "embedders.json");
  const isCompared = existsSync(comparison);
  const claims = join(folder, "claims.json");
  const hasClaims = existsSync(claims);
  const database = join(dataRoot, databaseFile);
  return {
    folder,
    study,
    ...(isCompared ? {comparison: readJson<EmbedderComparison>(comparison)} : {}),
    ...(hasClaims ? {claims: readJson<PublishedClaims>(claims)} : {}),
    ...(existsSync(database)
      ? {database: {file: databaseFile, bytes: statSync(database).size}}
      : {}),
    runs: Object.fromEntries(
      names.sort().map((name) => [name.slice(0, -".json".length), readJson(join(results, name))])
    ),
    files: [
      "study.json",
      ...study.tables.map(({file}) => file),
      ...names.map((name) => `results/${name}`),
      ...(study.answers?.files ?? []).map(({file}) => file),
      ...(isCompared ? ["embedders.json"] : []),
      ...(hasClaims ? ["claims.json"] : []),
      ...(existsSync(join(folder, "trainer.json")) ? ["trainer.json"] : [])
    ]
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}
