import {builtInEmbedder} from "../../src/lib/embedding/builtInEmbedder.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import {cutVectors, foldVectors} from "../../src/lib/embedding/shortenVectors.js";
import type {EmbedderSetting} from "../../src/lib/schema/embedderComparison.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";

/** Every setting compared with the published one. */
export const embedderSettings: readonly EmbedderSetting[] = [
  ...[16, 32, 64, 128, 256].map((value) => ({varied: "buckets", value}) as const),
  ...[16, 32, 64, 128, 256].map((value) => ({varied: "cut", value}) as const),
  ...[8, 16, 32, 64, 128, 192].map((value) => ({varied: "characters", value}) as const),
  ...["search_document: ", "clustering: ", "Here is what I was told when I asked: "].map(
    (value) => ({varied: "prefix", value}) as const
  ),
  ...["one-hot", "one-hot of the first word"].map((value) => ({varied: "embedder", value}) as const)
];

/** Answers as vectors, row-major. */
export interface Vectors {
  readonly width: number;
  readonly data: Float32Array;
}

/**
 * The answers under a setting.
 *
 * @param whole the same answers under the published embedder, of which widths are made
 */
export async function settingVectors(
  {varied, value}: EmbedderSetting,
  answers: readonly ResponseRow[],
  embedder: Embedder,
  whole: Vectors
): Promise<Vectors> {
  const width = Number(value);
  if (varied === "buckets") return {width, data: foldVectors(whole.data, whole.width, width)};
  if (varied === "cut") return {width, data: cutVectors(whole.data, whole.width, width)};
  if (varied === "embedder")
    return oneHotVectors(value === "one-hot" ? answers : firstWords(answers));
  const text = (row: ResponseRow) =>
    varied === "prefix"
      ? `${value}${row.response_text}`
      : [...row.response_text].slice(0, width).join("");
  const changed = answers.map((row) => ({...row, response_text: text(row)}));
  return embedded(changed, embedder);
}

function firstWords(answers: readonly ResponseRow[]): ResponseRow[] {
  return answers.map((row) => ({...row, response_text: row.response_text.split(/\s/)[0] ?? ""}));
}

function oneHotVectors(answers: readonly ResponseRow[]): Promise<Vectors> {
  return embedded(answers, builtInEmbedder("one-hot", answers));
}

/** The answers under an embedder. */
export async function embedded(
  answers: readonly ResponseRow[],
  embedder: Embedder
): Promise<Vectors> {
  const contents = answers.map((row) => embedder.content(row));
  return {width: embedder.width, data: await embedder.embed(contents)};
}

/** Mean length of the differences between vectors of one width; null where widths differ. */
export function meanShift(a: Vectors, b: Vectors): number | null {
  if (a.width !== b.width) return null;
  const rows = a.data.length / a.width;
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    let square = 0;
    for (let k = r * a.width; k < (r + 1) * a.width; k++)
      square += ((a.data[k] as number) - (b.data[k] as number)) ** 2;
    sum += Math.sqrt(square);
  }
  return Math.round((sum / rows) * 1e5) / 1e5;
}
