import {appendFile, mkdir, readFile} from "node:fs/promises";
import {dirname} from "node:path";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import {embeddingsPath} from "./embedResponses.js";

const fileName = "cut.txt";

/**
 * Records the keys of texts of which only the beginning is embedded, beside their vectors and before
 * them, so that a run that is killed forgets none.
 */
export async function recordCutTexts(
  studyDirectory: string,
  embedder: Pick<Embedder, "id">,
  keys: readonly string[]
): Promise<void> {
  if (keys.length === 0) return;
  const path = embeddingsPath(studyDirectory, embedder, fileName);
  await mkdir(dirname(path), {recursive: true});
  await appendFile(path, keys.map((key) => `${key}\n`).join(""));
}

/** How many answers of some keys have only their beginning embedded. */
export async function countCutAnswers(
  studyDirectory: string,
  embedder: Pick<Embedder, "id">,
  keys: readonly string[]
): Promise<number> {
  const path = embeddingsPath(studyDirectory, embedder, fileName);
  const text = await readFile(path, "utf8").catch(() => "");
  const cut = new Set(text.split("\n").filter((key) => key !== ""));
  return keys.filter((key) => cut.has(key)).length;
}
