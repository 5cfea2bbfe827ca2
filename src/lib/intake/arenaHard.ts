import {sha256} from "../core/sha256.js";
import {arenaAnswers, arenaPrompt, arenaSystemPrompt} from "./arenaAnswer.js";
import {type ArenaQuestion, arenaId, arenaQuestions} from "./arenaQuestions.js";
import {arenaScores} from "./arenaScores.js";
import {isoOfSeconds} from "./isoOfSeconds.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeContext, IntakeRow, QueryDraft, SourceFile} from "./types.js";

/**
 * Arena-Hard: `<bench>/model_answer/<model>.jsonl`, with `<bench>/question.jsonl` and
 * `<bench>/model_judgment/<judge>/<model>.jsonl` beside. Told from MT-bench, which lies in folders
 * of the same names, by ids that are no short integers. A query is `<bench>/<uid>`.
 */
export const arenaHard: Importer = {
  name: "arena-hard",
  detect: (path, head) =>
    answerFile.test(path) && textId.test(head) && /"(?:messages|choices)"\s*:/.test(head)
      ? "model_answer with uid and messages or choices"
      : undefined,
  companion(path) {
    if (/(?:^|\/)question\.jsonl$/.test(path)) return "questions";
    const isJudgment = /(?:^|\/)model_judgment\/[^/]+\/[^/]+\.jsonl$/.test(path);
    return isJudgment ? "judgments" : undefined;
  },
  async *parse(file, context) {
    const bench = benchOf(file);
    const {files, queries: texts} = context;
    const questions = await arenaQuestions(files, bench.folder);
    const names = new Set<string>();
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) yield found;
      else yield* answerRows(found.record, found.where, {...bench, questions, texts, names});
    }
    const [model_id] = names;
    if (model_id !== undefined)
      yield* arenaScores({...bench, files, model_id, names: names.add(bench.stem)});
  }
};

const answerFile = /(?:^|\/)model_answer\/([^/]+)\.jsonl$/;
/** MT-bench's ids are numbers, also as text. */
const textId = /"(?:uid|question_id)"\s*:\s*"(?!\d{1,9}")[^"\\]+"/;

interface Bench {
  /** with its last `/` */
  readonly folder: string;
  readonly bench: string;
  /** the answer file's name, by which judgments know the model */
  readonly stem: string;
}

function benchOf({path}: SourceFile): Bench {
  const [tail, stem] = answerFile.exec(path) ?? ["", ""];
  const folder = path.slice(0, path.length - tail.length + (tail.startsWith("/") ? 1 : 0));
  const bench = folder.split("/").at(-2) ?? "";
  if (bench !== "") return {folder, bench, stem: stem ?? ""};
  const expected = "file must lie in <bench>/model_answer";
  throw invalidFile(path, expected, "no bench (import the bench's folder)");
}

interface Answering extends Bench {
  readonly questions: ReadonlyMap<string, ArenaQuestion>;
  readonly texts: IntakeContext["queries"];
  /** the model's names met so far, to find its judgments */
  readonly names: Set<string>;
}

function* answerRows(row: JsonRecord, where: string, known: Answering): Generator<IntakeRow> {
  const rows = attempt(where, () => rowsOf(row, where, known));
  if (isRefusal(rows)) yield rows;
  else yield* rows;
}

function rowsOf(row: JsonRecord, where: string, known: Answering): IntakeRow[] {
  const model_id = modelOf(row, where);
  const id = arenaId(row, where);
  const found = queryOf(id, known);
  const query = found ?? queryOfAnswer(row, id, where, known);
  const answers = arenaAnswers(row, where);
  const created_at = typeof row.tstamp === "number" ? isoOfSeconds(Math.floor(row.tstamp)) : null;
  const drafts = answers.map(({text: response_text, replicate}): IntakeRow => {
    const status = failures.has(response_text ?? "") ? "error" : undefined;
    const base = {kind: "response", model_id, query, replicate, source_ref: where} as const;
    return {...base, response_text, status, extra: {created_at}};
  });
  known.names.add(model_id);
  const left = answers.flatMap(({leftOut}) => leftOut);
  return [
    ...drafts,
    ...(found ? [] : [note("QUESTION_FROM_ANSWER", model_id, "not in question.jsonl")]),
    ...left.map((detail) => note("ANSWER_PART_LEFT_OUT", model_id, detail)),
    ...(model_id === known.stem ? [] : [note("FILE_NAME_DIFFERS", model_id, known.stem)]),
    ...systemPrompt(row, model_id, known)
  ];
}

/** What the project writes in the place of an answer that it did not get. */
const failures: ReadonlySet<string> = new Set(["$ERROR$", "ERROR"]);

function systemPrompt(row: JsonRecord, model_id: string, {bench}: Bench): IntakeRow[] {
  const text = arenaSystemPrompt(row);
  if (text === undefined) return [];
  const value = sha256(text);
  return [{kind: "setup", model_id, dataset: bench, name: "system_prompt", value}];
}

function queryOf(id: string, {bench, questions, texts}: Answering): QueryDraft | undefined {
  const query_id = `${bench}/${id}`;
  const known = questions.get(id);
  if (known) return {query_id, dataset: bench, ...known};
  const query_text = texts?.get(query_id) ?? texts?.get(id);
  return query_text === undefined ? undefined : {query_id, dataset: bench, query_text};
}

/** These logs send the question as it is, so the one user message of an answer is its text. */
function queryOfAnswer(row: JsonRecord, id: string, where: string, {bench}: Bench): QueryDraft {
  const query_text = arenaPrompt(row);
  if (query_text !== undefined) return {query_id: `${bench}/${id}`, dataset: bench, query_text};
  throw invalidFile(where, `question ${id} must be in ${bench}/question.jsonl`, "none of this id");
}

function modelOf({model, model_id}: JsonRecord, where: string): string {
  const name = model ?? model_id;
  if (typeof name === "string" && name !== "") return name;
  throw invalidFile(where, "model (or model_id) must be a name", jsonText(name));
}

function note(code: string, model_id: string, detail: string): IntakeRow {
  return {kind: "note", code, model_id, detail};
}
