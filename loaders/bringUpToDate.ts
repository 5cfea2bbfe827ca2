import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import type {Embedder} from "../src/lib/embedding/embedder.js";
import type {EmbedderSpec} from "../src/lib/schema/study.js";
import type {PublishedStudy} from "../src/lib/schema/studyData.js";
import type {ResponseRow} from "../src/lib/schema/tables.js";
import {listedIn} from "../src/lib/study/listedAnswers.js";
import {type AnswerGrid, answerGrid} from "./distances/answerGrid.js";
import type {Effects} from "./effects.js";
import {countCutAnswers, recordCutTexts} from "./embed/cutTexts.js";
import {embedResponses, openEmbeddings} from "./embed/embedResponses.js";
import {openEmbedder} from "./embed/openEmbedder.js";
import {makeTables} from "./publish/makeTables.js";
import {planTables, type TablePlan} from "./publish/planTables.js";
import {publishAnswers} from "./publish/publishAnswers.js";
import {publishedStudy} from "./publish/publishedStudy.js";
import {requireUntold} from "./publish/requireUntold.js";
import {contentKey, growingRowsKey, rowsKey} from "./store/contentKey.js";
import {readLedger, recordStages, storePath} from "./store/ledger.js";
import {allRows, type Rows, rowsWhere} from "./store/rows.js";
import {type TableName, type TableRows, writeTable} from "./store/tables.js";
import type {VectorPack} from "./store/vectorPack.js";
import {writeAtomically} from "./store/writeAtomically.js";
import {type AnswerDigest, digestAnswers} from "./study/digestAnswers.js";
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
  const {collected, ...asked} = await studyResponses(study, report(effects, "answers"));
  const {responses} = asked;
  const embedder = await openEmbedder(study, responses, effects);
  const rowsKey = growingRowsKey();
  const digests = await digestAnswers(responses, embedder, rowsKey.add);
  const responsesKey = rowsKey.finish();
  const grid = gridOf(study, digests);
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

/** What embedding a study's answers took, and what it left out. */
export interface EmbeddedStudy {
  /** the embedder's id */
  readonly embedder: string;
  /** texts embedded now */
  readonly embedded: number;
  /** answers of which only the beginning is embedded, now or earlier */
  readonly truncated: number;
}

/**
 * Embeds what a study's answers lack in the store.
 *
 * @param override an embedder instead of the study's, for this once
 * @param fresh ask a server what it serves even if that is recorded
 * @throws DataError, LoaderError as the stages do
 */
export async function embedStudy(
  studyDirectory: string,
  effects: Effects,
  override?: EmbedderSpec,
  fresh = false
): Promise<EmbeddedStudy> {
  const found = await readStudy(studyDirectory);
  const study = override ? {...found, spec: {...found.spec, embedder: override}} : found;
  const {responses} = await studyResponses(study, report(effects, "answers"));
  const embedder = await openEmbedder(study, responses, {...effects, fresh});
  const grid = gridOf(study, await digestAnswers(responses, embedder));
  const answers = {study, responses, grid, embedder, effects};
  const embeddings = await openEmbeddings(studyDirectory, embedder);
  try {
    const embedded = await embed(answers, embeddings);
    if (!override) await recordVectors(answers);
    return {embedder: embedder.id, embedded, truncated: await reportCut(answers)};
  } finally {
    await embeddings.close();
  }
}

interface Answers {
  readonly study: Study;
  readonly responses: Rows<ResponseRow>;
  readonly grid: AnswerGrid;
  readonly embedder: Embedder;
  readonly effects: Effects;
}

/** Vectors and tables, if any table is stale; the store is not even opened otherwise. */
async function makeStale(answers: Answers, plans: readonly TablePlan[], out: string) {
  const {study, grid, embedder, effects} = answers;
  const entries = plans.flatMap(({fresh}) => fresh ?? []);
  if (entries.length === plans.length) return {entries, embedded: 0, rows: 0};
  const studyDirectory = study.directory;
  const embeddings = await openEmbeddings(studyDirectory, embedder);
  try {
    const embedded = await embed(answers, embeddings);
    await recordVectors(answers);
    const {progress} = effects;
    const task = {studyDirectory, grid, embedderId: embedder.id, embeddings, out, progress};
    return {embedded, ...(await makeTables(plans, task))};
  } finally {
    await embeddings.close();
  }
}

async function embed(answers: Answers, embeddings: VectorPack): Promise<number> {
  const {study, responses, grid, embedder, effects} = answers;
  const own = rowsWhere(responses, listedIn(study));
  const lacking = new Set(grid.keys.filter((key) => key !== "" && !embeddings.has(key))).size;
  const tell = report(effects, "vectors");
  const keepCut = (keys: readonly string[]) => recordCutTexts(study.directory, embedder, keys);
  try {
    if (lacking === 0) return 0;
    const done = (embedded: number) => tell(embedded, lacking);
    return await embedResponses(own, embedder, embeddings, done, keepCut);
  } finally {
    await embedder.close?.();
  }
}

function recordVectors({study, grid}: Answers): Promise<void> {
  return recordStages(study.directory, {embeddings: contentKey("embeddings", grid.keys)});
}

/** Says how many answers were too long for the embedder, every time. @returns how many */
async function reportCut({study, grid, embedder, effects}: Omit<Answers, "responses">) {
  const cut = await countCutAnswers(study.directory, embedder, grid.keys);
  if (cut > 0)
    effects.log(`${cut} answers are longer than ${embedder.name} reads; their ends do not count`);
  return cut;
}

function gridOf(study: Study, responses: readonly AnswerDigest[]): AnswerGrid {
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  return answerGrid(responses, models, queries, study.spec.replicates);
}

function report({progress}: Effects, stage: string) {
  return (done: number, total: number) => progress(stage, done, total);
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
