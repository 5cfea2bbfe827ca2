import {existsSync} from "node:fs";
import {join} from "node:path";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import {poolTokens} from "../../src/lib/embedding/poolTokens.js";
import {tokenBatches} from "../../src/lib/embedding/tokenBatches.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";
import {contentKey} from "../store/contentKey.js";
import {fileHash} from "./fileHash.js";
import {type OnnxSettings, onnxSettings} from "./onnxSettings.js";
import {openTokenizer} from "./openTokenizer.js";
import {type TokenModel, tokenModel} from "./tokenModel.js";

/** Tokens of a run, padding included: more at once is no faster on a processor. */
const budget = 512;

/**
 * An embedder from a model's folder in the layout of Hugging Face, run by ONNX Runtime. The weights
 * are read once for their hash; tokenizer and model are opened when the first text comes.
 *
 * @param folder holds config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx or `file`
 * @throws LoaderError, DomainError, DataError as `onnxSettings`; from `embed` DataError for a text
 * over the token limit and LoaderError without ONNX Runtime or for a model of another kind
 */
export async function onnxEmbedder(folder: string, options: EmbedderOptions): Promise<Embedder> {
  const settings = await onnxSettings(folder, options);
  const width = settings.cut ?? settings.hidden;
  let opened: Promise<Opened> | undefined;
  return {
    id: await embedderId(settings),
    name: settings.name,
    width,
    lexical: false,
    content: ({response_text}) => response_text,
    async embed(texts, cut = () => {}) {
      opened ??= open(settings);
      return embedTexts(await opened, settings, texts, cut);
    },
    async close() {
      const closing = opened;
      opened = undefined;
      await (await closing?.catch(() => undefined))?.model.close();
    }
  };
}

interface Opened {
  readonly encode: ReturnType<typeof openTokenizer>;
  readonly model: TokenModel;
}

async function open(settings: OnnxSettings): Promise<Opened> {
  return {encode: openTokenizer(settings), model: await tokenModel(settings)};
}

async function embedTexts(
  {encode, model}: Opened,
  settings: OnnxSettings,
  texts: readonly string[],
  cut: (index: number) => void
): Promise<Float32Array> {
  const width = settings.cut ?? settings.hidden;
  const encoded = texts.map(encode);
  const vectors = new Float32Array(texts.length * width);
  const lengths = encoded.map(({ids}) => ids.length);
  for (const batch of tokenBatches(lengths, budget)) {
    const part = batch.map((i) => encoded[i] as (typeof encoded)[number]);
    const {data, sequence} = await model.run(part);
    batch.forEach((i, row) => {
      const start = row * sequence * settings.hidden;
      const own = data.subarray(start, start + (lengths[i] as number) * settings.hidden);
      const out = vectors.subarray(i * width, (i + 1) * width);
      poolTokens(own, settings.hidden, settings, out);
    });
  }
  encoded.forEach((tokens, i) => {
    if (tokens.cut) cut(i);
  });
  return vectors;
}

/** Everything a vector depends on besides the text, readable as far as it can be. */
async function embedderId(settings: OnnxSettings): Promise<string> {
  const {name, prefix, cut, hidden, pooling, normalize, maxTokens, truncate} = settings;
  const tokenizer = contentKey(settings.tokenizer, settings.tokenizerConfig).slice(0, 8);
  return [
    `${name}@${(await weightHash(settings)).slice(0, 12)}`,
    `tokenizer=${tokenizer}`,
    `prefix=${JSON.stringify(prefix)}`,
    `width=${cut ?? hidden}${cut === undefined ? "" : "-of-layer-norm"}`,
    pooling,
    normalize ? "l2" : "raw",
    `max=${maxTokens}${truncate ? "-cut" : ""}`
  ].join(" ");
}

/** sha256 of the weights, those kept in a second file included. */
function weightHash({folder, file}: OnnxSettings): Promise<string> {
  const beside = [`${file}_data`, `${file}.data`].filter((name) => existsSync(join(folder, name)));
  return fileHash([file, ...beside].map((name) => join(folder, name)));
}
