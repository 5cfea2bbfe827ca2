import {completionsOf, helmNotes, withoutAnswer} from "./helmAnswers.js";
import {extraOf, type HelmRequest, helmQueryId, promptOf} from "./helmRequest.js";
import {besideRun, type HelmRun, helmJson} from "./helmRun.js";
import {inner} from "./inspectHeader.js";
import {asRecord, atRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import type {IntakeNote, IntakeRow, SourceFile} from "./types.js";

/** What HELM itself took as the answer to each instance, by `choiceKey`. */
export type HelmPredictions = ReadonlyMap<string, readonly JsonRecord[]>;

/** Whether a method asks about every reference of an instance with a request of its own. */
export function isSeparate({spec}: HelmRun): boolean {
  const {method} = spec;
  return typeof method === "string" && method.startsWith("multiple_choice_separate");
}

/** An instance and its draw of examples, which a run's other files know it by. */
export function choiceKey(query_id: string, trainTrial: unknown): string {
  return JSON.stringify([query_id, trainTrial ?? 0]);
}

/**
 * The predictions of `display_predictions.json`, else the statistics `predicted_index` of
 * `per_instance_stats.json`, else none.
 *
 * @throws DataError if the file cannot be read
 */
export async function helmPredictions(run: HelmRun, files: readonly SourceFile[]) {
  const predictions = new Map<string, JsonRecord[]>();
  const names = ["display_predictions.json", "per_instance_stats.json"];
  const [file] = names.flatMap((name) => besideRun(run, name, files) ?? []);
  const rows = file ? await helmJson(file) : [];
  for (const [i, each] of (Array.isArray(rows) ? rows : []).entries()) {
    const where = atRecord(file?.path ?? "", i);
    const row = asRecord(each, where);
    const id = helmQueryId(run.dataset, row.instance_id, row.perturbation, where);
    const key = choiceKey(id, row.train_trial_index);
    const found = Array.isArray(row.stats) ? row.stats.flatMap(predictedIndex) : [row];
    predictions.set(key, [...(predictions.get(key) ?? []), ...found]);
  }
  return predictions;
}

function predictedIndex(stat: unknown): JsonRecord[] {
  if (inner(inner(stat, "name"), "name") !== "predicted_index") return [];
  return [{reference_index: inner(stat, "mean")}];
}

/**
 * The answer to an instance whose references were asked about one by one: the reference HELM
 * predicted, else (noted) the most likely; all of them as `choices`, with the log-probabilities of
 * their completions, which may include the prompt's, the same for each.
 *
 * @param group the requests of one instance, trial and draw of examples
 * @throws DataError if a reference was not asked about, or twice, or has no log-probability
 */
export function helmChoices(
  group: readonly HelmRequest[],
  model_id: string,
  predictions: HelmPredictions
): IntakeRow[] {
  const asked = group.filter(({state}) => state.request_mode !== "calibration");
  const isCalibrated = asked.length < group.length;
  const sorted = asked.toSorted((a, b) => (a.reference ?? -1) - (b.reference ?? -1));
  const [first] = sorted;
  if (!first) throw invalidFile(group[0]?.where ?? "", "instance must be asked about", "nothing");
  requireAll(sorted, first);
  const notes = sorted.flatMap((each) => [...helmNotes(each, model_id)]);
  const without = sorted.find(({result}) => result === undefined || result.success === false);
  if (without) return [withoutAnswer(without, model_id), ...notes];
  const options = sorted.map(optionOf);
  const predicted = predictedOf(first, options, predictions);
  if (predicted === undefined && isCalibrated)
    throw invalidFile(first.where, "a calibrated choice must be predicted", "no prediction");
  const {text} = predicted ?? likeliest(options);
  const choices = JSON.stringify(options.map(({text, logprob}) => ({text, logprob})));
  const extra = {...extraOf(first, JSON.stringify(sorted.map(promptsOf))), choices};
  const {query, first: replicate, where: source_ref} = first;
  const answer = {model_id, query, replicate, response_text: text, extra, source_ref};
  return [{kind: "response", ...answer}, ...notes, ...choiceNotes(predicted, model_id)];
}

function promptsOf({request}: HelmRequest): string | null {
  return promptOf(request);
}

interface Option {
  readonly text: string;
  readonly logprob: number;
  /** as the model's completion has it, often with the prompt before */
  readonly completed: unknown;
}

function requireAll(sorted: readonly HelmRequest[], {references, where}: HelmRequest): void {
  const found = sorted.map(({reference}) => reference ?? -1);
  const isEach = found.length === references.length && found.every((each, i) => each === i);
  if (isEach) return;
  const expected = `each of ${references.length} references must be asked about once`;
  throw invalidFile(where, expected, `reference_index ${found.join(", ")}`);
}

function optionOf(asked: HelmRequest, i: number): Option {
  const [completion] = completionsOf(asked);
  const logprob = completion?.logprob;
  if (typeof logprob !== "number")
    throw invalidFile(asked.where, "completion must have a logprob", jsonText(logprob));
  return {text: asked.references[i] ?? "", logprob, completed: completion?.text};
}

/** The one prediction of an instance, by its number or its text; none if there are several. */
function predictedOf(
  {query, trainTrial}: HelmRequest,
  options: readonly Option[],
  predictions: HelmPredictions
): Option | undefined {
  const found = predictions.get(choiceKey(query.query_id, trainTrial)) ?? [];
  const [only] = found.length === 1 ? found : [];
  if (typeof only?.reference_index === "number") return options[only.reference_index];
  const predicted = only?.predicted_text;
  if (typeof predicted !== "string") return undefined;
  const matching = options.filter(
    ({text, completed}) => predicted === completed || predicted.trim() === text.trim()
  );
  return matching.length === 1 ? matching[0] : undefined;
}

function likeliest(options: readonly Option[]): Option {
  return options.reduce((best, each) => (each.logprob > best.logprob ? each : best));
}

function choiceNotes(predicted: Option | undefined, model_id: string): IntakeNote[] {
  if (predicted) return [];
  const detail = "the likeliest reference stands for the prediction";
  return [{kind: "note", code: "CHOICE_BY_LOGPROB", model_id, detail}];
}
