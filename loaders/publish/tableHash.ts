import type {DistanceFile} from "../../src/lib/tables/distanceTable.js";
import {bytesKey, bytesOf, contentKey} from "../store/contentKey.js";

/**
 * The name of a distance table by what it says: sha256 over its models, queries, embedder, metric,
 * replicates and encoding, then the Float32 numbers a reader of the file gets.
 */
export function tableHash(table: Omit<DistanceFile, "hash">): string {
  const {models, queries, embedderId, metric, replicates, encoding} = table;
  const about = contentKey({models, queries, embedderId, metric, replicates, encoding});
  return bytesKey(about, bytesOf(table.squared), bytesOf(table.dispersion));
}
