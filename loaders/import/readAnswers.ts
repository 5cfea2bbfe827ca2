import {randomUUID} from "node:crypto";
import {rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {assignFormats} from "../../src/lib/intake/assignFormats.js";
import type {ColumnMap} from "../../src/lib/intake/columnMap.js";
import {logFormats} from "../../src/lib/intake/formats.js";
import {generic, type RecordReader} from "../../src/lib/intake/generic.js";
import {readFiles} from "../../src/lib/intake/readFiles.js";
import {atRecord} from "../../src/lib/intake/readJson.js";
import {scores} from "../../src/lib/intake/scores.js";
import {
  buildTables,
  type ImportedTables,
  type ResponseSink
} from "../../src/lib/intake/tableBuilder.js";
import type {Importer, IntakeRow} from "../../src/lib/intake/types.js";
import {compileFilter} from "../../src/lib/schema/filter.js";
import {parseFilter} from "../../src/lib/schema/parseFilter.js";
import {readParquet} from "../store/parquet.js";
import {walkFiles} from "./walkFiles.js";

/** What to read, and as what. */
export interface AnswerSource {
  readonly paths: readonly string[];
  /** name of an importer; found out from the files when left out */
  readonly format?: string;
  readonly map?: ColumnMap;
  /** kept rows, over model_id, query_id, query_text, dataset, category, replicate, status */
  readonly filter?: string;
  /** the model, for logs that do not say */
  readonly model?: string;
  /** take reference answers for those of a model of this name */
  readonly asModel?: string;
  /** query texts by id, for logs that hold ids only */
  readonly queryTexts?: ReadonlyMap<string, string>;
  /** the formats to try, in their order; by default all that are known */
  readonly importers?: readonly Importer[];
}

/** Canonical tables read from logs, but for the answers, and how many files they came from. */
export interface ReadAnswers extends Omit<ImportedTables, "responses"> {
  /** how many answers there were */
  readonly answers: number;
  readonly format: string;
  readonly files: number;
  /** what showed the format, in words */
  readonly evidence: string;
  /** files of the format without answers (questions, headers), and others */
  readonly companions: number;
  readonly skipped: number;
}

/**
 * Reads logs on the disk into canonical tables.
 *
 * @param sink where the answers go, one by one
 * @throws DomainError for an unknown format; LoaderError if no file is of it; DataError as the
 * importer does
 */
export async function readAnswers(
  source: AnswerSource,
  sink: ResponseSink,
  progress: (done: number, total: number) => void = () => {}
): Promise<ReadAnswers> {
  const files = await walkFiles(source.paths);
  const {answers, companions, others} = await assignFormats(
    files,
    source.importers ?? importers(source.map),
    source.format
  );
  const {model, asModel, queryTexts: queries} = source;
  const rows = readFiles(answers, {files, model, asModel, queries}, progress);
  const {responses: _, ...tables} = await filteredTables(rows, sink, source.filter);
  const [first] = tables.refused;
  if (first && tables.answers === 0) throw new DataError(`${first.source_ref}: ${first.reason}`);
  return {
    ...tables,
    format: distinct(answers.map(({importer}) => importer.name)),
    evidence: distinct(answers.map(({evidence}) => evidence)),
    files: answers.length,
    companions: companions.length,
    skipped: others.length
  };
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}

/** The formats that can be read, in the order they are tried. */
export function importers(map: ColumnMap = {}): readonly Importer[] {
  return [...logFormats, scores, generic(map, {parquet: parquetRecords})];
}

const parquetRecords: RecordReader = async function* (file) {
  const path = join(tmpdir(), `vantage-import-${randomUUID()}.parquet`);
  try {
    await writeFile(path, await file.bytes(), {flag: "wx"});
    for (const [i, record] of (await readParquet(path, file.path)).entries())
      yield {record, where: atRecord(file.path, i)};
  } finally {
    await rm(path, {force: true});
  }
};

const filterColumns = new Set([
  "model_id",
  "query_id",
  "query_text",
  "dataset",
  "category",
  "replicate",
  "status"
]);

async function filteredTables(rows: AsyncIterable<IntakeRow>, sink: ResponseSink, filter = "") {
  const answering = new Set<string>();
  let answers = 0;
  const counted: ResponseSink = (row, query) => {
    answering.add(row.model_id);
    answers++;
    return sink(row, query);
  };
  if (filter.trim() === "") return {...(await buildTables(rows, counted)), answers};
  const keep = compileFilter(parseFilter(filter), filterColumns);
  const datasets = new Set<string | null>();
  async function* kept(): AsyncGenerator<IntakeRow> {
    for await (const row of rows)
      if (row.kind !== "response" || keep({...row.query, ...row})) yield row;
      else datasets.add(row.query.dataset ?? null);
  }
  const tables = await buildTables(kept(), counted);
  return {...withoutUnasked(tables, answering, datasets), answers};
}

/**
 * Scores and setups tell neither of models nor of queries that a filter leaves out.
 *
 * @param answering models with answers
 * @param datasets of the answers left out
 */
function withoutUnasked(
  tables: ImportedTables,
  answering: ReadonlySet<string>,
  datasets: ReadonlySet<string | null>
): ImportedTables {
  const unanswered = tables.notes.filter(({code}) => code === "NO_ANSWER");
  const models = new Set([...answering, ...unanswered.map(({model_id}) => model_id)]);
  const queries = new Set(tables.queries.map(({query_id}) => query_id));
  const asked = new Set(tables.queries.map(({dataset}) => dataset));
  return {
    ...tables,
    models: tables.models.filter((model) => models.has(model)),
    scores: tables.scores.filter(
      ({model_id, query_id}) => models.has(model_id) && (query_id === null || queries.has(query_id))
    ),
    setups: tables.setups.filter(
      ({model_id, dataset}) =>
        models.has(model_id) && (asked.has(dataset) || dataset === null || !datasets.has(dataset))
    )
  };
}
