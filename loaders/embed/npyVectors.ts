import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {basename, join} from "node:path";
import {csvRecords} from "../../src/lib/intake/csv.js";
import {asRecord, invalidFile, jsonText, parseJson} from "../../src/lib/intake/readJson.js";
import {fileHash} from "./fileHash.js";
import {readNpyHeader, readNpyNumbers} from "./npyArray.js";
import {type OwnVectors, vectorKey} from "./ownVectors.js";

/** The name of the index in a folder of arrays, as `vantage export npy` writes it. */
export const indexName = "index.json";

/** One array and whose its rows are, in the order of the file. */
interface Part {
  readonly path: string;
  readonly shape: readonly number[];
  readonly keys: readonly string[];
}

/**
 * Vectors in NumPy files: a folder with `index.json` and an array (queries, replicates, width) a
 * model, as `vantage export npy` writes it; or one array with an index of the same name beside it,
 * `.json` or `.csv`: (models, queries, width) or (models, queries, replicates, width) with
 * `{"models", "queries"}`, or (rows, width) with rows of `model_id`, `query_id`, `replicate?`.
 *
 * @throws DataError for an index that is none and for arrays of another shape than it says
 */
export async function openNpyVectors(path: string): Promise<OwnVectors> {
  const {index, parts} = path.endsWith(".npy") ? await single(path) : await folder(path);
  const width = parts[0]?.shape.at(-1) ?? 0;
  const name = basename(path);
  for (const part of parts) requireShape(part, width);
  if (width === 0) throw invalidFile(name, "arrays must hold vectors", "none");
  return {
    width,
    hash: await fileHash([index, ...parts.map((part) => part.path)]),
    async read() {
      const vectors = new Map<string, Float32Array>();
      for (const {path, keys} of parts) {
        const numbers = await readNpyNumbers(path, basename(path));
        keys.forEach((key, i) => {
          if (vectors.has(key)) throw invalidFile(name, "answers must be listed once", key);
          vectors.set(key, numbers.subarray(i * width, (i + 1) * width));
        });
      }
      return vectors;
    }
  };
}

async function folder(directory: string): Promise<{index: string; parts: Part[]}> {
  const index = join(directory, indexName);
  const listed = await readIndex(index);
  const queries = ids(listed.queries, "query_id", indexName);
  const models = list(listed.models, "models", indexName);
  const parts: Part[] = [];
  for (const item of models) {
    const {model_id, file} = asRecord(item, indexName);
    if (typeof model_id !== "string" || typeof file !== "string" || !/^[^/\\]+\.npy$/.test(file)) {
      const expected = "models must have model_id and the name of an .npy file beside the index";
      throw invalidFile(indexName, expected, jsonText(item).slice(0, 80));
    }
    const path = join(directory, file);
    if (!existsSync(path)) throw invalidFile(indexName, `${file} must lie beside it`, "nothing");
    const {shape} = await readNpyHeader(path, file);
    if (shape.length !== 3)
      throw invalidFile(file, "shape must be (queries, replicates, width)", told(shape));
    parts.push({path, shape, keys: gridKeys([model_id], queries, shape[1] as number)});
  }
  return {index, parts};
}

async function single(path: string): Promise<{index: string; parts: Part[]}> {
  const stem = path.slice(0, -".npy".length);
  const index = [`${stem}.json`, `${stem}.csv`].find((each) => existsSync(each));
  const name = basename(path);
  if (index === undefined)
    throw invalidFile(name, `${basename(stem)}.json or .csv must say whose rows they are`, "none");
  const {shape} = await readNpyHeader(path, name);
  const keys = shape.length === 2 ? await rowKeys(index) : await blockKeys(index, shape, name);
  return {index, parts: [{path, shape, keys}]};
}

async function blockKeys(index: string, shape: readonly number[], name: string) {
  if (shape.length !== 3 && shape.length !== 4)
    throw invalidFile(name, "shape must be (models, queries, width) or (rows, width)", told(shape));
  const listed = await readIndex(index);
  const models = ids(listed.models, "model_id", basename(index));
  const queries = ids(listed.queries, "query_id", basename(index));
  const replicates = shape.length === 4 ? (shape[2] as number) : 1;
  const sizes = [models.length, queries.length];
  if (sizes.some((size, k) => size !== shape[k]))
    throw invalidFile(name, `shape must begin with ${told(sizes)}, as the index says`, told(shape));
  return gridKeys(models, queries, replicates);
}

async function rowKeys(index: string): Promise<string[]> {
  const name = basename(index);
  const text = await readFile(index, "utf8");
  const records = index.endsWith(".csv") ? csvRecords(text, name) : jsonRows(text, name);
  return records.map(({record, where}) => rowKey(record, where));
}

function jsonRows(text: string, name: string) {
  const value = parseJson(text, name);
  const rows = Array.isArray(value) ? value : list(asRecord(value, name).rows, "rows", name);
  return rows.map((row, i) => ({where: `${name}#row ${i}`, record: asRecord(row, name)}));
}

/** The key of a row that names its answer. @throws DataError for one that does not */
export function rowKey(row: Readonly<Record<string, unknown>>, where: string): string {
  const {model_id, query_id} = row;
  const given = row.replicate === undefined || row.replicate === null ? 0 : row.replicate;
  const replicate = given === "" ? 0 : Number(given);
  if (typeof model_id === "string" && typeof query_id === "string" && replicate >= 0)
    if (Number.isInteger(replicate)) return vectorKey(model_id, query_id, replicate);
  const got = jsonText({model_id, query_id, replicate: row.replicate}).slice(0, 100);
  throw invalidFile(where, "model_id, query_id and a whole replicate must be given", got);
}

async function readIndex(path: string) {
  const name = basename(path);
  return asRecord(parseJson(await readFile(path, "utf8"), name), name);
}

function gridKeys(models: readonly string[], queries: readonly string[], replicates: number) {
  return models.flatMap((model) =>
    queries.flatMap((query) =>
      Array.from({length: replicates}, (_, replicate) => vectorKey(model, query, replicate))
    )
  );
}

function ids(value: unknown, key: string, name: string): string[] {
  return list(value, `${key}s`, name).map((item) => {
    const id = typeof item === "object" && item !== null ? asRecord(item, name)[key] : item;
    if (typeof id === "string") return id;
    throw invalidFile(name, `${key} must be a text`, jsonText(item).slice(0, 60));
  });
}

function list(value: unknown, what: string, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidFile(name, `${what} must be a list`, jsonText(value).slice(0, 60));
}

function requireShape({path, shape, keys}: Part, width: number): void {
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  if (rows === keys.length && shape.at(-1) === width) return;
  const expected = `array must have ${keys.length} vectors of width ${width}`;
  throw invalidFile(basename(path), expected, told(shape));
}

function told(shape: readonly number[]): string {
  return shape.join(" × ");
}
