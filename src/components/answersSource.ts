import {DataError} from "../lib/core/errors.js";
import {sha256} from "../lib/core/sha256.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {readAnswerShard, type ShownAnswer} from "../lib/tables/answerShard.js";

/** The answers to a question, by its position in the study; rejects if they cannot be had. */
export type AnswersSource = (question: number) => Promise<readonly ShownAnswer[]>;

/**
 * The published answers of a study: a file is fetched when the first of its questions is asked for,
 * checked against the hash the study lists, and kept; after a failure it is fetched again.
 *
 * @param fetchText gives the text of a published file
 */
export function answersSource(
  {answers}: PublishedStudy,
  fetchText: (file: string) => Promise<string>
): AnswersSource {
  const kept = new Map<string, Promise<ShownAnswer[][]>>();
  return async (question) => {
    const entry = answers?.files.find(({queries}) => queries.includes(question));
    if (!entry) throw new DataError(`answers: question must be published; got ${question}`);
    const {file, hash, queries} = entry;
    const read = kept.get(file) ?? fetchText(file).then((text) => checked(text, hash, file));
    kept.set(file, read);
    try {
      return (await read)[queries.indexOf(question)] ?? [];
    } catch (error) {
      kept.delete(file);
      throw error;
    }

    function checked(text: string, wanted: string, where: string): ShownAnswer[][] {
      const found = sha256(text);
      if (found === wanted) return readAnswerShard(text, queries.length, where);
      throw new DataError(`${where}: hash must be ${wanted}; got ${found}`);
    }
  };
}
