import {DataError} from "../core/errors.js";
import type {AssignedFile} from "./assignFormats.js";
import {refusalOf} from "./refusal.js";
import type {IntakeContext, IntakeRow} from "./types.js";

/**
 * The rows of all files, as they are read. A file that cannot be read to its end keeps the rows
 * before, and the rest of it is refused.
 *
 * @param progress told the bytes of the files read
 */
export async function* readFiles(
  answers: readonly AssignedFile[],
  context: IntakeContext,
  progress: (done: number, total: number) => void = () => {}
): AsyncGenerator<IntakeRow> {
  const total = answers.reduce((sum, {file}) => sum + file.size, 0);
  let done = 0;
  for (const {file, importer} of answers) {
    try {
      yield* importer.parse(file, context);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      yield refusalOf(file.path, error);
    }
    done += file.size;
    progress(done, total);
  }
}
