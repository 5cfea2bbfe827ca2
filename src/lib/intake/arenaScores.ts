import {arenaId} from "./arenaQuestions.js";
import {inner} from "./inspectHeader.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import {jsonLines} from "./readLines.js";
import {attempt, isRefusal} from "./refusal.js";
import type {IntakeNote, IntakeRow, ScoreDraft, SourceFile} from "./types.js";

/** The metric of Arena-Hard's verdicts: positive where a model's answer beats the baseline's. */
export const arenaMetric = "arena_margin";

/** How much better a verdict finds the answer A than B. */
const margins: ReadonlyMap<unknown, number> = new Map([
  ["A>>B", 2],
  ["A>B", 1],
  ["A=B", 0],
  ["B=A", 0],
  ["B>A", -1],
  ["A<B", -1],
  ["B>>A", -2],
  ["A<<B", -2],
  ["B<A", 1],
  ["B<<A", 2]
]);

/** Whose judgments are read. */
export interface ArenaJudged {
  readonly files: readonly SourceFile[];
  /** the bench's, with its last `/` */
  readonly folder: string;
  readonly bench: string;
  readonly model_id: string;
  /** the model's names: that of its rows, and that of its file, by which judges know it */
  readonly names: ReadonlySet<string>;
}

/**
 * The judgments `model_judgment/<judge>/<model>.jsonl` as the model's margin over the baseline, −2
 * to 2, the judge as filter. Two games are played for each question: answer A is the baseline's in
 * the first and the model's in the second (so the project's own `gen_judgment.py` asks and
 * `show_result.py` counts); the margin is their mean. Where either has no known verdict, both are
 * noted and left out, since one alone would keep the judge's preference for a place.
 */
export async function* arenaScores(judged: ArenaJudged): AsyncGenerator<IntakeRow> {
  const inFolder = `${judged.folder}model_judgment/`;
  for (const file of judged.files) {
    const [judge, name, ...deeper] = file.path.startsWith(inFolder)
      ? file.path.slice(inFolder.length).split("/")
      : [];
    if (judge === undefined || name === undefined || deeper.length > 0) continue;
    if (!name.endsWith(".jsonl") || !judged.names.has(name.slice(0, -".jsonl".length))) continue;
    for await (const found of jsonLines(file)) {
      if (isRefusal(found)) yield found;
      else yield* rowsOf(found.record, found.where, judge, judged);
    }
  }
}

function rowsOf(row: JsonRecord, where: string, folder: string, judged: ArenaJudged): IntakeRow[] {
  const {model_id} = judged;
  const filter = typeof row.judge === "string" && row.judge !== "" ? row.judge : folder;
  const score = attempt(where, () => scoreOf(row, where, filter, judged));
  if (score.kind !== "score" || typeof row.baseline !== "string") return [score];
  const detail = `${row.baseline}, by judge ${filter}`;
  return [score, {kind: "note", code: "ARENA_BASELINE", model_id, detail}];
}

function scoreOf(
  row: JsonRecord,
  where: string,
  filter: string,
  {bench, model_id, names}: ArenaJudged
): ScoreDraft | IntakeNote {
  const query_id = `${bench}/${arenaId(row, where)}`;
  if (typeof row.model !== "string" || !names.has(row.model))
    throw invalidFile(where, `model must be ${model_id}, as its file's`, jsonText(row.model));
  const games: readonly unknown[] = Array.isArray(row.games) ? row.games : [];
  const [first, second] = games.map((game) => margins.get(inner(game, "score")));
  if (first === undefined || second === undefined || games.length !== 2) {
    const labels = games.map((game) => jsonText(inner(game, "score") ?? null)).join(", ");
    const detail = `judge ${filter}: ${labels.slice(0, 60) || "no games"}`;
    return {kind: "note", code: "ARENA_VERDICT_UNKNOWN", model_id, detail};
  }
  const value = (second - first) / 2;
  const whose = {model_id, query_id, replicate: 0};
  return {kind: "score", ...whose, metric: arenaMetric, filter, value, higher_is_better: true};
}
