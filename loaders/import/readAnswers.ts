import {randomUUID} from "node:crypto";
import {rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DataError, DomainError, LoaderError} from "../../src/lib/core/errors.js";
import type {ColumnMap} from "../../src/lib/intake/columnMap.js";
import {logFormats} from "../../src/lib/intake/formats.js";
import {generic, type RecordReader} from "../../src/lib/intake/generic.js";
import {atRecord} from "../../src/lib/intake/readJson.js";
import {buildTables, type ImportedTables} from "../../src/lib/intake/tableBuilder.js";
import type {Importer, IntakeContext, IntakeRow} from "../../src/lib/intake/types.js";
import {compileFilter} from "../../src/lib/schema/filter.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import {parseFilter} from "../../src/lib/schema/parseFilter.js";
import {readParquet} from "../store/parquet.js";
import {type DiskFile, walkFiles} from "./walkFiles.js";

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
}

/** Canonical tables read from logs, and how many files they came from. */
export interface ReadAnswers extends ImportedTables {
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
 * @throws DomainError for an unknown format; LoaderError if no file is of it; DataError as the
 * importer does
 */
export async function readAnswers(
  source: AnswerSource,
  progress: (done: number, total: number) => void = () => {}
): Promise<ReadAnswers> {
  const found = await walkFiles(source.paths);
  const chosen = await choose(importers(source.map), found, source.format);
  const {importer, files, companions, evidence} = chosen;
  const {model, asModel, queryTexts: queries} = source;
  const context = {files: found, model, asModel, queries};
  const tables = await buildTables(kept(rowsOf(chosen, context, progress), source.filter));
  const [first] = tables.refused;
  if (first && tables.responses.length === 0)
    throw new DataError(`${first.source_ref}: ${first.reason}`);
  return {
    ...tables,
    format: importer.name,
    evidence,
    files: files.length,
    companions,
    skipped: found.length - files.length - companions
  };
}

/** The formats that can be read, in the order they are tried. */
export function importers(map: ColumnMap = {}): readonly Importer[] {
  return [...logFormats, generic(map, {parquet: parquetRecords})];
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

async function choose(all: readonly Importer[], found: readonly DiskFile[], format?: string) {
  const names = all.map(({name}) => name);
  if (format !== undefined && !names.includes(format)) {
    const expected = `import: format must be one of ${names.join(", ")}`;
    throw new DomainError(`${expected}; got "${format}"${suggestion(format, names)}`, "FORMAT");
  }
  const heads = await Promise.all(found.map(async (file) => ({file, head: await file.head()})));
  for (const importer of all.filter(({name}) => format === undefined || name === format)) {
    const files = heads.filter(({file, head}) => importer.detect(file.path, head) !== undefined);
    const [first] = files;
    if (first) return chosenOf(importer, files, heads);
  }
  throw new LoaderError(
    `import: files must be ${format ?? names.join(" or ")}; got ${found.length} others`
  );
}

interface Head {
  readonly file: DiskFile;
  readonly head: string;
}

function chosenOf(importer: Importer, files: readonly Head[], heads: readonly Head[]) {
  const [first] = files;
  const ours = new Set(files);
  const others = heads.filter((each) => !ours.has(each));
  return {
    importer,
    files: files.map(({file}) => file),
    evidence: first ? (importer.detect(first.file.path, first.head) ?? "") : "",
    companions: others.filter(({file, head}) => importer.companion?.(file.path, head)).length
  };
}

/** The rows of all files; a file that cannot be read to its end is refused whole, the others are not. */
async function* rowsOf(
  {importer, files}: {readonly importer: Importer; readonly files: readonly DiskFile[]},
  context: IntakeContext,
  progress: (done: number, total: number) => void
): AsyncGenerator<IntakeRow> {
  for (const [i, file] of files.entries()) {
    const rows: IntakeRow[] = [];
    try {
      for await (const row of importer.parse(file, context)) rows.push(row);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      rows.splice(0, rows.length, refusalOf(file.path, error));
    }
    yield* rows;
    progress(i + 1, files.length);
  }
}

function refusalOf(path: string, {issues, message}: DataError): IntakeRow {
  const [issue] = issues;
  const source_ref = issue?.path ?? path;
  const prefix = `${source_ref}: `;
  const reason = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return {kind: "refusal", source_ref, reason};
}

const filterColumns = new Set([
  "model_id",
  "query_id",
  "query_text",
  "dataset",
  "category",
  "replicate",
  "status"
]);

async function* kept(rows: AsyncIterable<IntakeRow>, filter = ""): AsyncGenerator<IntakeRow> {
  const keep = filter.trim() === "" ? undefined : compileFilter(parseFilter(filter), filterColumns);
  for await (const row of rows)
    if (keep === undefined || row.kind !== "response" || keep({...row.query, ...row})) yield row;
}
