import {type MtBench, mtQuestionId} from "./mtQuestions.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {IntakeNote, IntakeRow, ScoreDraft} from "./types.js";

/**
 * The single-answer judgments of a model's first turns, `model_judgment/<judge>_single.jsonl`, as
 * scores of metric `rating`, the judge as filter. A score of −1 (the judge gave none) and those of
 * later turns are noted and left out.
 *
 * @param models the model's names: that of its rows, and that of its file, by which judges know it
 */
export async function* mtScores(
  bench: MtBench,
  models: ReadonlySet<string>,
  model_id: string
): AsyncGenerator<IntakeRow> {
  const inFolder = `${bench.folder}model_judgment/`;
  for (const file of bench.files) {
    if (!file.path.startsWith(inFolder) || !file.path.endsWith("_single.jsonl")) continue;
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) yield found;
      else if (typeof found.record.model === "string" && models.has(found.record.model))
        yield attempt(found.where, () => scoreOf(found.record, found.where, bench, model_id));
    }
  }
}

function scoreOf(
  row: JsonRecord,
  where: string,
  {name}: MtBench,
  model_id: string
): ScoreDraft | IntakeNote {
  const query_id = `${name}/${mtQuestionId(row, where)}#t1`;
  const {score: value, turn} = row;
  if (typeof value !== "number")
    throw invalidFile(where, "score must be a number", jsonText(value));
  const filter = judgeOf(row);
  const detail = `judge ${filter}`;
  if (turn !== 1) return {kind: "note", code: "MT_TURN_2_SCORE_LEFT_OUT", model_id, detail};
  if (value === -1) return {kind: "note", code: "MT_SCORE_UNPARSED", model_id, detail};
  const whose = {model_id, query_id, replicate: 0};
  return {kind: "score", ...whose, metric: "rating", filter, value, higher_is_better: true};
}

/** The judging model; its prompt differs with the question's category and is no other judge. */
function judgeOf({judge}: JsonRecord): string {
  const name = Array.isArray(judge) ? judge[0] : judge;
  return typeof name === "string" ? name : "unknown";
}
