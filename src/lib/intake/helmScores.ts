import {choiceKey} from "./helmChoices.js";
import {helmQueryId} from "./helmRequest.js";
import {besideRun, type HelmRun, helmJson} from "./helmRun.js";
import {inner} from "./inspectHeader.js";
import {asRecord, atRecord, invalidFile, type JsonRecord} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import type {IntakeRow, SourceFile} from "./types.js";

/**
 * The means of `per_instance_stats.json` as scores, of a trial's first completion; a statistic's
 * `sub_split`, if it has one, as filter. Statistics without a mean (of nothing) and those of
 * instances whose answers were not read are noted and left out.
 *
 * @param firsts the replicate of the first completion, by `choiceKey`
 * @throws DataError if the file is over 256 MiB or no JSON list
 */
export async function* helmScores(
  run: HelmRun,
  files: readonly SourceFile[],
  firsts: ReadonlyMap<string, number>
): AsyncGenerator<IntakeRow> {
  const file = besideRun(run, "per_instance_stats.json", files);
  if (!file) return;
  const rows = await helmJson(file);
  if (!Array.isArray(rows)) throw invalidFile(file.path, "file must hold a list", typeof rows);
  for (const [i, row] of rows.entries()) {
    const where = atRecord(file.path, i);
    const scores = attempt(where, () => scoresOf(asRecord(row, where), where, run, firsts));
    if (isRefusal(scores)) yield scores;
    else yield* scores;
  }
}

function scoresOf(
  row: JsonRecord,
  where: string,
  {model: model_id, dataset}: HelmRun,
  firsts: ReadonlyMap<string, number>
): IntakeRow[] {
  const query_id = helmQueryId(dataset, row.instance_id, row.perturbation, where);
  const replicate = firsts.get(choiceKey(query_id, row.train_trial_index));
  if (replicate === undefined) {
    const detail = "instances without an answer";
    return [{kind: "note", code: "SCORE_WITHOUT_ANSWER", model_id, detail}];
  }
  if (!Array.isArray(row.stats)) throw invalidFile(where, "stats must be a list", typeof row.stats);
  return row.stats.map((stat: unknown): IntakeRow => {
    const {metric, filter} = metricOf(stat, where);
    const value = inner(stat, "mean");
    if (typeof value !== "number")
      return {kind: "note", code: "SCORE_WITHOUT_MEAN", model_id, detail: metric};
    const whose = {model_id, query_id, replicate, metric, filter};
    return {kind: "score", ...whose, value, higher_is_better: null};
  });
}

function metricOf(stat: unknown, where: string) {
  const name = inner(stat, "name");
  const [metric, part] = [inner(name, "name"), inner(name, "sub_split")];
  if (typeof metric !== "string" || metric === "")
    throw invalidFile(where, "stats[].name.name must be text", typeof metric);
  return {metric, filter: typeof part === "string" ? part : null};
}
