import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {basename, join, relative, resolve} from "node:path";
import {DataError, DomainError, LoaderError} from "../../src/lib/core/errors.js";
import {asRecord, type JsonRecord, parseJson} from "../../src/lib/intake/readJson.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";

/** All that says how a model's folder turns a text into a vector. */
export interface OnnxSettings {
  readonly name: string;
  readonly folder: string;
  /** the weights, in the folder */
  readonly file: string;
  /** put before every text */
  readonly prefix: string;
  /** numbers the model gives a token */
  readonly hidden: number;
  /** numbers kept, if a width was asked for */
  readonly cut: number | undefined;
  readonly pooling: "mean" | "cls";
  readonly normalize: boolean;
  readonly maxTokens: number;
  readonly truncate: boolean;
  readonly padding: number;
  readonly tokenizer: JsonRecord;
  readonly tokenizerConfig: JsonRecord;
}

const nomicPrefixes = ["search_query", "search_document", "clustering", "classification"];

/** Models whose vectors mean something only after one of these prefixes, with their token limit. */
const nomic: ReadonlyMap<string, {readonly matryoshka: boolean}> = new Map([
  ["nomic-embed-text-v1", {matryoshka: false}],
  ["nomic-embed-text-v1.5", {matryoshka: true}]
]);
const nomicLimit = 8192;

/**
 * Reads a model's folder in the layout of Hugging Face (`config.json`, `tokenizer.json`,
 * `tokenizer_config.json`, weights in `onnx/model.onnx` or `file`) and settles every option.
 *
 * @throws LoaderError naming a file that is not there; DomainError for an option the model does not
 * allow; DataError for a `config.json` that does not give a width or a token limit
 */
export async function onnxSettings(
  folder: string,
  options: EmbedderOptions
): Promise<OnnxSettings> {
  // a downloaded model's folder is named with its commit; the weights' hash tells as much
  const name = basename(resolve(folder)).replace(/@[0-9a-f]{40}$/, "");
  const config = await readObject(folder, "config.json");
  const tokenizer = await readObject(folder, "tokenizer.json");
  const tokenizerConfig = await readObject(folder, "tokenizer_config.json");
  const hidden = positive(config.hidden_size) ?? positive(config.n_embd) ?? positive(config.dim);
  if (hidden === undefined)
    throw new DataError(`${name}/config.json: hidden_size must be a positive integer; got nothing`);
  return {
    name,
    folder,
    file: weightFile(folder, options.file ?? "onnx/model.onnx"),
    prefix: prefixOf(name, options.prefix),
    hidden,
    cut: cutOf(name, hidden, options.width),
    pooling: options.pooling ?? "mean",
    normalize: options.normalize ?? true,
    maxTokens: maxTokensOf(name, options.maxTokens, config, tokenizerConfig),
    truncate: options.truncate ?? false,
    padding: typeof config.pad_token_id === "number" ? config.pad_token_id : 0,
    tokenizer,
    tokenizerConfig
  };
}

async function readObject(folder: string, file: string): Promise<JsonRecord> {
  const path = join(folder, file);
  if (!existsSync(path)) throw absent(folder, file);
  return asRecord(parseJson(await readFile(path, "utf8"), path), path);
}

function absent(folder: string, file: string): LoaderError {
  return new LoaderError(`embed: model's folder must hold ${file}; got ${folder} without it`);
}

function weightFile(folder: string, file: string): string {
  if (relative(folder, resolve(folder, file)).startsWith(".."))
    throw new DomainError(
      `embed: file must lie in the model's folder; got ${JSON.stringify(file)}`
    );
  if (!existsSync(join(folder, file))) throw absent(folder, file);
  return file;
}

function prefixOf(name: string, prefix: string | undefined): string {
  if (!nomic.has(name)) return prefix ?? "";
  if (prefix !== undefined && nomicPrefixes.includes(prefix)) return `${prefix}: `;
  const got = prefix === undefined ? "none" : JSON.stringify(prefix);
  throw new DomainError(`embed: prefix must be one of ${nomicPrefixes.join(", ")}; got ${got}`);
}

function cutOf(name: string, hidden: number, width: number | undefined): number | undefined {
  if (width === undefined) return undefined;
  if (nomic.get(name)?.matryoshka === false) {
    if (width === hidden) return undefined;
    throw new DomainError(`embed: width of ${name} must be ${hidden}; got ${width}`);
  }
  if (width <= hidden) return width;
  throw new DomainError(`embed: width of ${name} must be at most ${hidden}; got ${width}`);
}

/** The tokenizer's limit is a default, the model's own is a bound. */
function maxTokensOf(
  name: string,
  asked: number | undefined,
  config: JsonRecord,
  tokenizerConfig: JsonRecord
): number {
  const own = nomic.has(name)
    ? nomicLimit
    : (positive(config.max_position_embeddings) ?? positive(config.n_positions));
  const usual = positive(tokenizerConfig.model_max_length);
  const bound = own ?? usual ?? Number.POSITIVE_INFINITY;
  const limit = asked ?? Math.min(bound, usual ?? bound);
  if (!Number.isFinite(limit))
    throw new DomainError(`embed: maxTokens must be given, ${name} names no limit; got none`);
  if (limit <= bound) return limit;
  throw new DomainError(`embed: maxTokens of ${name} must be at most ${bound}; got ${limit}`);
}

/** Tokenizers without a limit write 10³⁰. */
function positive(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}
