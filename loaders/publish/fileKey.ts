import {readFile} from "node:fs/promises";
import {bytesKey} from "../store/contentKey.js";

/**
 * sha256 of a file's bytes, so that a file cut off or altered after it was written is not taken for
 * the one the ledger knows; undefined if it cannot be read.
 */
export async function fileKey(path: string): Promise<string | undefined> {
  try {
    return bytesKey(await readFile(path));
  } catch {
    return undefined;
  }
}
