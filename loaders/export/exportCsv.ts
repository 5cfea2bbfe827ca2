import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {spreadsheetCell} from "../../src/lib/intake/spreadsheetCell.js";
import type {ResponseRow, ScoreRow} from "../../src/lib/schema/tables.js";
import type {Effects} from "../effects.js";
import {isAnswer} from "../embed/embedResponses.js";
import {readTable} from "../store/tables.js";
import type {Study} from "../study/readStudy.js";
import type {ExportReport} from "./exportReport.js";
import {type ExportTarget, requireFolderTarget, writeFolder} from "./exportTarget.js";
import {type ListedAnswers, readListed} from "./readListed.js";

const names = ["answers.csv", "models.csv", "scores.csv"] as const;
const ofQueries = ["query_text", "dataset", "category", "target"] as const;
const ofResponses = [
  "response_text",
  "choices",
  "finish_reason",
  "prompt_hash",
  "created_at",
  "time",
  "params",
  "source_ref"
] as const;
const ofScores = [
  "model_id",
  "query_id",
  "replicate",
  "metric",
  "filter",
  "value",
  "higher_is_better"
] as const;

/**
 * Exports a study's answers (with their queries' texts), models (with their covariates) and scores as
 * `answers.csv`, `models.csv` and `scores.csv`.
 *
 * @param spreadsheet disarm cells that a spreadsheet would run as formulas, see `spreadsheetCell`
 * @throws LoaderError if the target is taken; DataError, LoaderError as reading the study does
 */
export async function exportCsv(
  studyDirectory: string,
  target: ExportTarget & {readonly spreadsheet: boolean},
  effects: Effects
): Promise<ExportReport> {
  const check = () => requireFolderTarget(target, (name) => names.some((own) => own === name));
  await check();
  const listed = await readListed(studyDirectory, effects);
  const {study, responses} = listed;
  const all = (await readTable(studyDirectory, "scores")) ?? [];
  const scores = listedScores(study, all);
  const write = target.spreadsheet ? spreadsheetCsv : formatCsv;
  const files = [answerCells(listed), modelCells(study), scoreCells(scores)].map(
    ({columns, rows}, k) => ({
      name: names[k] as string,
      content: () => write(columns, rows)
    })
  );
  await check();
  await writeFolder(target.out, files);
  const notes = [...listed.notes, ...notesOf(responses, all.length - scores.length)];
  const rows = responses.filter(isAnswer).length;
  return {format: "csv", out: target.out, files: names, rows, notes};
}

function notesOf(responses: readonly ResponseRow[], unlisted: number): string[] {
  const failed = responses.filter((row) => !isAnswer(row)).length;
  return [
    ...(failed > 0 ? [`${failed} further rows of answers.csv are errors or missing`] : []),
    ...(unlisted > 0 ? [`${unlisted} scores are of models or queries not listed and left out`] : [])
  ];
}

interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

function spreadsheetCsv(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return formatCsv(
    columns.map((name) => String(spreadsheetCell(name))),
    rows.map((row) => row.map(spreadsheetCell))
  );
}

function answerCells({study, responses}: ListedAnswers): Cells {
  const queries = new Map(study.queries.map((query) => [query.query_id, query]));
  const rows = responses.map((row) => {
    const query = queries.get(row.query_id);
    const {model_id, query_id, replicate, status} = row;
    const asked = ofQueries.map((name) => query?.[name]);
    return [model_id, query_id, replicate, status, ...asked, ...ofResponses.map((k) => row[k])];
  });
  const keys = ["model_id", "query_id", "replicate", "status"];
  return {columns: [...keys, ...ofQueries, ...ofResponses], rows};
}

function modelCells({models}: Study): Cells {
  const columns = [...new Set(models.flatMap((model) => Object.keys(model)))];
  // A covariate may be named like what every object inherits.
  const cell = (model: Study["models"][number], name: string) =>
    Object.hasOwn(model, name) ? model[name] : null;
  return {columns, rows: models.map((model) => columns.map((name) => cell(model, name)))};
}

function scoreCells(scores: readonly ScoreRow[]): Cells {
  return {columns: ofScores, rows: scores.map((row) => ofScores.map((name) => row[name]))};
}

function listedScores({models, queries}: Study, scores: readonly ScoreRow[]): ScoreRow[] {
  const [ofModels, asked] = [new Set<string>(), new Set<string>()];
  for (const {model_id} of models) ofModels.add(model_id);
  for (const {query_id} of queries) asked.add(query_id);
  return scores.filter(
    ({model_id, query_id}) => ofModels.has(model_id) && (query_id === null || asked.has(query_id))
  );
}
