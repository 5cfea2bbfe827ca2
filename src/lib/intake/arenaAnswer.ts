import {mostReplicates} from "../schema/study.js";
import {inner} from "./inspectHeader.js";
import {asRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";

/** An answer of an Arena-Hard log. */
export interface ArenaAnswer {
  readonly replicate: number;
  /** null: there is none */
  readonly text: string | null;
  /** what the answer had besides its text, such as reasoning */
  readonly leftOut: readonly string[];
}

/**
 * The answers of a line, in any of the shapes the project had: `messages`, of which the last holds
 * the answer, or `choices` whose first turn does. An answer is a text, or an object with `answer`
 * or `content`.
 *
 * @throws DataError if there are none, or one is anything else
 */
export function arenaAnswers({messages, choices}: JsonRecord, where: string): ArenaAnswer[] {
  if (Array.isArray(messages) && messages.length > 0) {
    const {role, content} = asRecord(messages.at(-1), where);
    if (role !== "assistant")
      throw invalidFile(where, "the last message must be the assistant's", jsonText(role));
    return [answerOf(content, 0, where)];
  }
  if (!Array.isArray(choices) || choices.length === 0)
    throw invalidFile(where, "messages (or choices) must hold an answer", jsonText(choices));
  return choices.map((choice: unknown) => {
    const {index = 0, turns} = asRecord(choice, where);
    const isIndex = typeof index === "number" && Number.isInteger(index) && index >= 0;
    if (!isIndex || index >= mostReplicates) {
      const expected = `choices[].index must be an integer from 0 to ${mostReplicates - 1}`;
      throw invalidFile(where, expected, jsonText(index));
    }
    if (!Array.isArray(turns) || turns.length !== 1)
      throw invalidFile(where, "choices[].turns must be one", jsonText(turns).slice(0, 60));
    return answerOf(turns[0], index, where);
  });
}

/** What the user asked, if the line holds one user message, of text. */
export function arenaPrompt({messages}: JsonRecord): string | undefined {
  const asked = (Array.isArray(messages) ? messages : []).filter(
    (message: unknown) => inner(message, "role") === "user"
  );
  const content = inner(asked[0], "content");
  const isText = asked.length === 1 && typeof content === "string" && content.trim() !== "";
  return isText ? content : undefined;
}

/** What a system message asked beforehand, if there was one. */
export function arenaSystemPrompt({messages}: JsonRecord): string | undefined {
  const system = (Array.isArray(messages) ? messages : []).find(
    (message: unknown) => inner(message, "role") === "system"
  );
  const content = inner(system, "content");
  return typeof content === "string" && content !== "" ? content : undefined;
}

/** Beside the answer, what is known of it rather than part of it. */
const known: ReadonlySet<string> = new Set(["answer", "content", "token_len"]);

function answerOf(value: unknown, replicate: number, where: string): ArenaAnswer {
  if (value === null || typeof value === "string") return {replicate, text: value, leftOut: []};
  const parts = asRecord(value, where);
  const text = parts.answer ?? parts.content ?? null;
  if (text !== null && typeof text !== "string")
    throw invalidFile(where, "answer must be text", jsonText(text).slice(0, 60));
  return {replicate, text, leftOut: Object.keys(parts).filter((part) => !known.has(part))};
}
