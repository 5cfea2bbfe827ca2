import {condensedLength} from "../lib/core/condensed.js";
import {builtInEmbedder} from "../lib/embedding/builtInEmbedder.js";
import type {ImportedTables} from "../lib/intake/tableBuilder.js";
import type {DistanceTable, StudyData, TableEntry} from "../lib/schema/studyData.js";
import type {QueryTableRow, ResponseRow} from "../lib/schema/tables.js";
import type {DescribedStudy} from "../lib/study/describedStudy.js";
import {describeStudy} from "../lib/study/describeStudy.js";
import {firstQuestions} from "../lib/study/firstQuestions.js";
import {gridOfAnswers, replicatePrefixes} from "../lib/study/gridOfAnswers.js";
import {emptyTable, type QuestionRow, questionDistances} from "../lib/study/questionDistances.js";
import {asPublished, publishedEncoding} from "../lib/tables/publishedEncoding.js";

/** So many questions are measured before the first picture. */
const questionsFirst = 20;

/** What measuring tells of its way, and how it lets others have their turn. */
export interface MeasureTools {
  readonly progress: (done: number, total: number) => void;
  readonly pause: () => Promise<void>;
  /** whether nobody waits for the rest any more */
  readonly isStopped: () => boolean;
}

/**
 * Embeds and measures a study's answers, about twenty questions first and then the others.
 *
 * @yields the study of the questions measured: of some, then of all
 */
export async function* measureDrop(
  study: DescribedStudy,
  tables: ImportedTables,
  {progress, pause, isStopped}: MeasureTools
): AsyncGenerator<StudyData> {
  const embedder = builtInEmbedder("hash-ngram-512");
  const cells = answersByQuestion(study, tables.responses);
  const prefixes = replicatePrefixes(study.spec.replicates);
  const n = study.models.length;
  const measured = prefixes.map(() => emptyTable(cells.length, n));
  const first = firstQuestions(cells.map(countAnswered), n, questionsFirst);
  const rest = cells.map((_, j) => j).filter((j) => !first.includes(j));
  let done = 0;
  for (const round of [first, rest].filter(({length}) => length > 0)) {
    for (const j of round) {
      const rows = await questionDistances(cells[j] as Cells, prefixes, embedder);
      rows.forEach((row, k) => {
        put(measured[k] as QuestionRow, row, j);
      });
      progress(++done, cells.length);
      await pause();
      if (isStopped()) return;
    }
    const questions = round === first ? first : cells.map((_, j) => j);
    yield studyOf(
      {...study, queries: questions.map((j) => study.queries[j] as QueryTableRow)},
      tables,
      {
        embedder,
        prefixes,
        measured: measured.map((table) => picked(table, questions, n))
      }
    );
  }
}

type Cells = (ResponseRow | undefined)[][];

/** Answers by question, model, replicate. */
function answersByQuestion(study: DescribedStudy, responses: readonly ResponseRow[]): Cells[] {
  const rows = new Map(responses.map((row) => [row.response_key, row]));
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  const {replicates} = study.spec;
  const {keys} = gridOfAnswers(responses, models, queries, replicates, (row) => row.response_key);
  return queries.map((_, j) =>
    models.map((_, i) => {
      const at = (j * models.length + i) * replicates;
      return keys.slice(at, at + replicates).map((key) => rows.get(key));
    })
  );
}

function countAnswered(cells: Cells): number {
  return cells.filter((own) => !own.includes(undefined)).length;
}

function put(table: QuestionRow, row: QuestionRow, j: number): void {
  table.squared.set(row.squared, j * row.squared.length);
  table.dispersion.set(row.dispersion, j * row.dispersion.length);
}

function picked(table: QuestionRow, questions: readonly number[], n: number): QuestionRow {
  const pairs = condensedLength(n);
  const found = emptyTable(questions.length, n);
  questions.forEach((j, at) => {
    found.squared.set(table.squared.subarray(j * pairs, (j + 1) * pairs), at * pairs);
    found.dispersion.set(table.dispersion.subarray(j * n, (j + 1) * n), at * n);
  });
  return found;
}

interface Measured {
  readonly embedder: ReturnType<typeof builtInEmbedder>;
  readonly prefixes: readonly number[];
  readonly measured: readonly QuestionRow[];
}

function studyOf(
  study: DescribedStudy,
  tables: ImportedTables,
  {embedder, prefixes, measured}: Measured
): StudyData {
  const m = study.queries.length;
  const entries = prefixes.map((replicates, k): TableEntry => {
    const {squared} = measured[k] as QuestionRow;
    const hash = `${m} questions, ${replicates} answers`;
    const about = {metric: "euclidean", replicates, encoding: publishedEncoding(squared)} as const;
    return {...about, file: `distances.r${replicates}.arrow`, hash, bytes: squared.byteLength};
  });
  const loadTable = async (entry: TableEntry): Promise<DistanceTable> => {
    const {squared, dispersion} = measured[prefixes.indexOf(entry.replicates)] as QuestionRow;
    return {...entry, squared: asPublished(squared, m), dispersion};
  };
  return {...describeStudy(study, tables, embedder, entries, {}), loadTable};
}
