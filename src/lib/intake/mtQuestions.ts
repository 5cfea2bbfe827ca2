import {inner} from "./inspectHeader.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {QueryDraft, SourceFile} from "./types.js";

/** The first turn of a question of MT-bench. */
export type MtQuestion = Pick<QueryDraft, "query_text" | "category" | "target">;

/** A bench's folder, and the answers of it that are read. */
export interface MtBench {
  readonly files: readonly SourceFile[];
  /** with its last `/` */
  readonly folder: string;
  readonly name: string;
  /** the answer file's name, by which judgments know the model */
  readonly stem: string;
  /** the name to give to the model, where not the file's */
  readonly asModel?: string;
  /** texts by id, for questions that are not in the bench's folder */
  readonly texts?: ReadonlyMap<string, string>;
}

/**
 * The questions of a bench by id. The target is the question's own reference, else the first turn
 * of the one file of reference answers. Questions that cannot be read are left to the answers,
 * which are refused for want of them.
 */
export async function mtQuestions({files, folder}: MtBench): Promise<Map<string, MtQuestion>> {
  const references = await referenceAnswers(files, folder);
  const questions = new Map<string, MtQuestion>();
  for (const file of files.filter(({path}) => path === `${folder}question.jsonl`))
    for await (const [id, row] of rowsById(file)) {
      const [query_text, own] = [first(row.turns), first(row.reference)];
      const category = typeof row.category === "string" ? row.category : null;
      const target = own ?? references.get(id) ?? null;
      if (query_text !== undefined) questions.set(id, {query_text, category, target});
    }
  return questions;
}

/** A question's id as text, whether a log has it as a number or as its digits. @throws DataError */
export function mtQuestionId({question_id}: JsonRecord, where: string): string {
  const isId = typeof question_id === "number" || typeof question_id === "string";
  if (isId && /^\d{1,9}$/.test(`${question_id}`)) return `${Number(question_id)}`;
  throw invalidFile(where, "question_id must be an integer", jsonText(question_id));
}

async function referenceAnswers(files: readonly SourceFile[], folder: string) {
  const inFolder = `${folder}reference_answer/`;
  const found = files.filter(({path}) => path.startsWith(inFolder) && path.endsWith(".jsonl"));
  const answers = new Map<string, string>();
  // Of several judges' references none is the target.
  const [file] = found.length === 1 ? found : [];
  if (!file) return answers;
  for await (const [id, row] of rowsById(file)) {
    const answer = Array.isArray(row.choices) ? first(inner(row.choices[0], "turns")) : undefined;
    if (answer !== undefined) answers.set(id, answer);
  }
  return answers;
}

async function* rowsById(file: SourceFile): AsyncGenerator<[string, JsonRecord]> {
  for await (const found of jsonLines(file)) {
    if (isRefusal(found)) continue;
    const id = attempt(found.where, () => ({text: mtQuestionId(found.record, found.where)}));
    if (!isRefusal(id)) yield [id.text, found.record];
  }
}

function first(value: unknown): string | undefined {
  return Array.isArray(value) && typeof value[0] === "string" ? value[0] : undefined;
}
