import {readFile} from "node:fs/promises";
import {basename} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {invalidFile, jsonText} from "../../src/lib/intake/readJson.js";
import {streamParquet} from "../store/parquetStream.js";
import {fileHash} from "./fileHash.js";
import {rowKey} from "./npyVectors.js";
import type {OwnVectors} from "./ownVectors.js";

type Row = Readonly<Record<string, unknown>>;

/**
 * Vectors in a Parquet or Arrow file with the columns `model_id`, `query_id`, `replicate?` and
 * `embedding`, a list of numbers.
 *
 * @throws DataError naming the row that is not as it should be; LoaderError for a damaged file
 */
export async function openTableVectors(path: string): Promise<OwnVectors> {
  const name = basename(path);
  const rows = path.endsWith(".parquet") ? parquetRows : arrowRows;
  const width = await widthOf(rows(path), name);
  return {
    width,
    hash: await fileHash([path]),
    async read() {
      const vectors = new Map<string, Float32Array>();
      for await (const row of rows(path)) {
        const where = `${name}#row ${vectors.size}`;
        const key = rowKey(row, where);
        const vector = vectorOf(row, where);
        if (vector.length !== width)
          throw invalidFile(where, `width must be ${width}`, String(vector.length));
        if (vectors.has(key)) throw invalidFile(where, "answers must be listed once", key);
        vectors.set(key, vector);
      }
      return vectors;
    }
  };
}

async function widthOf(rows: AsyncIterable<Row>, name: string): Promise<number> {
  for await (const row of rows) return vectorOf(row, `${name}#row 0`).length;
  throw invalidFile(name, "file must hold vectors", "none");
}

function vectorOf({embedding}: Row, where: string): Float32Array {
  const numbers = isIterable(embedding) ? Array.from(embedding) : [];
  const good = numbers.length > 0 && numbers.every((x) => typeof x === "number" || x === null);
  if (good) return Float32Array.from(numbers, (x) => (x === null ? Number.NaN : (x as number)));
  throw invalidFile(where, "embedding must be a list of numbers", jsonText(embedding).slice(0, 60));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

async function* parquetRows(path: string): AsyncGenerator<Row> {
  for await (const rows of streamParquet(path)) yield* rows.map(plainRow);
}

async function* arrowRows(path: string): AsyncGenerator<Row> {
  const table = readArrow(await readFile(path), basename(path));
  const columns = ["model_id", "query_id", "replicate", "embedding"].flatMap((key) => {
    const column = table.getChild(key);
    return column ? [[key, column] as const] : [];
  });
  for (let i = 0; i < table.numRows; i++)
    yield plainRow(Object.fromEntries(columns.map(([key, column]) => [key, column.get(i)])));
}

function readArrow(bytes: Uint8Array, name: string) {
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    const detail = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw invalidFile(name, "file must be Arrow IPC, not compressed", detail ?? "");
  }
}

/** Big integers as numbers. */
function plainRow(row: Row): Row {
  const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]));
}
