import {existsSync} from "node:fs";
import {join} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {type Alignment, alignment} from "../../src/lib/intake/alignment.js";
import {type Coverage, coverage} from "../../src/lib/intake/coverage.js";
import type {StudySpec} from "../../src/lib/schema/study.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {firstStudy} from "../../src/lib/study/firstStudy.js";
import {isAnswer} from "../embed/embedResponses.js";
import {writeTable} from "../store/tables.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {readStudySpec, studyId} from "../study/readStudy.js";
import {type JoinedCovariates, joinCovariates} from "./joinCovariates.js";
import {type MergeCounts, type MergedTables, mergeTables} from "./mergeTables.js";
import {modelsAfterImport} from "./modelsAfterImport.js";
import {type AnswerSource, type ReadAnswers, readAnswers} from "./readAnswers.js";

/**
 * What an import read, joined and wrote: all a person needs to trust or refuse it. Counts and
 * coverage are the study's after the import.
 */
export interface ImportReport {
  readonly format: string;
  /** what showed the format, in words */
  readonly evidence: string;
  readonly files: number;
  /** files of the format without answers: questions, headers, scores */
  readonly companions: number;
  readonly skipped: number;
  /** records and files that could not be imported, and why */
  readonly refused: ReadAnswers["refused"];
  readonly models: number;
  readonly queries: number;
  readonly responses: number;
  readonly replicates: number;
  readonly merge: MergeCounts;
  /** `replicates` of study.json, if the study has answers of later replicates, which go unused */
  readonly unusedFrom?: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  /** how alike the models were asked */
  readonly alignment: Alignment;
  readonly notes: ReadAnswers["notes"];
  readonly covariates?: Omit<JoinedCovariates, "cells">;
  /** the first imported answers */
  readonly preview: readonly ResponseRow[];
  /** files written, relative to the study */
  readonly wrote: readonly string[];
}

export interface ImportOptions extends AnswerSource {
  readonly study: string;
  /** path of a CSV of covariates */
  readonly covariates?: string;
  /** imported answers take the place of the study's where they differ */
  readonly replace?: boolean;
  /** read and report, write nothing */
  readonly preview?: boolean;
}

/**
 * Imports logs into a study: the canonical tables, and first versions of `study.json` and
 * `models.csv` for people to fill in. Answers are added to those the study has. Files people may
 * have edited are not overwritten: new models are added to `models.csv`.
 *
 * @throws DataError for an answer that differs from the study's, unless `replace`; as the importer
 * does; for a study whose answers come from a `source`
 */
export async function importStudy(
  options: ImportOptions,
  progress: (done: number, total: number) => void = () => {}
): Promise<ImportReport> {
  const {study, preview, replace = false} = options;
  const spec = await earlierSpec(study);
  const answers = await readAnswers(options, progress);
  if (answers.responses.length === 0) throw withoutAnswers(answers);
  const merged = await mergeTables(study, answers, replace);
  const joined = options.covariates
    ? await joinCovariates(options.covariates, modelsOf(answers, merged))
    : undefined;
  const wrote = preview ? [] : await write(study, answers, merged, joined);
  const unusedFrom = unused(merged, spec);
  return {...reportOf(answers, merged), unusedFrom, covariates: reported(joined), wrote};
}

async function earlierSpec(study: string): Promise<StudySpec | undefined> {
  if (!existsSync(join(study, "study.json"))) return undefined;
  const spec = await readStudySpec(study);
  if (spec.source === undefined) return spec;
  const expected = "import: study must have no source, whose answers would replace the imported";
  throw new DataError(`${expected}; got one in ${join(study, "study.json")}`);
}

function withoutAnswers({notes}: ReadAnswers): LoaderError {
  const got = notes.map(({code, detail}) => `${code}: ${detail}`).join("; ");
  return new LoaderError(`import: logs must hold answers; got none${got && ` (${got})`}`);
}

function unused(merged: MergedTables, spec?: StudySpec): number | undefined {
  return spec && replicatesOf(merged) > spec.replicates ? spec.replicates : undefined;
}

async function write(
  study: string,
  {models, format}: ReadAnswers,
  merged: MergedTables,
  joined?: JoinedCovariates
) {
  const id = studyId(study);
  const table = await modelsAfterImport(study, models, format, joined);
  await writeTable(study, "queries", merged.queries);
  await writeTable(study, "responses", merged.responses);
  const further = await writeFurther(study, merged);
  await writeAtomically(join(study, "models.csv"), table);
  const wrote = ["tables/queries.parquet", "tables/responses.parquet", ...further, "models.csv"];
  if (existsSync(join(study, "study.json"))) return wrote;
  const spec = firstStudy(id, replicatesOf(merged), joined);
  await writeAtomically(join(study, "study.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return [...wrote, "study.json"];
}

/** Scores and setups, which not every log has. */
async function writeFurther(study: string, {scores, setups}: MergedTables): Promise<string[]> {
  if (scores.length > 0) await writeTable(study, "scores", scores);
  if (setups.length > 0) await writeTable(study, "setups", setups);
  return [
    ...(scores.length > 0 ? ["tables/scores.parquet"] : []),
    ...(setups.length > 0 ? ["tables/setups.parquet"] : [])
  ];
}

function reportOf(answers: ReadAnswers, merged: MergedTables): Omit<ImportReport, "wrote"> {
  const {format, evidence, files, companions, skipped, notes, refused} = answers;
  const {queries, responses, merge} = merged;
  const models = modelsOf(answers, merged);
  const replicates = replicatesOf(merged);
  const statuses: Record<string, number> = {};
  for (const {status} of responses) statuses[status] = (statuses[status] ?? 0) + 1;
  const absent = models.length * queries.length * replicates - responses.length;
  if (absent > 0) statuses.missing = (statuses.missing ?? 0) + absent;
  const ids = queries.map(({query_id}) => query_id);
  return {
    format,
    evidence,
    files,
    companions,
    skipped,
    refused,
    models: models.length,
    queries: queries.length,
    responses: responses.length,
    replicates,
    merge,
    statuses,
    coverage: coverage(models, ids, responses.filter(isAnswer)),
    alignment: alignment(responses, merged.setups),
    notes,
    preview: answers.responses.slice(0, 5)
  };
}

/** The models of the study's answers, and those the logs name without an answer. */
function modelsOf({models}: ReadAnswers, {responses}: MergedTables): string[] {
  return [...new Set([...responses.map(({model_id}) => model_id), ...models])];
}

function replicatesOf({responses}: Pick<MergedTables, "responses">): number {
  return responses.reduce((most, {replicate}) => Math.max(most, replicate + 1), 1);
}

function reported(joined?: JoinedCovariates): ImportReport["covariates"] {
  if (!joined) return undefined;
  const {cells: _, ...rest} = joined;
  return rest;
}
