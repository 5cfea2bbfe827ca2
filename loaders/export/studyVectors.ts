import {LoaderError} from "../../src/lib/core/errors.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import type {Effects} from "../effects.js";
import {answerKey, isAnswer, openEmbeddings} from "../embed/embedResponses.js";
import {embedStudy} from "../embed/embedStudy.js";
import {openEmbedder} from "../embed/openEmbedder.js";
import {type ListedAnswers, readListed} from "./readListed.js";

/** A study's listed answers, each with its vector. */
export interface StudyVectors extends ListedAnswers {
  readonly embedder: Pick<Embedder, "id" | "width">;
  /** responses that are answers, with their vectors */
  readonly answers: readonly {readonly row: ResponseRow; readonly vector: Float32Array}[];
}

/**
 * The vectors of a study's answers; answers that have none yet are embedded first. Errors and
 * missing answers have no vector, and a note counts them.
 *
 * @throws DataError, LoaderError, DomainError as reading and embedding the study do
 */
export async function studyVectors(
  studyDirectory: string,
  effects: Effects
): Promise<StudyVectors> {
  await embedStudy(studyDirectory, effects);
  const listed = await readListed(studyDirectory, effects);
  const embedder = await openEmbedder(listed.study, listed.responses);
  const pack = await openEmbeddings(studyDirectory, embedder);
  const answers = listed.responses.filter(isAnswer).map((row) => {
    const vector = pack.get(answerKey(embedder, row));
    if (vector) return {row, vector};
    const where = `${row.model_id}, ${row.query_id}, replicate ${row.replicate}`;
    throw new LoaderError(`export: every answer must have a vector; got none for ${where}`);
  });
  await pack.close();
  const without = listed.responses.length - answers.length;
  const note = `${without} responses are errors or missing and have no vector`;
  return {...listed, embedder, answers, notes: [...listed.notes, ...(without > 0 ? [note] : [])]};
}
