import {
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Utf8,
  vectorFromArray
} from "apache-arrow";
import {condensedLength} from "../core/condensed.js";
import {DataError, ShapeError} from "../core/errors.js";
import type {DistanceTable} from "../schema/studyData.js";
import {decodeBytes, encodeBytes} from "./byteRows.js";

/** A distance table with what its file says beside the numbers. */
export interface DistanceFile extends DistanceTable {
  /** ids in the order of the condensed rows */
  readonly models: readonly string[];
  /** ids in the order of the rows */
  readonly queries: readonly string[];
  readonly embedderId: string;
}

/**
 * Writes a distance table as an Arrow IPC stream: columns `query_id`, `squared` (a fixed-size list
 * of n(n − 1)/2 Float32, or of UInt8 beside a Float32 `scale`), `dispersion` (n Float32); the rest in
 * the schema's metadata. As `uint8` a distance is `scale · byte`, with 255 for NaN: an error of at
 * most 1/508 of the row's largest value.
 *
 * @param file squared m × n(n − 1)/2, dispersion m × n, both query-major; `hash` is given, as the
 * numbers' name, not computed
 * @throws ShapeError if a length does not fit the ids
 */
export function encodeDistanceTable(file: DistanceFile): Uint8Array {
  const [n, m] = [file.models.length, file.queries.length];
  const pairs = condensedLength(n);
  checkLength("squared", file.squared, m, pairs);
  checkLength("dispersion", file.dispersion, m, n);
  const columns: [string, ReturnType<typeof fixedList>][] = [];
  if (file.encoding === "uint8") {
    const {bytes, scales} = encodeBytes(file.squared, m, pairs);
    columns.push(["squared", fixedList(bytes, m, pairs)], ["scale", fixedList(scales, m, 1)]);
  } else columns.push(["squared", fixedList(file.squared, m, pairs)]);
  columns.push(["dispersion", fixedList(file.dispersion, m, n)]);
  return tableToIPC(asTable(file.queries, columns, metadataOf(file)), "stream");
}

/**
 * Reads what `encodeDistanceTable` wrote, without copying the Float32 numbers where alignment
 * allows: the result may be a view on `bytes`.
 *
 * @throws DataError if the bytes are no such table
 */
export function readDistanceTable(bytes: Uint8Array): DistanceFile {
  const table = openTable(bytes);
  const about = readMetadata(table.schema.metadata);
  const pairs = condensedLength(about.models.length);
  const m = table.numRows;
  const stored = values(table, "squared", m * pairs);
  const squared =
    stored instanceof Uint8Array
      ? decodeBytes(stored, values(table, "scale", m) as Float32Array, pairs)
      : stored;
  const dispersion = values(table, "dispersion", m * about.models.length) as Float32Array;
  const queries = Array.from(table.getChild("query_id") ?? [], String);
  return {...about, queries, squared, dispersion};
}

function checkLength(name: string, data: Float32Array, rows: number, width: number): void {
  if (data.length === rows * width) return;
  const expected = `${name} must have ${rows} × ${width} entries`;
  throw new ShapeError(`encodeDistanceTable: ${expected}; got ${data.length}`);
}

function fixedList(data: Float32Array | Uint8Array, rows: number, width: number) {
  const items =
    data instanceof Uint8Array
      ? makeData({type: new Uint8(), length: data.length, nullCount: 0, data})
      : makeData({type: new Float32(), length: data.length, nullCount: 0, data});
  const type = new FixedSizeList<Float32 | Uint8>(width, new Field("item", items.type, false));
  return makeData({type, length: rows, nullCount: 0, child: items});
}

function asTable(
  queries: readonly string[],
  columns: readonly [string, ReturnType<typeof fixedList>][],
  metadata: Map<string, string>
): Table {
  const ids = vectorFromArray(queries, new Utf8()).data[0] ?? makeData({type: new Utf8()});
  const fields = [
    new Field("query_id", new Utf8(), false),
    ...columns.map(([name, data]) => new Field(name, data.type, false))
  ];
  const schema = new Schema(fields, metadata);
  const children = [ids, ...columns.map(([, data]) => data)];
  const struct = makeData({
    type: new Struct(fields),
    length: queries.length,
    nullCount: 0,
    children
  });
  return new Table(schema, new RecordBatch(schema, struct));
}

function metadataOf(file: DistanceFile): Map<string, string> {
  return new Map([
    ["models", JSON.stringify(file.models)],
    ["embedder_id", file.embedderId],
    ["metric", file.metric],
    ["replicates", String(file.replicates)],
    ["encoding", file.encoding],
    ["hash", file.hash]
  ]);
}

function readMetadata(metadata: ReadonlyMap<string, string>) {
  const get = (key: string) => metadata.get(key) ?? "";
  const [metric, encoding] = [get("metric"), get("encoding")];
  if (metric !== "euclidean" && metric !== "energy") throw invalidTable("metric", metric);
  if (encoding !== "float32" && encoding !== "uint8") throw invalidTable("encoding", encoding);
  const models = JSON.parse(get("models") || "[]") as string[];
  const replicates = Number(get("replicates"));
  return {
    models,
    embedderId: get("embedder_id"),
    metric,
    replicates,
    encoding,
    hash: get("hash")
  } as const;
}

function openTable(bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice());
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new DataError(`readDistanceTable: bytes must be an Arrow stream; got ${detail}`);
  }
}

function values(table: Table, name: string, length: number): Float32Array | Uint8Array {
  const chunks = table.getChild(name)?.data ?? [];
  const found = chunks.map((chunk) => chunk.children[0]?.values as Float32Array | Uint8Array);
  const only = found[0];
  if (found.length === 1 && only && only.length >= length) return only.subarray(0, length);
  if (length === 0) return new Float32Array(0);
  throw invalidTable(name, `${only?.length ?? 0} of ${length} numbers`);
}

function invalidTable(field: string, got: string): DataError {
  const issue = {path: field, code: "invalid", message: got};
  return new DataError(`readDistanceTable: ${field} must be as written; got "${got}"`, [issue]);
}
