import {readFile} from "node:fs/promises";
import {basename} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {invalidFile, jsonText} from "../../src/lib/intake/readJson.js";
import {visitParquet} from "../store/parquet.js";
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
  const visit = path.endsWith(".parquet") ? visitParquet : visitArrow;
  let width = 0;
  await visit(path, (row) => {
    width = vectorOf(row, `${name}#row 0`).length;
    return false;
  });
  if (width === 0) throw invalidFile(name, "file must hold vectors", "none");
  return {
    width,
    hash: await fileHash([path]),
    async read() {
      const vectors = new Map<string, Float32Array>();
      await visit(path, (row) => {
        const where = `${name}#row ${vectors.size}`;
        const key = rowKey(row, where);
        const vector = vectorOf(row, where);
        if (vector.length !== width)
          throw invalidFile(where, `width must be ${width}`, String(vector.length));
        if (vectors.has(key)) throw invalidFile(where, "answers must be listed once", key);
        vectors.set(key, vector);
        return true;
      });
      return vectors;
    }
  };
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

async function visitArrow(path: string, visit: (row: Row) => boolean): Promise<void> {
  const name = basename(path);
  const table = readArrow(await readFile(path), name);
  const columns = ["model_id", "query_id", "replicate", "embedding"].flatMap((key) => {
    const column = table.getChild(key);
    return column ? [[key, column] as const] : [];
  });
  for (let i = 0; i < table.numRows; i++) {
    const cells = columns.map(([key, column]) => [key, plain(column.get(i))] as const);
    if (!visit(Object.fromEntries(cells))) return;
  }
}

function readArrow(bytes: Uint8Array, name: string) {
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    const detail = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw invalidFile(name, "file must be Arrow IPC, not compressed", detail ?? "");
  }
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
