import {LoaderError} from "../lib/core/errors.js";
import {alignment} from "../lib/intake/alignment.js";
import {type AssignedFiles, assignFormats} from "../lib/intake/assignFormats.js";
import {type ColumnMap, requiredFields} from "../lib/intake/columnMap.js";
import {coverage} from "../lib/intake/coverage.js";
import {logFormats} from "../lib/intake/formats.js";
import {generic, tableColumns} from "../lib/intake/generic.js";
import {readFiles} from "../lib/intake/readFiles.js";
import {buildTables, type ImportedTables} from "../lib/intake/tableBuilder.js";
import type {SourceFile} from "../lib/intake/types.js";
import {type ImportedStudy, replicatesOf} from "../lib/study/importedStudy.js";
import {isAnswer} from "../lib/study/isAnswer.js";
import type {TryReport} from "./tryMessages.js";

/** What dropped files gave, before it becomes a study. */
export interface ReadDrop {
  readonly tables: ImportedTables;
  readonly format: string;
  readonly assigned: AssignedFiles;
}

/** A plain table whose columns are not named as an answer's fields. */
export interface UnknownColumns {
  readonly file: string;
  readonly columns: readonly string[];
}

/**
 * Reads dropped files as the command line reads a folder of them, Parquet apart.
 *
 * @param map which columns hold what, for plain tables
 * @returns the tables; without a map, the columns of a plain table that has not those of an answer
 * @throws LoaderError if no file is of a known format, or none holds an answer
 */
export async function readDrop(
  files: readonly SourceFile[],
  map: ColumnMap | undefined,
  progress: (done: number, total: number) => void
): Promise<ReadDrop | UnknownColumns> {
  const assigned = await assign(files, map);
  const plain = assigned.answers.find(({importer}) => importer.name === "generic");
  if (plain && map === undefined) {
    const columns = await tableColumns(plain.file);
    const isNamed = requiredFields.every((field) => columns.includes(field));
    if (columns.length > 0 && !isNamed) return {file: plain.file.path, columns};
  }
  const tables = await buildTables(readFiles(assigned.answers, {files}, progress));
  if (tables.responses.length === 0) throw withoutAnswers(tables);
  const format = distinct(assigned.answers.map(({importer}) => importer.name));
  return {tables, format, assigned};
}

async function assign(files: readonly SourceFile[], map?: ColumnMap): Promise<AssignedFiles> {
  const parquet = files.find(({path}) => /\.parquet$/i.test(path));
  return assignFormats(files, [...logFormats, generic(map)]).catch((error: unknown) => {
    if (!parquet || !(error instanceof LoaderError)) throw error;
    const advice = "Parquet is read on the command line: vantage import <folder> --study my-study";
    throw new LoaderError(`try: files must be logs of text; got ${parquet.path} (${advice})`);
  });
}

function withoutAnswers({refused, notes}: ImportedTables): LoaderError {
  const [first] = refused;
  const why = first ? `${first.source_ref}: ${first.reason}` : notes.map(({code}) => code).join();
  return new LoaderError(`try: logs must hold answers; got none${why && ` (${why})`}`);
}

/** All that was read, for people. */
export function tryReport(
  {tables, format, assigned}: ReadDrop,
  {study, silent}: ImportedStudy,
  without: readonly string[]
): TryReport {
  const {queries, responses, setups} = tables;
  const models = study.models.map(({model_id}) => model_id);
  const statuses: Record<string, number> = {};
  for (const {status} of responses) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    format,
    evidence: distinct(assigned.answers.map(({evidence}) => evidence)),
    files: assigned.answers.length,
    companions: assigned.companions.length,
    others: assigned.others.map(({path}) => path),
    models: models.length,
    queries: queries.length,
    responses: responses.length,
    replicates: replicatesOf(responses),
    statuses,
    refused: tables.refused,
    notes: tables.notes,
    silent,
    without,
    coverage: coverage(
      models,
      queries.map(({query_id}) => query_id),
      responses.filter(isAnswer)
    ),
    alignment: alignment(responses, setups)
  };
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}
