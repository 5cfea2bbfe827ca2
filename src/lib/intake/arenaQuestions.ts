import {inner} from "./inspectHeader.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {QueryDraft, SourceFile} from "./types.js";

/** A question of Arena-Hard. */
export type ArenaQuestion = Pick<QueryDraft, "query_text" | "category">;

/**
 * The questions of `question.jsonl` in a bench's folder by id: `prompt` or the first of `turns`, and
 * as category the `category` with its `cluster` or `subcategory`. Questions that cannot be read are
 * left to the answers, which are refused for want of them.
 *
 * @param folder the bench's, with its last `/`
 */
export async function arenaQuestions(
  files: readonly SourceFile[],
  folder: string
): Promise<Map<string, ArenaQuestion>> {
  const questions = new Map<string, ArenaQuestion>();
  for (const file of files.filter(({path}) => path === `${folder}question.jsonl`))
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) continue;
      const {record, where} = found;
      const id = attempt(where, () => ({text: arenaId(record, where)}));
      const query_text = promptOf(record);
      if (isRefusal(id) || query_text === undefined) continue;
      questions.set(id.text, {query_text, category: categoryOf(record)});
    }
  return questions;
}

/** The id of a question, in older logs `question_id`. @throws DataError if there is none */
export function arenaId({uid, question_id}: JsonRecord, where: string): string {
  const id = uid ?? question_id;
  if (typeof id === "string" && id !== "") return id;
  throw invalidFile(where, "uid (or question_id) must be text", jsonText(id));
}

function promptOf({prompt, turns}: JsonRecord): string | undefined {
  const turn: unknown = Array.isArray(turns) ? turns[0] : undefined;
  const text = prompt ?? inner(turn, "content") ?? turn;
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

function categoryOf({category, cluster, subcategory}: JsonRecord): string | null {
  const levels = [category, cluster ?? subcategory];
  const named = levels.filter((each) => typeof each === "string" && each !== "");
  return named.length > 0 ? named.join(" / ") : null;
}
