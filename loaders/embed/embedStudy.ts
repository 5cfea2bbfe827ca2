import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {EmbedderSpec} from "../../src/lib/schema/study.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {listedIn} from "../../src/lib/study/listedAnswers.js";
import {type AnswerGrid, answerGrid} from "../distances/answerGrid.js";
import type {Effects} from "../effects.js";
import {contentKey} from "../store/contentKey.js";
import {recordStages} from "../store/ledger.js";
import {type Rows, rowsWhere} from "../store/rows.js";
import type {VectorPack} from "../store/vectorPack.js";
import {type AnswerDigest, digestAnswers} from "../study/digestAnswers.js";
import {readStudy, type Study} from "../study/readStudy.js";
import {studyResponses} from "../study/studyResponses.js";
import {countCutAnswers, recordCutTexts} from "./cutTexts.js";
import {embedResponses, openEmbeddings} from "./embedResponses.js";
import {openEmbedder} from "./openEmbedder.js";

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
  const {responses} = await studyResponses(study, stageProgress(effects, "answers"));
  const embedder = await openEmbedder(study, responses, {...effects, fresh});
  const grid = studyGrid(study, await digestAnswers(responses, embedder));
  const answers = {study, responses, grid, embedder, effects};
  const embeddings = await openEmbeddings(studyDirectory, embedder);
  try {
    const embedded = await embedAnswers(answers, embeddings);
    if (!override) await recordVectors(answers);
    return {embedder: embedder.id, embedded, truncated: await reportCut(answers)};
  } finally {
    await embeddings.close();
  }
}

/** The answers of a study and what embeds them. */
export interface StudyAnswers {
  readonly study: Study;
  readonly responses: Rows<ResponseRow>;
  readonly grid: AnswerGrid;
  readonly embedder: Embedder;
  readonly effects: Effects;
}

/** Embeds what the store lacks. @returns how many texts */
export async function embedAnswers(answers: StudyAnswers, embeddings: VectorPack): Promise<number> {
  const {study, responses, grid, embedder, effects} = answers;
  const own = rowsWhere(responses, listedIn(study));
  const lacking = new Set(grid.keys.filter((key) => key !== "" && !embeddings.has(key))).size;
  const tell = stageProgress(effects, "vectors");
  const keepCut = (keys: readonly string[]) => recordCutTexts(study.directory, embedder, keys);
  try {
    if (lacking === 0) return 0;
    const done = (embedded: number) => tell(embedded, lacking);
    return await embedResponses(own, embedder, embeddings, done, keepCut);
  } finally {
    await embedder.close?.();
  }
}

/** Records that the vectors of these answers are made. */
export function recordVectors({study, grid}: StudyAnswers): Promise<void> {
  return recordStages(study.directory, {embeddings: contentKey("embeddings", grid.keys)});
}

/** Says how many answers were too long for the embedder, every time. @returns how many */
export async function reportCut({study, grid, embedder, effects}: Omit<StudyAnswers, "responses">) {
  const cut = await countCutAnswers(study.directory, embedder, grid.keys);
  if (cut > 0)
    effects.log(`${cut} answers are longer than ${embedder.name} reads; their ends do not count`);
  return cut;
}

/** The grid of a study's answers. */
export function studyGrid(study: Study, responses: readonly AnswerDigest[]): AnswerGrid {
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  return answerGrid(responses, models, queries, study.spec.replicates);
}

/** Progress of one stage. */
export function stageProgress({progress}: Effects, stage: string) {
  return (done: number, total: number) => progress(stage, done, total);
}
