import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {scores} from "../../src/lib/intake/scores.js";
import {buildTables, type ImportedTables} from "../../src/lib/intake/tableBuilder.js";

/** The table of models × tasks that people write in a study of scores. */
const scoreFile = "scores.csv";

/** Whether a study's scores are in a file people write, not in tables an import wrote. */
export function hasScoreFile(directory: string): boolean {
  return existsSync(join(directory, scoreFile));
}

/**
 * The tasks and scores of a study's `scores.csv`: a query a task, an answer a score.
 *
 * @throws DataError for the first cell or row that cannot be read, with its line
 */
export async function readScoreFile(
  directory: string
): Promise<Pick<ImportedTables, "queries" | "responses">> {
  const content = new Uint8Array(await readFile(join(directory, scoreFile)));
  const file = {
    path: scoreFile,
    size: content.length,
    bytes: async (from?: number, to?: number) => content.subarray(from, to)
  };
  const {queries, responses, refused} = await buildTables(scores.parse(file, {files: [file]}));
  const [first] = refused;
  if (first) throw new DataError(`${first.source_ref}: ${first.reason}`);
  return {queries, responses};
}
