import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {LoaderError} from "../../src/lib/core/errors.js";

/** sha256 of files, one after another, read a piece at a time. @throws LoaderError if one is not there */
export async function fileHash(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    try {
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    } catch (cause) {
      throw new LoaderError(`embed: file must be readable; got ${path}`, {cause});
    }
  }
  return hash.digest("hex");
}
