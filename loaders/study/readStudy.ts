import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {basename, join, resolve} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import type {StudySpec} from "../../src/lib/schema/study.js";
import type {QueryTableRow} from "../../src/lib/schema/tables.js";
import type {DescribedStudy} from "../../src/lib/study/describedStudy.js";
import {modelRows} from "../../src/lib/study/modelRows.js";
import {readTable} from "../store/tables.js";
import {parseStudySpec} from "./parseStudySpec.js";
import {queryRows} from "./queryRows.js";
import {insidePath, located, readRecords} from "./readRecords.js";
import {hasScoreFile, readScoreFile} from "./scoreFile.js";

/** What people write about a study, and its folder. */
export interface Study extends DescribedStudy {
  readonly directory: string;
}

/**
 * Reads `study.json` and the models and queries it names (by default `models.csv`, else the tables
 * an import wrote).
 *
 * @throws LoaderError if there is no study; DataError naming file, field and value
 */
export async function readStudy(directory: string): Promise<Study> {
  const spec = await readStudySpec(directory);
  const {models, covariates} = modelRows(await modelRecords(directory, spec), spec.covariates);
  const queries = await studyQueries(directory, spec);
  if (models.length === 0) throw nothingListed("models", directory);
  if (queries.length === 0) throw nothingListed("queries", directory);
  const references =
    spec.references && (await readFile(insidePath(directory, spec.references), "utf8"));
  return {id: studyId(directory), directory, spec, models, queries, covariates, references};
}

function nothingListed(what: "models" | "queries", directory: string): DataError {
  const expected = `study: ${what} must be imported (vantage import) or listed in ${what}.csv`;
  return new DataError(`${expected}; got none in ${directory}`);
}

/** The name of a study: that of its folder, which must serve as a part of addresses and paths. */
export function studyId(directory: string): string {
  const id = basename(resolve(directory));
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id)) return id;
  const expected = "study: folder must be named with letters, digits, dots, dashes, underscores";
  throw new LoaderError(`${expected}; got ${JSON.stringify(id)}`, {exitCode: 2});
}

/** Reads and validates `study.json` alone. */
export async function readStudySpec(directory: string): Promise<StudySpec> {
  const path = join(directory, "study.json");
  if (!existsSync(path)) {
    const expected = `study: folder must hold study.json`;
    throw new LoaderError(`${expected}; got ${directory} (make one with vantage import)`, {
      exitCode: 2
    });
  }
  return parseStudySpec(await readFile(path, "utf8"), "study.json");
}

async function modelRecords(directory: string, {models}: StudySpec) {
  if (Array.isArray(models)) return {file: "study.json", rows: located(models, "study.json")};
  const file = models ?? "models.csv";
  if (models !== undefined || existsSync(join(directory, file)))
    return {file, rows: await readRecords(directory, file)};
  const table = "tables/models.parquet";
  return {file: table, rows: located((await readTable(directory, "models")) ?? [], table)};
}

async function studyQueries(
  directory: string,
  {queries, kind}: StudySpec
): Promise<QueryTableRow[]> {
  if (Array.isArray(queries)) return queryRows(located(queries, "study.json"));
  if (queries !== undefined) return queryRows(await readRecords(directory, queries));
  if (existsSync(join(directory, "queries.csv")))
    return queryRows(await readRecords(directory, "queries.csv"));
  if (kind === "scores" && hasScoreFile(directory))
    return [...(await readScoreFile(directory)).queries];
  return (await readTable(directory, "queries")) ?? [];
}
