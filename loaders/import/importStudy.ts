import {existsSync} from "node:fs";
import {join} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import {type Coverage, coverage} from "../../src/lib/intake/coverage.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {isAnswer} from "../embed/embedResponses.js";
import {writeTable} from "../store/tables.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {studyId} from "../study/readStudy.js";
import {firstModels} from "./firstModels.js";
import {firstStudy} from "./firstStudy.js";
import {type JoinedCovariates, joinCovariates} from "./joinCovariates.js";
import {type AnswerSource, type ReadAnswers, readAnswers} from "./readAnswers.js";

/** What an import read, joined and wrote: all a person needs to trust or refuse it. */
export interface ImportReport {
  readonly format: string;
  readonly files: number;
  readonly skipped: number;
  readonly models: number;
  readonly queries: number;
  readonly responses: number;
  readonly replicates: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly notes: ReadAnswers["notes"];
  readonly covariates?: Omit<JoinedCovariates, "cells">;
  readonly preview: readonly ResponseRow[];
  /** files written, relative to the study */
  readonly wrote: readonly string[];
}

export interface ImportOptions extends AnswerSource {
  readonly study: string;
  /** path of a CSV of covariates */
  readonly covariates?: string;
  /** read and report, write nothing */
  readonly preview?: boolean;
}

/**
 * Imports logs into a study: the canonical tables, and first versions of `study.json` and
 * `models.csv` for people to fill in. Files people may have edited are not overwritten: new models
 * are added to `models.csv`.
 */
export async function importStudy(
  options: ImportOptions,
  progress: (done: number, total: number) => void = () => {}
): Promise<ImportReport> {
  const answers = await readAnswers(options, progress);
  if (answers.responses.length === 0)
    throw new LoaderError("import: logs must hold answers; got none");
  const joined = options.covariates
    ? await joinCovariates(options.covariates, answers.models)
    : undefined;
  const wrote = options.preview ? [] : await write(options.study, answers, joined);
  return {...reportOf(answers), covariates: reported(joined), wrote};
}

async function write(study: string, answers: ReadAnswers, joined?: JoinedCovariates) {
  const id = studyId(study);
  const models = await firstModels(study, answers.models, answers.format, joined);
  await writeTable(study, "queries", answers.queries);
  await writeTable(study, "responses", answers.responses);
  if (answers.scores.length > 0) await writeTable(study, "scores", answers.scores);
  await writeAtomically(join(study, "models.csv"), models);
  const wrote = ["tables/queries.parquet", "tables/responses.parquet", "models.csv"];
  if (existsSync(join(study, "study.json"))) return wrote;
  const spec = firstStudy(id, replicatesOf(answers), joined);
  await writeAtomically(join(study, "study.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return [...wrote, "study.json"];
}

function reportOf(answers: ReadAnswers): Omit<ImportReport, "wrote"> {
  const {format, files, skipped, models, queries, responses, notes} = answers;
  const replicates = replicatesOf(answers);
  const statuses: Record<string, number> = {};
  for (const {status} of responses) statuses[status] = (statuses[status] ?? 0) + 1;
  const absent = models.length * queries.length * replicates - responses.length;
  if (absent > 0) statuses.missing = (statuses.missing ?? 0) + absent;
  const ids = queries.map(({query_id}) => query_id);
  return {
    format,
    files,
    skipped,
    models: models.length,
    queries: queries.length,
    responses: responses.length,
    replicates,
    statuses,
    coverage: coverage(models, ids, responses.filter(isAnswer)),
    notes,
    preview: responses.slice(0, 5)
  };
}

function replicatesOf({responses}: ReadAnswers): number {
  return responses.reduce((most, {replicate}) => Math.max(most, replicate + 1), 1);
}

function reported(joined?: JoinedCovariates): ImportReport["covariates"] {
  if (!joined) return undefined;
  const {cells: _, ...rest} = joined;
  return rest;
}
