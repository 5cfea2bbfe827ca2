import {DataError} from "../core/errors.js";
import type {AssignedFile} from "./assignFormats.js";
import {refusalOf} from "./refusal.js";
import type {IntakeContext, IntakeRow, SourceFile} from "./types.js";

/**
 * The rows of all files, as they are read. A file that cannot be read to its end keeps the rows
 * before, and the rest of it is refused.
 *
 * @param progress told the bytes of the files read, as they are read
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
      const before = done;
      yield* importer.parse(
        watched(file, (end) => progress(before + end, total)),
        context
      );
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      yield refusalOf(file.path, error);
    }
    done += file.size;
    progress(done, total);
  }
}

/** The same file, telling how far it has been read. */
function watched(file: SourceFile, told: (end: number) => void): SourceFile {
  let furthest = 0;
  return {
    path: file.path,
    size: file.size,
    async bytes(from, to = file.size) {
      const bytes = await file.bytes(from, to);
      if (to > furthest) furthest = Math.min(to, file.size);
      told(furthest);
      return bytes;
    }
  };
}
