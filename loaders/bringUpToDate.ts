import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import type {PublishedStudy} from "../src/lib/schema/studyData.js";
import type {ResponseRow} from "../src/lib/schema/tables.js";
import type {Effects} from "./effects.js";
import {openEmbeddings} from "./embed/embedResponses.js";
import {
  embedAnswers,
  recordVectors,
  reportCut,
  type StudyAnswers,
  stageProgress,
  studyGrid
} from "./embed/embedStudy.js";
import {openEmbedder} from "./embed/openEmbedder.js";
import {makeTables} from "./publish/makeTables.js";
import {planTables, type TablePlan} from "./publish/planTables.js";
import {publishAnswers} from "./publish/publishAnswers.js";
import {publishedStudy} from "./publish/publishedStudy.js";
import {requireUntold} from "./publish/requireUntold.js";
import {contentKey, growingRowsKey, rowsKey} from "./store/contentKey.js";
import {readLedger, recordStages, storePath} from "./store/ledger.js";
import {allRows, type Rows} from "./store/rows.js";
import {type TableName, type TableRows, writeTable} from "./store/tables.js";
import {writeAtomically} from "./store/writeAtomically.js";
import {digestAnswers} from "./study/digestAnswers.js";
import {readIntact, readPublished} from "./study/openStudy.js";
import {readStudy, type Study} from "./study/readStudy.js";
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
  requireUntold(study);
  const {collected, ...asked} = await studyResponses(study, stageProgress(effects, "answers"));
  const {responses} = asked;
  const embedder = await openEmbedder(study, responses, effects);
  const rowsKey = growingRowsKey();
  const digests = await digestAnswers(responses, embedder, rowsKey.add);
  const responsesKey = rowsKey.finish();
  const grid = studyGrid(study, digests);
  await keepTables(study, responses);
  const plans = await planTables(studyDirectory, grid, embedder.id, out);
  const made = await makeStale({study, responses, grid, embedder, effects}, plans, out);
  const answers = await publishAnswers(study, responses, responsesKey, out);
  const described = {...asked, responses: digests};
  const facts = publishedStudy(study, described, embedder, made.entries, responsesKey);
  const published = {...facts, answers};
  await writeIfChanged(join(out, "study.json"), published);
  if (published.unlisted)
    effects.log(`${published.unlisted} answers are of models, queries or replicates not listed`);
  await reportCut({study, grid, embedder, effects});
  await removeUnlisted(out, published);
  const tables = plans.filter(({fresh}) => !fresh).length;
  return {
    directory: out,
    published,
    work: {collected, embedded: made.embedded, rows: made.rows, tables}
  };
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

/** Vectors and tables, if any table is stale; the store is not even opened otherwise. */
async function makeStale(answers: StudyAnswers, plans: readonly TablePlan[], out: string) {
  const {study, grid, embedder, effects} = answers;
  const entries = plans.flatMap(({fresh}) => fresh ?? []);
  if (entries.length === plans.length) return {entries, embedded: 0, rows: 0};
  const studyDirectory = study.directory;
  const embeddings = await openEmbeddings(studyDirectory, embedder);
  try {
    const embedded = await embedAnswers(answers, embeddings);
    await recordVectors(answers);
    const {progress} = effects;
    const task = {studyDirectory, grid, embedderId: embedder.id, embeddings, out, progress};
    return {embedded, ...(await makeTables(plans, task))};
  } finally {
    await embeddings.close();
  }
}

/** Writes the canonical tables that changed; those an import wrote tell what it asked and got. */
async function keepTables(study: Study, responses: Rows<ResponseRow>): Promise<void> {
  await keepTable(study, "models", study.models);
  if (study.spec.source === undefined) return;
  await keepTable(study, "queries", study.queries);
  await keepTable(study, "responses", await allRows(responses));
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

/** Leaves an equal file alone, so that its time says when it last changed. */
async function writeIfChanged(path: string, published: PublishedStudy): Promise<void> {
  const earlier = await readIntact(join(path, ".."));
  if (earlier && contentKey(earlier) === contentKey(published)) return;
  await writeAtomically(path, `${JSON.stringify(published)}\n`);
}

/** Tables of earlier replicate counts would stay behind for ever. */
async function removeUnlisted(out: string, {tables}: PublishedStudy): Promise<void> {
  const listed = new Set(tables.map(({file}) => file));
  const found = (await readdir(out)).filter((name) => /^distances\..*\.arrow$/.test(name));
  for (const name of found) if (!listed.has(name)) await rm(join(out, name));
}
