import {existsSync} from "node:fs";
import {readdir, rm} from "node:fs/promises";
import {join, resolve} from "node:path";
import type {AnswerFileEntry, PublishedAnswers} from "../../src/lib/schema/studyData.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {bytesKey, contentKey, rowsKey} from "../store/contentKey.js";
import {readLedger, recordStages} from "../store/ledger.js";
import type {Rows} from "../store/rows.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {readIntact} from "../study/openStudy.js";
import type {Study} from "../study/readStudy.js";
import {answerFiles} from "./answerFiles.js";
import {fileKey} from "./fileKey.js";

/** Bumped when the files of answers should be cut or written otherwise. */
const answerFilesVersion = 1;

const folderName = "answers";

/** The texts of answers a study should publish, and whether it has. */
export interface AnswersPlan {
  /** what the ledger calls them, and the key they should be recorded with */
  readonly stage: string;
  readonly key: string;
  /** what is published, if whole and made from the same answers under the same policy */
  readonly fresh?: PublishedAnswers;
  /** whether any was ever published there */
  readonly exists: boolean;
}

/**
 * The texts of a study's answers against those in the folder `out`.
 *
 * @param responsesKey `rowsKey` of the whole responses
 */
export async function planAnswers(
  study: Study,
  responsesKey: string,
  out: string
): Promise<AnswersPlan> {
  const {spec, models, queries} = study;
  const {publish, seed, replicates} = spec;
  const listed = [models.map(({model_id}) => model_id), rowsKey(queries), replicates];
  const made = publish.responses === "none" ? [] : [seed, ...listed, responsesKey];
  const key = contentKey("answers", answerFilesVersion, publish, ...made);
  const stage = resolve(out, folderName);
  const recorded = (await readLedger(study.directory))[stage];
  const published = (await readIntact(out))?.answers;
  const isFresh = recorded === key && published && (await isWhole(out, published));
  return {
    stage,
    key,
    exists: recorded !== undefined,
    ...(isFresh ? {fresh: published} : {})
  };
}

/**
 * Publishes the texts of a study's answers under its policy and removes every other file from their
 * folder, so that what is no longer to be told is not left behind.
 */
export async function publishAnswers(
  study: Study,
  responses: Rows<ResponseRow>,
  responsesKey: string,
  out: string
): Promise<PublishedAnswers> {
  const {fresh, stage, key} = await planAnswers(study, responsesKey, out);
  if (fresh) return fresh;
  await recordStages(study.directory, {[stage]: "being made"});
  const {files, withheld} = await answerFiles(study, responses);
  await removeOthers(stage, new Set(files.map(({file}) => file)));
  const entries: AnswerFileEntry[] = [];
  for (const {file, queries, text} of files) {
    const bytes = new TextEncoder().encode(text);
    await writeAtomically(join(out, file), bytes);
    entries.push({file, queries, hash: bytesKey(bytes), bytes: bytes.length});
  }
  await recordStages(study.directory, {[stage]: key});
  return {policy: study.spec.publish.responses, files: entries, withheld};
}

/** Paths of listed files of answers that are gone or altered. */
export async function brokenAnswers(
  out: string,
  answers: PublishedAnswers | undefined
): Promise<string[]> {
  const broken: string[] = [];
  for (const {file, hash} of answers?.files ?? [])
    if ((await fileKey(join(out, file))) !== hash) broken.push(join(out, file));
  return broken;
}

/** Nothing listed is broken, and nothing else lies beside it. */
async function isWhole(out: string, answers: PublishedAnswers): Promise<boolean> {
  const found = await filesIn(join(out, folderName));
  if (found.length !== answers.files.length) return false;
  return (await brokenAnswers(out, answers)).length === 0;
}

async function filesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const found = await filesIn(folder);
  if (kept.size === 0) return rm(folder, {recursive: true, force: true});
  for (const name of found)
    if (!kept.has(`${folderName}/${name}`)) await rm(join(folder, name), {recursive: true});
}
