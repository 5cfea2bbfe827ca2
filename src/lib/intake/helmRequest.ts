import {sha256} from "../core/sha256.js";
import {mostReplicates} from "../schema/study.js";
import {contentText} from "./contentText.js";
import type {HelmRun} from "./helmRun.js";
import {inner} from "./inspectHeader.js";
import {isoOfSeconds} from "./isoOfSeconds.js";
import {asRecord, invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import type {QueryDraft} from "./types.js";

/** One of a run's `request_states`: an instance, the request made of it, and what came back. */
export interface HelmRequest {
  readonly query: QueryDraft & {readonly query_id: string};
  /** which draw of examples for the prompt */
  readonly trainTrial: number;
  /** the replicate of its first completion */
  readonly first: number;
  /** the texts of the instance's references, the correct and the others */
  readonly references: readonly string[];
  /** which reference was asked about, by methods that ask for each */
  readonly reference: number | undefined;
  readonly state: JsonRecord;
  readonly request: JsonRecord;
  /** undefined: the request was not made */
  readonly result: JsonRecord | undefined;
  readonly where: string;
}

/**
 * Reads a request. Replicates count completions within trials within draws of examples.
 *
 * @throws DataError if its instance has no id or text, or a number is none
 */
export function helmRequest(state: JsonRecord, where: string, run: HelmRun): HelmRequest {
  const instance = asRecord(state.instance, where);
  const request = asRecord(state.request, where);
  const result = state.result == null ? undefined : asRecord(state.result, where);
  const trainTrial = whole(state.train_trial_index ?? 0, "train_trial_index", where);
  const perRequest = Math.max(
    1,
    whole(request.num_completions ?? 1, "request.num_completions", where),
    Array.isArray(result?.completions) ? result.completions.length : 0
  );
  const trials = Math.max(1, whole(run.spec.num_trials ?? 1, "adapter_spec.num_trials", where));
  const first = (trainTrial * trials + trialOf(request, trials, run, where)) * perRequest;
  if (first + perRequest > mostReplicates)
    throw invalidFile(where, `replicates must be below ${mostReplicates}`, `${first}`);
  const {reference_index: asked} = state;
  const reference = asked == null ? undefined : whole(asked, "reference_index", where);
  const query = queryOf(instance, run, where);
  const references = referencesOf(instance).map(textOfReference);
  return {query, trainTrial, first, references, reference, state, request, result, where};
}

/** An instance's id within a collection; perturbed, it is another one. @throws DataError if it has none */
export function helmQueryId(
  dataset: string,
  id: unknown,
  perturbation: unknown,
  where: string
): string {
  if (typeof id !== "string" || id === "")
    throw invalidFile(where, "instance id must be text", jsonText(id));
  if (perturbation === undefined || perturbation === null) return `${dataset}/${id}`;
  const name = inner(perturbation, "name");
  if (typeof name === "string" && name !== "") return `${dataset}/${id}#${name}`;
  throw invalidFile(where, "perturbation must have a name", jsonText(perturbation).slice(0, 60));
}

/** What is kept of a request besides its answers; of the prompt, its hash. */
export function extraOf({request, result}: HelmRequest, prompt = promptOf(request)) {
  const {temperature, max_tokens, num_completions, top_p, stop_sequences} = request;
  const params = {temperature, max_tokens, num_completions, top_p, stop_sequences};
  const given = Object.entries(params).filter(([, value]) => value != null);
  const at = result?.request_datetime;
  return {
    prompt_hash: prompt === null ? null : sha256(prompt),
    created_at: typeof at === "number" ? isoOfSeconds(Math.floor(at)) : null,
    params: JSON.stringify(Object.fromEntries(given))
  };
}

/** The prompt as it was sent, messages as their JSON; null if the log has none. */
export function promptOf({prompt, messages}: JsonRecord): string | null {
  if (Array.isArray(messages) && messages.length > 0) return JSON.stringify(messages);
  return typeof prompt === "string" && prompt !== "" ? prompt : null;
}

/** The first trial has the run's own seed or none, later ones their numbers. */
function trialOf({random}: JsonRecord, trials: number, {spec}: HelmRun, where: string): number {
  if (trials === 1 || (random ?? null) === (spec.random ?? null)) return 0;
  const trial = typeof random === "string" && /^\d{1,4}$/.test(random) ? Number(random) : trials;
  if (trial < trials) return trial;
  const expected = `request.random must be the number of one of ${trials} trials`;
  throw invalidFile(where, expected, jsonText(random));
}

function queryOf(instance: JsonRecord, {dataset}: HelmRun, where: string) {
  const query_id = helmQueryId(dataset, instance.id, instance.perturbation, where);
  const correct = referencesOf(instance).filter(isCorrect).map(textOfReference);
  const target = correct.length > 1 ? jsonText(correct) : (correct[0] ?? null);
  return {query_id, query_text: inputText(instance, where), dataset, target};
}

/** The instance's text or, if it is a conversation, what the user said last. */
function inputText({input}: JsonRecord, where: string): string {
  const text = inner(input, "text");
  if (typeof text === "string" && text.trim() !== "") return text;
  const messages = inner(input, "messages");
  const users = Array.isArray(messages) ? messages.filter(isUser) : [];
  const said = contentText(inner(users.at(-1), "content"), where, "instance.input.messages").text;
  if (said !== null && said.trim() !== "") return said;
  throw invalidFile(where, "instance.input.text must not be blank", jsonText(text));
}

function isUser(message: unknown): boolean {
  return inner(message, "role") === "user";
}

function referencesOf({references}: JsonRecord): readonly unknown[] {
  return Array.isArray(references) ? references : [];
}

function isCorrect(reference: unknown): boolean {
  const tags = inner(reference, "tags");
  return Array.isArray(tags) && tags.includes("correct");
}

function textOfReference(reference: unknown): string {
  const text = inner(inner(reference, "output"), "text");
  return typeof text === "string" ? text : "";
}

function whole(value: unknown, field: string, where: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw invalidFile(where, `${field} must be an integer from 0`, jsonText(value));
}
