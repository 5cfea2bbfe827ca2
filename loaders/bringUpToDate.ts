import {join, resolve} from "node:path";
import {condensedLength} from "../src/lib/core/condensed.js";
import {builtInEmbedder, type Embedder} from "../src/lib/embedding/embedder.js";
import type {PublishedStudy, TableEntry} from "../src/lib/schema/studyData.js";
import type {ResponseRow} from "../src/lib/schema/tables.js";
import {type AnswerGrid, answerGrid, replicatePrefixes} from "./distances/answerGrid.js";
import {distanceKernel} from "./distances/distanceKernel.js";
import {computeDistanceRows, distanceRowKeys} from "./distances/distanceRows.js";
import type {Effects} from "./effects.js";
import {embedResponses, openEmbeddings} from "./embed/embedResponses.js";
import {publishedStudy} from "./publish/publishedStudy.js";
import {gatherTable, isPublished, publishTable, tableFile} from "./publish/publishTable.js";
import {tableKey} from "./publish/tableKey.js";
import {contentKey, rowsKey} from "./store/contentKey.js";
import {readLedger, recordStages, storePath} from "./store/ledger.js";
import {type TableName, type TableRows, writeTable} from "./store/tables.js";
import {openVectorPack} from "./store/vectorPack.js";
import {writeAtomically} from "./store/writeAtomically.js";
import {readPublished} from "./study/openStudy.js";
import {embedderName, readStudy, type Study} from "./study/readStudy.js";
import {studyResponses} from "./study/studyResponses.js";

/** What bringing a study up to date took, and where its published files are. */
export interface BroughtUpToDate {
  readonly directory: string;
  readonly published: PublishedStudy;
  readonly work: {
    /** answers asked for */
    readonly collected: number;
    /** texts embedded */
    readonly embedded: number;
    /** rows of distance tables computed (a query and a replicate prefix each) */
    readonly rows: number;
    /** distance tables written */
    readonly tables: number;
  };
}

/**
 * Brings a study's published files up to date: answers, canonical tables, vectors, distances, files.
 * Every stage is keyed by the content it is made from, so that only what changed is made again.
 *
 * @param out folder the published files go to
 * @throws DataError, LoaderError as the stages do
 */
export async function bringUpToDate(
  studyDirectory: string,
  {out, effects}: {readonly out: string; readonly effects: Effects}
): Promise<BroughtUpToDate> {
  const study = await readStudy(studyDirectory);
  const embedder = builtInEmbedder(embedderName(study));
  const {responses, collected} = await studyResponses(study, report(effects, "answers"));
  const grid = gridOf(study, responses, embedder);
  await keepTables(study, responses);
  const embedded = await embed(study, responses, grid, embedder, effects);
  const {entries, rows, tables} = await distances(study, grid, embedder, out, effects);
  const published = publishedStudy(study, responses, embedder, entries);
  await writeIfChanged(join(out, "study.json"), published);
  return {directory: out, published, work: {collected, embedded, rows, tables}};
}

/**
 * The folder of a study's published files: the folder itself if it holds them, else
 * `.vantage/published` in it, brought up to date.
 */
export async function ensurePublished(studyDirectory: string, effects: Effects): Promise<string> {
  if (await readPublished(studyDirectory)) return studyDirectory;
  const out = storePath(studyDirectory, "published");
  return (await bringUpToDate(studyDirectory, {out, effects})).directory;
}

/** Embeds what a study's answers lack in the store. @returns how many texts that were */
export async function embedStudy(studyDirectory: string, effects: Effects): Promise<number> {
  const study = await readStudy(studyDirectory);
  const embedder = builtInEmbedder(embedderName(study));
  const {responses} = await studyResponses(study, report(effects, "answers"));
  return embed(study, responses, gridOf(study, responses, embedder), embedder, effects);
}

function gridOf(study: Study, responses: readonly ResponseRow[], embedder: Embedder): AnswerGrid {
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  return answerGrid(responses, models, queries, study.spec.replicates, embedder.id);
}

