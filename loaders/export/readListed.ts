import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {listedAnswers} from "../../src/lib/study/listedAnswers.js";
import type {Effects} from "../effects.js";
import {readStudy, type Study} from "../study/readStudy.js";
import {studyResponses} from "../study/studyResponses.js";

/** A study with its responses, those it lists. */
export interface ListedAnswers {
  readonly study: Study;
  /** by model, then query, then replicate, as the study lists them */
  readonly responses: readonly ResponseRow[];
  /** what people should know of responses that were left out */
  readonly notes: readonly string[];
}

/**
 * Reads a study and the responses of its models to its queries; those of models, queries and
 * replicates that the study does not list are left out and counted in a note.
 *
 * @throws DataError, LoaderError as `readStudy` and `studyResponses` do
 */
export async function readListed(
  studyDirectory: string,
  {progress}: Effects
): Promise<ListedAnswers> {
  const study = await readStudy(studyDirectory);
  const report = (done: number, total: number) => progress("answers", done, total);
  const {responses} = await studyResponses(study, report);
  const modelAt = new Map(study.models.map(({model_id}, i) => [model_id, i]));
  const queryAt = new Map(study.queries.map(({query_id}, j) => [query_id, j]));
  const listed = listedAnswers(study, responses);
  const at = (row: ResponseRow) =>
    (modelAt.get(row.model_id) as number) * study.queries.length +
    (queryAt.get(row.query_id) as number);
  listed.sort((a, b) => at(a) - at(b) || a.replicate - b.replicate);
  const unlisted = responses.length - listed.length;
  const note = `${unlisted} answers are of models, queries or replicates not listed and left out`;
  return {study, responses: listed, notes: unlisted > 0 ? [note] : []};
}
