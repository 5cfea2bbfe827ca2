import {randomUUID} from "node:crypto";
import {rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DomainError, LoaderError} from "../../src/lib/core/errors.js";
import {alpacaeval} from "../../src/lib/intake/alpacaeval.js";
import type {ColumnMap} from "../../src/lib/intake/columnMap.js";
import {generic, type RecordReader} from "../../src/lib/intake/generic.js";
import {atRecord} from "../../src/lib/intake/readJson.js";
import {buildTables, type ImportedTables} from "../../src/lib/intake/tableBuilder.js";
import type {Importer, IntakeRow} from "../../src/lib/intake/types.js";
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
}

/** Canonical tables read from logs, and how many files they came from. */
export interface ReadAnswers extends ImportedTables {
  readonly format: string;
  readonly files: number;
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
  const {importer, files} = await choose(importers(source.map), found, source.format);
  const tables = await buildTables(kept(rowsOf(importer, files, progress), source.filter));
  return {
    ...tables,
    format: importer.name,
    files: files.length,
    skipped: found.length - files.length
  };
}

/** The formats that can be read, in the order they are tried. */
export function importers(map: ColumnMap = {}): readonly Importer[] {
  return [alpacaeval, generic(map, {parquet: parquetRecords})];
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
    const files = heads.filter(({file, head}) => importer.detect(file.path, head));
    if (files.length > 0) return {importer, files: files.map(({file}) => file)};
  }
  throw new LoaderError(
    `import: files must be ${format ?? names.join(" or ")}; got ${found.length} others`
  );
}

async function* rowsOf(
  importer: Importer,
  files: readonly DiskFile[],
  progress: (done: number, total: number) => void
): AsyncGenerator<IntakeRow> {
  for (const [i, file] of files.entries()) {
    yield* importer.parse(file);
    progress(i + 1, files.length);
  }
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
