import {existsSync} from "node:fs";
import {basename, join} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import {indexName, openNpyVectors} from "./npyVectors.js";
import {vectorKey} from "./ownVectors.js";
import {openTableVectors} from "./tableVectors.js";

/** Whether a path is one of vectors made elsewhere: a file that is there, or a folder with an index. */
export function isVectorPath(path: string): boolean {
  return /\.(npy|parquet|arrow)$/.test(path) || existsSync(join(path, indexName));
}

/**
 * The embedder of vectors made elsewhere: an answer's content is whose it is, and its vector the one
 * the files give for it.
 *
 * @param path a `.npy`, `.parquet` or `.arrow` file, or a folder as `vantage export npy` writes it
 * @throws DataError as `openNpyVectors` and `openTableVectors`; from `embed` for an answer without a
 * vector
 */
export async function vectorsEmbedder(path: string): Promise<Embedder> {
  const name = basename(path);
  const file = /\.(npy|parquet|arrow)$/.test(path);
  if (file && !existsSync(path))
    throw new DataError(`embedder: file of vectors must exist; got ${path}`);
  const own = await (/\.(parquet|arrow)$/.test(path) ? openTableVectors : openNpyVectors)(path);
  const {hash, width} = own;
  let read: Promise<ReadonlyMap<string, Float32Array>> | undefined;
  return {
    id: `vectors ${name}@${hash.slice(0, 16)} width=${width}`,
    name,
    width,
    lexical: false,
    content: ({model_id, query_id, replicate}) => vectorKey(model_id, query_id, replicate),
    async embed(contents) {
      read ??= own.read();
      const vectors = await read;
      const out = new Float32Array(contents.length * width);
      contents.forEach((content, i) => {
        const vector = vectors.get(content);
        if (vector === undefined) throw lacking(name, content);
        out.set(vector, i * width);
      });
      return out;
    },
    async close() {
      read = undefined;
    }
  };
}

function lacking(name: string, content: string): DataError {
  const [model, query, replicate] = JSON.parse(content) as [string, string, number];
  const got = `none for ${model}, ${query}, replicate ${replicate}`;
  return new DataError(`${name}: every answer must have a vector; got ${got}`);
}
