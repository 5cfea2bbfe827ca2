import {invalidFile, jsonText, textOrJson} from "./readJson.js";

/** The text of a message, and the types of the parts that are none. */
export interface ContentText {
  /** null: the message has no content */
  readonly text: string | null;
  readonly ignored: readonly string[];
}

/**
 * The text of a chat message's `content`: text, null, or a list of parts whose texts are joined as
 * they stand. A part's text is its `text` (OpenAI) or, with type `text`, its `data` (LLM Comparator).
 *
 * @param where file, record and field, for the error
 * @throws DataError for anything else
 */
export function contentText(content: unknown, where: string, field: string): ContentText {
  if (content === null || content === undefined) return {text: null, ignored: []};
  if (typeof content === "string") return {text: content, ignored: []};
  if (!Array.isArray(content))
    throw invalidFile(where, `${field} must be text or a list of parts`, snippet(content));
  const parts = content.map((part: unknown) => partOf(part, where, field));
  const texts = parts.flatMap(({text}) => (text === null ? [] : [text]));
  const ignored = parts.flatMap(({text, type}) => (text === null ? [type] : []));
  return {text: texts.length > 0 ? texts.join("") : null, ignored};
}

function partOf(part: unknown, where: string, field: string) {
  if (typeof part === "string") return {type: "text", text: part};
  if (typeof part !== "object" || part === null || Array.isArray(part))
    throw invalidFile(where, `${field} must hold parts`, snippet(part));
  const {type, text, data} = part as Readonly<Record<string, unknown>>;
  const found = text ?? (type === "text" ? data : undefined);
  return {type: textOrJson(type ?? null), text: typeof found === "string" ? found : null};
}

function snippet(value: unknown): string {
  return jsonText(value).slice(0, 60);
}
