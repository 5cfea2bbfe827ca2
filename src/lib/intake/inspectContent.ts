import {inner} from "./inspectHeader.js";
import {asRecord, invalidFile, type JsonRecord, jsonText, textOrJson} from "./readJson.js";

/** A message's role and text, and the kinds of its parts that are none. */
export interface InspectMessage {
  readonly role: string;
  readonly text: string;
  readonly leftOut: readonly string[];
}

/** How Inspect names a text that it keeps beside the messages; `tc` up to 2024. */
const reference = /^(?:attachment|tc):\/\/([0-9a-f]{32})$/;

/**
 * A text of a sample, looked up among its attachments if it is a reference to one.
 *
 * @throws DataError if the attachment is missing
 */
export function resolved(text: string, sample: JsonRecord, where: string): string {
  const hash = reference.exec(text)?.[1];
  if (hash === undefined) return text;
  const found = inner(sample.attachments, hash);
  if (typeof found === "string") return found;
  throw invalidFile(where, `attachment ${hash} must be in the sample`, jsonText(found));
}

/**
 * A message's text: its content, or of a list of parts those of text, a line each, as Inspect
 * itself shows it.
 *
 * @throws DataError if it has no content, or an attachment is missing
 */
export function messageOf(value: unknown, sample: JsonRecord, where: string): InspectMessage {
  const {role, content} = asRecord(value, where);
  const named = typeof role === "string" ? role : "";
  if (typeof content === "string")
    return {role: named, text: resolved(content, sample, where), leftOut: []};
  if (!Array.isArray(content))
    throw invalidFile(where, "content must be text or a list of parts", jsonText(content));
  const parts = content.map((part) =>
    typeof part === "string" ? {type: "text", text: part} : part
  );
  const texts = parts.flatMap((part) => {
    const text = inner(part, "type") === "text" ? inner(part, "text") : undefined;
    return typeof text === "string" ? [resolved(text, sample, where)] : [];
  });
  const leftOut = parts
    .map((part) => textOrJson(inner(part, "type") ?? null))
    .filter((type) => type !== "text");
  return {role: named, text: texts.join("\n"), leftOut};
}

/**
 * What a sample asks: its input, or the last message of the user in it.
 *
 * @throws DataError if it holds no text of a user
 */
export function queryOf(sample: JsonRecord, where: string): InspectMessage {
  const {input} = sample;
  if (typeof input === "string")
    return {role: "user", text: resolved(input, sample, where), leftOut: []};
  if (!Array.isArray(input))
    throw invalidFile(where, "input must be text or a list of messages", jsonText(input));
  const last = input.findLast((message) => inner(message, "role") === "user");
  if (last === undefined) throw invalidFile(where, "input must hold a user's message", "none");
  return messageOf(last, sample, where);
}

/**
 * The messages that were sent, up to the first that the model made: the prompt as rendered, with
 * what solvers put before and around the input. The input alone where the log has no messages.
 */
export function promptOf(sample: JsonRecord, where: string): InspectMessage[] {
  const messages = Array.isArray(sample.messages) ? sample.messages : [];
  const made = messages.findIndex(
    (message) => inner(message, "role") === "assistant" && inner(message, "source") !== "input"
  );
  const sent = made < 0 ? messages : messages.slice(0, made);
  if (sent.length > 0) return sent.map((message) => messageOf(message, sample, where));
  if (!Array.isArray(sample.input)) return [queryOf(sample, where)];
  return sample.input.map((message) => messageOf(message, sample, where));
}
