import {existsSync} from "node:fs";
import {join} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {type Alignment, alignment} from "../../src/lib/intake/alignment.js";
import {type Coverage, coverage} from "../../src/lib/intake/coverage.js";
import type {ResponseSink} from "../../src/lib/intake/tableBuilder.js";
import type {StudySpec} from "../../src/lib/schema/study.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {firstStudy} from "../../src/lib/study/firstStudy.js";
import {readTable, writeTable} from "../store/tables.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {readStudySpec, studyId} from "../study/readStudy.js";
import {hasScoreFile} from "../study/scoreFile.js";
import {AnswerMerge} from "./answerMerge.js";
import {type JoinedCovariates, joinCovariates} from "./joinCovariates.js";
import {type MergeCounts, type MergedTables, mergeTables, queryNamer} from "./mergeTables.js";
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
  /** records and files that could not be imported, and why; of very many the first */
  readonly refused: ReadAnswers["refused"];
  readonly refusedCount: number;
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
  const {study, preview = false, replace = false} = options;
  const spec = await earlierSpec(study);
  const earlier = (await readTable(study, "queries")) ?? [];
  const merging = {nameOf: queryNamer(earlier), replace, keep: !preview};
  const merge = await AnswerMerge.open(study, merging);
  try {
    const first: ResponseRow[] = [];
    const answers = await readAnswers(options, noting(first, merge), progress);
    if (answers.answers === 0) throw withoutAnswers(answers);
    if (spec) requireKind(spec, kindOf(answers), study);
    const merged = {...(await mergeTables(study, earlier, answers, replace)), merge};
    const joined = options.covariates
      ? await joinCovariates(options.covariates, modelsOf(answers, merged))
      : undefined;
    const wrote = preview ? [] : await write(study, answers, merged, joined);
    const unusedFrom = unused(merged, spec);
    const report = {...reportOf(answers, merged), preview: first};
    return {...report, unusedFrom, covariates: reported(joined), wrote};
  } finally {
    await merge.close();
  }
}

interface Merged extends MergedTables {
  readonly merge: AnswerMerge;
}

const previewRows = 5;

/** Hands answers on and keeps the first of them. */
function noting(first: ResponseRow[], merge: AnswerMerge): ResponseSink {
  return (row, query) => {
    if (first.length < previewRows) first.push(row);
    return merge.add(row, query);
  };
}

async function earlierSpec(study: string): Promise<StudySpec | undefined> {
  if (!existsSync(join(study, "study.json"))) return undefined;
  const spec = await readStudySpec(study);
  if (spec.kind === "scores" && hasScoreFile(study)) throw writtenScores(study);
  if (spec.source === undefined) return spec;
  const expected = "import: study must have no source, whose answers would replace the imported";
  throw new DataError(`${expected}; got one in ${join(study, "study.json")}`);
}

function writtenScores(study: string): DataError {
  const expected = "import: study must have no scores.csv, which would go before what is imported";
  return new DataError(`${expected}; got one in ${study}`);
}

function kindOf({format}: ReadAnswers): "responses" | "scores" {
  return format === "scores" ? "scores" : "responses";
}

/** Texts of answers and scores of tasks are no one study. */
function requireKind({kind}: StudySpec, wanted: string, study: string): void {
  if (kind === wanted) return;
  const expected = `import: study must be of kind ${wanted}`;
  throw new DataError(`${expected}; got ${kind} in ${join(study, "study.json")}`);
}

function withoutAnswers({notes}: ReadAnswers): LoaderError {
  const got = notes.map(({code, detail}) => `${code}: ${detail}`).join("; ");
  return new LoaderError(`import: logs must hold answers; got none${got && ` (${got})`}`);
}

function unused({merge}: Merged, spec?: StudySpec): number | undefined {
  return spec && merge.replicates > spec.replicates ? spec.replicates : undefined;
}

async function write(
  study: string,
  answers: ReadAnswers,
  merged: Merged,
  joined?: JoinedCovariates
) {
  const {models, format} = answers;
  const id = studyId(study);
  const table = await modelsAfterImport(study, models, format, joined);
  await writeTable(study, "queries", merged.queries);
  await merged.merge.write();
  const further = await writeFurther(study, merged);
  await writeAtomically(join(study, "models.csv"), table);
  const wrote = ["tables/queries.parquet", "tables/responses.parquet", ...further, "models.csv"];
  if (existsSync(join(study, "study.json"))) return wrote;
  const spec = firstStudy(id, merged.merge.replicates, joined, kindOf(answers));
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

function reportOf(answers: ReadAnswers, merged: Merged): Omit<ImportReport, "wrote" | "preview"> {
  const {format, evidence, files, companions, skipped, notes, refused, refusedCount} = answers;
  const {queries, merge} = merged;
  const models = modelsOf(answers, merged);
  const {replicates, size: responses} = merge;
  const statuses = merge.statuses();
  const absent = models.length * queries.length * replicates - responses;
  if (absent > 0) statuses.missing = (statuses.missing ?? 0) + absent;
  const ids = queries.map(({query_id}) => query_id);
  return {
    format,
    evidence,
    files,
    companions,
    skipped,
    refused,
    refusedCount,
    models: models.length,
    queries: queries.length,
    responses,
    replicates,
    merge: merge.counts,
    statuses,
    coverage: coverage(models, ids, merge.answered()),
    alignment: alignment(merge.asked(), merged.setups),
    notes
  };
}

/** The models of the study's answers, and those the logs name without an answer. */
function modelsOf({models}: ReadAnswers, {merge}: Merged): string[] {
  return [...new Set([...merge.models, ...models])];
}

function reported(joined?: JoinedCovariates): ImportReport["covariates"] {
  if (!joined) return undefined;
  const {cells: _, ...rest} = joined;
  return rest;
}
