import {Tokenizer} from "@huggingface/tokenizers";
import {DataError} from "../../src/lib/core/errors.js";
import type {OnnxSettings} from "./onnxSettings.js";

/** A text as a model takes it. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly types: readonly number[];
  /** whether the end of the text is missing */
  readonly cut: boolean;
}

type Settings = Pick<
  OnnxSettings,
  "tokenizer" | "tokenizerConfig" | "prefix" | "maxTokens" | "truncate"
>;

/**
 * Opens a model's tokenizer, which puts the prefix before a text and keeps to the token limit. A text
 * that is cut keeps the token that closes every text, if there is one; a blank one has no tokens.
 *
 * @returns throws DataError for a text over the limit unless `truncate` is set
 */
export function openTokenizer(settings: Settings): (text: string) => Tokens {
  const {prefix, maxTokens, truncate} = settings;
  const tokenizer = new Tokenizer(settings.tokenizer, settings.tokenizerConfig);
  const closing = tokenizer.encode("").ids.at(-1);
  return (text) => {
    if (text.trim() === "") return {ids: [], types: [], cut: false};
    const {ids, token_type_ids} = tokenizer.encode(prefix + text, {return_token_type_ids: true});
    const types = token_type_ids ?? ids.map(() => 0);
    if (ids.length <= maxTokens) return {ids, types, cut: false};
    if (!truncate) throw tooLong(ids.length, maxTokens, text);
    const kept = ids.slice(0, maxTokens);
    if (closing !== undefined && ids.at(-1) === closing) kept[maxTokens - 1] = closing;
    return {ids: kept, types: types.slice(0, maxTokens), cut: true};
  };
}

function tooLong(count: number, limit: number, text: string): DataError {
  const [has, most] = [count, limit].map((x) => x.toLocaleString("en"));
  const begins = JSON.stringify(text.slice(0, 40));
  const advice = `set truncate: true to allow it (it begins ${begins})`;
  return new DataError(`embed: text has ${has} tokens, limit is ${most}; ${advice}`);
}