function report({progress}: Effects, stage: string) {
  return (done: number, total: number) => progress(stage, done, total);
}

/** Writes the canonical tables that changed; imported answers are their own table already. */
async function keepTables(study: Study, responses: readonly ResponseRow[]): Promise<void> {
  await keepTable(study, "models", study.models);
  await keepTable(study, "queries", study.queries);
  if (study.spec.source !== undefined) await keepTable(study, "responses", responses);
}

async function keepTable<Name extends TableName>(
  {directory}: Study,
  name: Name,
  rows: readonly TableRows[Name][]
): Promise<void> {
  const [stage, key] = [`tables/${name}`, rowsKey(rows)];
  if ((await readLedger(directory))[stage] === key) return;
  await writeTable(directory, name, rows);
  await recordStages(directory, {[stage]: key});
}

async function embed(
  study: Study,
  responses: readonly ResponseRow[],
  grid: AnswerGrid,
  embedder: Embedder,
  effects: Effects
): Promise<number> {
  const key = contentKey("embeddings", grid.keys);
  if ((await readLedger(study.directory)).embeddings === key) return 0;
  const pack = await openEmbeddings(study.directory, embedder);
  const listed = new Set(grid.models);
  const own = responses.filter(({model_id}) => listed.has(model_id));
  const embedded = await embedResponses(own, embedder, pack, report(effects, "vectors"));
  await pack.close();
  await recordStages(study.directory, {embeddings: key});
  return embedded;
}

async function distances(
  study: Study,
  grid: AnswerGrid,
  embedder: Embedder,
  out: string,
  effects: Effects
) {
  const earlier = new Map((await readPublished(out))?.tables.map((entry) => [entry.file, entry]));
  const ledger = await readLedger(study.directory);
  const entries: TableEntry[] = [];
  let [rows, tables] = [0, 0];
  for (const prefix of replicatePrefixes(grid.replicates)) {
    const rowKeys = distanceRowKeys(grid, prefix);
    const key = tableKey(grid, embedder.id, rowKeys);
    const stage = resolve(out, tableFile(prefix));
    const entry = earlier.get(tableFile(prefix));
    if (ledger[stage] === `${key} ${entry?.hash}` && isPublished(out, entry)) {
      entries.push(entry);
      continue;
    }
    const made = await makeTable({study, grid, embedder, out, effects}, prefix, rowKeys);
    await recordStages(study.directory, {[stage]: `${key} ${made.entry.hash}`});
    entries.push(made.entry);
    rows += made.rows;
    tables++;
  }
  return {entries, rows, tables};
}

interface TableTask {
  readonly study: Study;
  readonly grid: AnswerGrid;
  readonly embedder: Embedder;
  readonly out: string;
  readonly effects: Effects;
}

async function makeTable(task: TableTask, prefix: number, rowKeys: readonly string[]) {
  const {study, grid, embedder, out, effects} = task;
  const n = grid.models.length;
  const folder = storePath(
    study.directory,
    "distances",
    contentKey(embedder.id, n, prefix).slice(0, 16)
  );
  const pack = await openVectorPack(folder, condensedLength(n) + n);
  const embeddings = await openEmbeddings(study.directory, embedder);
  const kernel = await distanceKernel();
  try {
    const tools = {pack, embeddings, kernel};
    const progress = report(effects, `distances of ${prefix} answers a query`);
    const rows = await computeDistanceRows(grid, prefix, rowKeys, tools, progress);
    const about = {models: grid.models, queries: grid.queries, embedderId: embedder.id};
    const table = gatherTable({...about, replicates: prefix}, rowKeys, pack);
    return {rows, entry: await publishTable(out, table)};
  } finally {
    await Promise.all([kernel.close(), pack.close(), embeddings.close()]);
  }
}

/** Leaves an equal file alone, so that its time says when it last changed. */
async function writeIfChanged(path: string, published: PublishedStudy): Promise<void> {
  const earlier = await readPublished(join(path, ".."));
  if (earlier && contentKey(earlier) === contentKey(published)) return;
  await writeAtomically(path, `${JSON.stringify(published)}\n`);
}
