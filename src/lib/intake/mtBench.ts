import {mostReplicates} from "../schema/study.js";
import {type MtBench, type MtQuestion, mtQuestionId, mtQuestions} from "./mtQuestions.js";
import {mtScores} from "./mtScores.js";
import {asRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeContext, IntakeRow, ResponseDraft, SourceFile} from "./types.js";

/**
 * FastChat's MT-bench: `<bench>/model_answer/<model>.jsonl`, with `<bench>/question.jsonl` and
 * `<bench>/model_judgment/<judge>_single.jsonl` beside. The first turn only: a second question is
 * asked after the model's own first answer, so no two models get the same one.
 */
export const mtBench: Importer = {
  name: "mt-bench",
  detect: (path, head) =>
    answerFile.test(path) && integerId.test(head) && /"choices"\s*:/.test(head)
      ? "model_answer with integer question_id and choices"
      : undefined,
  companion(path) {
    if (/(?:^|\/)question\.jsonl$/.test(path)) return "questions";
    return /(?:^|\/)model_judgment\/[^/]+\.jsonl$/.test(path) ? "judgments" : undefined;
  },
  async *parse(file, context) {
    const bench = benchOf(file, context);
    const questions = await mtQuestions(bench);
    const models = new Set<string>();
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) yield found;
      else yield* answerRows(found.record, found.where, {...bench, questions, models});
    }
    const [model_id] = models;
    // Reference answers are not what the judges judged.
    if (model_id !== undefined && bench.asModel === undefined)
      yield* mtScores(bench, new Set([...models, bench.stem]), model_id);
  }
};

const answerFile = /(?:^|\/)(model_answer|reference_answer)\/([^/]+)\.jsonl$/;
/** Also as text, as some collections have it; Arena-Hard's ids are no numbers. */
const integerId = /"question_id"\s*:\s*("?)\d{1,9}\1\s*[,}]/;

function benchOf(file: SourceFile, {files, asModel, queries}: IntakeContext): MtBench {
  const [tail, kind, stem] = answerFile.exec(file.path) ?? ["", "", ""];
  const folder = file.path.slice(
    0,
    file.path.length - tail.length + (tail.startsWith("/") ? 1 : 0)
  );
  const name = folder.split("/").at(-2) ?? "";
  if (name === "") {
    const expected = "file must lie in <bench>/model_answer";
    throw invalidFile(file.path, expected, "no bench (import the bench's folder)");
  }
  const bench = {files, folder, name, stem: stem ?? "", texts: queries};
  if (kind !== "reference_answer") return bench;
  if (asModel !== undefined) return {...bench, asModel};
  const expected = "reference answers must be given a model's name to be read as its answers";
  throw invalidFile(file.path, expected, "none (say --as-model <id>)");
}

interface Answering extends MtBench {
  readonly questions: ReadonlyMap<string, MtQuestion>;
  /** the model's names met so far, to find its judgments */
  readonly models: Set<string>;
}

function* answerRows(row: JsonRecord, where: string, bench: Answering): Generator<IntakeRow> {
  const drafts = attempt(where, () => draftsOf(row, where, bench));
  if (isRefusal(drafts)) {
    yield drafts;
    return;
  }
  yield* drafts;
  const model_id = modelOf(row, where, bench);
  bench.models.add(model_id);
  const turns = choicesOf(row, where).map(({turns}) => turns.length);
  for (const count of turns.filter((count) => count > 1)) {
    const detail = count > 2 ? `turns 2 to ${count}` : "turn 2";
    yield {kind: "note", code: "MT_TURN_2_LEFT_OUT", model_id, detail};
  }
  if (bench.asModel === undefined && model_id !== bench.stem)
    yield {kind: "note", code: "FILE_NAME_DIFFERS", model_id, detail: bench.stem};
}

function draftsOf(row: JsonRecord, where: string, bench: Answering): ResponseDraft[] {
  const id = mtQuestionId(row, where);
  const model_id = modelOf(row, where, bench);
  const query = queryOf(id, where, bench);
  const params = row.generate_params == null ? "{}" : jsonText(row.generate_params);
  return choicesOf(row, where).map(({index, turns}) => {
    const response_text = turns[0] as string;
    const status = failures.has(response_text) ? "error" : undefined;
    const rest = {status, extra: {params}, source_ref: where} as const;
    return {kind: "response", model_id, query, replicate: index, response_text, ...rest};
  });
}

/** What FastChat writes in the place of an answer that it did not get. */
const failures: ReadonlySet<string> = new Set(["$ERROR$", "ERROR"]);

function queryOf(id: string, where: string, {name, questions, texts}: Answering) {
  const query_id = `${name}/${id}#t1`;
  const known = questions.get(id);
  if (known) return {query_id, dataset: name, ...known};
  const query_text = texts?.get(query_id) ?? texts?.get(id);
  if (query_text !== undefined) return {query_id, dataset: name, query_text};
  throw invalidFile(where, `question ${id} must be in ${name}/question.jsonl`, "none of this id");
}

function modelOf({model_id}: JsonRecord, where: string, {asModel}: MtBench): string {
  if (asModel !== undefined) return asModel;
  if (typeof model_id === "string" && model_id !== "") return model_id;
  throw invalidFile(where, "model_id must be a name", jsonText(model_id));
}

interface Choice {
  readonly index: number;
  readonly turns: readonly string[];
}

function choicesOf({choices}: JsonRecord, where: string): Choice[] {
  if (!Array.isArray(choices) || choices.length === 0)
    throw invalidFile(where, "choices must be a list", jsonText(choices).slice(0, 60));
  return choices.map((choice) => {
    const {index, turns} = asRecord(choice, where);
    const isIndex = typeof index === "number" && Number.isInteger(index) && index >= 0;
    if (!isIndex || index >= mostReplicates) {
      const expected = `choices[].index must be an integer from 0 to ${mostReplicates - 1}`;
      throw invalidFile(where, expected, jsonText(index));
    }
    const isTexts = Array.isArray(turns) && turns.length > 0;
    if (!isTexts || !turns.every((turn) => typeof turn === "string"))
      throw invalidFile(where, "choices[].turns must be texts", jsonText(turns).slice(0, 60));
    return {index, turns};
  });
}
