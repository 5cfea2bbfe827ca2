import {join} from "node:path";
import {condensedLength} from "../../src/lib/core/condensed.js";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import {
  type DistanceFile,
  encodeDistanceTable,
  readDistanceTable
} from "../../src/lib/tables/distanceTable.js";
import {publishedEncoding} from "../../src/lib/tables/publishedEncoding.js";
import type {VectorPack} from "../store/vectorPack.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {tableHash} from "./tableHash.js";

/** Gathers the rows of a pack into one table, in the order of `rowKeys`. */
export function gatherTable(
  about: Pick<DistanceFile, "models" | "queries" | "embedderId" | "replicates">,
  rowKeys: readonly string[],
  pack: VectorPack
): Omit<DistanceFile, "hash"> {
  const n = about.models.length;
  const pairs = condensedLength(n);
  const squared = new Float32Array(rowKeys.length * pairs);
  const dispersion = new Float32Array(rowKeys.length * n);
  rowKeys.forEach((key, j) => {
    const row = pack.get(key) as Float32Array;
    squared.set(row.subarray(0, pairs), j * pairs);
    dispersion.set(row.subarray(pairs), j * n);
  });
  const encoding = publishedEncoding(squared);
  return {...about, metric: "euclidean", encoding, squared, dispersion};
}

/** Writes a table among the published files. @returns its entry in the published study */
export async function publishTable(
  directory: string,
  table: Omit<DistanceFile, "hash">
): Promise<TableEntry> {
  const stored = table.encoding === "float32" ? table : throughFile(table);
  const hash = tableHash(stored);
  const bytes = encodeDistanceTable({...table, hash});
  const file = tableFile(table.replicates);
  await writeAtomically(join(directory, file), bytes);
  const {metric, replicates, encoding} = table;
  return {file, metric, replicates, encoding, hash, bytes: bytes.length};
}

/** The name of the file with the table of a replicate prefix. */
export function tableFile(replicates: number): string {
  return `distances.r${replicates}.arrow`;
}

/** The numbers a reader will get, after rounding to the encoding. */
function throughFile(table: Omit<DistanceFile, "hash">): Omit<DistanceFile, "hash"> {
  return readDistanceTable(encodeDistanceTable({...table, hash: ""}));
}
