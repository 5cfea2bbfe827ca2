import {DataError} from "../../src/lib/core/errors.js";
import type {Answer, Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {isAnswer} from "../../src/lib/study/isAnswer.js";
import {bytesKey, contentKey} from "../store/contentKey.js";
import {storePath} from "../store/ledger.js";
import {openVectorPack, type VectorPack} from "../store/vectorPack.js";

export {isAnswer};

const batch = 512;

/** The store's name for an answer under an embedder: equal contents share a vector. */
export function answerKey(embedder: Pick<Embedder, "id" | "content">, answer: Answer): string {
  return bytesKey(embedder.id, "\u0000", embedder.content(answer));
}

/** The folder of an embedder's vectors in a study's store, or a file in it. */
export function embeddingsPath(
  studyDirectory: string,
  {id}: Pick<Embedder, "id">,
  ...parts: readonly string[]
): string {
  return storePath(studyDirectory, "embeddings", contentKey(id).slice(0, 16), ...parts);
}

/** The pack of an embedder's vectors in a study's store. */
export function openEmbeddings(studyDirectory: string, embedder: Embedder): Promise<VectorPack> {
  return openVectorPack(embeddingsPath(studyDirectory, embedder), embedder.width);
}

/**
 * Embeds every answer whose text the pack does not hold yet, equal texts once, a batch at a time;
 * each batch is on the disk before the next begins.
 *
 * @param cut told the keys of the texts of which only the beginning counted, before they are kept
 * @returns how many texts were embedded
 * @throws DataError for a vector that is not finite, naming the response
 */
export async function embedResponses(
  responses: readonly ResponseRow[],
  embedder: Embedder,
  pack: VectorPack,
  progress: (done: number, total: number) => void = () => {},
  cut: (keys: readonly string[]) => Promise<void> = async () => {}
): Promise<number> {
  const wanted = new Map<string, ResponseRow>();
  for (const row of responses.filter(isAnswer)) {
    const key = answerKey(embedder, row);
    if (!pack.has(key)) wanted.set(key, row);
  }
  const entries = [...wanted];
  for (let from = 0; from < entries.length; from += batch) {
    const part = entries.slice(from, from + batch);
    const shortened: string[] = [];
    const vectors = await embedder.embed(
      part.map(([, row]) => embedder.content(row)),
      (i) => shortened.push((part[i] as (typeof part)[number])[0])
    );
    await cut(shortened);
    await pack.append(
      part.map(([key, row], i) => ({key, vector: vectorOf(vectors, i, embedder, row)}))
    );
    progress(from + part.length, entries.length);
  }
  return entries.length;
}

function vectorOf(vectors: Float32Array, i: number, embedder: Embedder, row: ResponseRow) {
  const vector = vectors.subarray(i * embedder.width, (i + 1) * embedder.width);
  const bad = vector.findIndex((x) => !Number.isFinite(x));
  if (bad < 0 && vector.length === embedder.width) return vector;
  const where = `${row.model_id}, ${row.query_id}, replicate ${row.replicate}`;
  const got =
    bad < 0 ? `${vector.length} of ${embedder.width} numbers` : `${vector[bad]} at ${bad}`;
  throw new DataError(`embed: ${embedder.id} must give finite vectors; got ${got} for ${where}`);
}
