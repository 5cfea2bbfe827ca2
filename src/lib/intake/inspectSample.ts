import {sha256} from "../core/sha256.js";
import {mostReplicates} from "../schema/study.js";
import type {ResponseStatus} from "../schema/tables.js";
import {type InspectMessage, messageOf, promptOf, queryOf, resolved} from "./inspectContent.js";
import {type InspectHeader, inner} from "./inspectHeader.js";
import {inspectScores} from "./inspectScores.js";
import {invalidFile, type JsonRecord, jsonText} from "./readJson.js";
import type {IntakeNote, IntakeRow, QueryDraft, ResponseDraft} from "./types.js";

/**
 * The rows of one sample of an Inspect log: an answer for every choice, its scores, the hash of the
 * system prompt, and notes of what was left out. All or nothing: scores without their answer say
 * nothing.
 *
 * @throws DataError if the sample has no id, epoch or input, or an attachment is missing
 */
export function inspectSample(sample: JsonRecord, header: InspectHeader, where: string) {
  const {model} = header;
  const asked = queryOf(sample, where);
  const prompt = promptOf(sample, where);
  const query = queryDraft(sample, asked.text, header, where);
  const first = firstReplicate(sample, header, where);
  const answers = answersOf(sample, where);
  const extra = extraOf(sample, prompt, header);
  const rows: IntakeRow[] = answers.map(
    ({text, reason}, i): ResponseDraft => ({
      kind: "response",
      model_id: model,
      query,
      replicate: first + i,
      response_text: text,
      status: statusOf(sample, reason),
      extra: {...extra, finish_reason: reason},
      source_ref: where
    })
  );
  const answer = {model_id: model, query_id: query.query_id ?? null, replicate: first};
  rows.push(...inspectScores(sample.scores, answer), ...systemPrompt(prompt, header));
  rows.push(...notes(sample, model, asked, answers));
  return rows;
}

interface Answer {
  /** null: there is none */
  readonly text: string | null;
  readonly reason: string | null;
  readonly leftOut: readonly string[];
}

function choicesOf(sample: JsonRecord): readonly unknown[] {
  const choices = inner(sample.output, "choices");
  return Array.isArray(choices) ? choices : [];
}

function answersOf(sample: JsonRecord, where: string): Answer[] {
  const completion = inner(sample.output, "completion");
  const whole = typeof completion === "string" && completion !== "" ? completion : undefined;
  const choices = choicesOf(sample).map((choice, i): Answer => {
    const reason = inner(choice, "stop_reason");
    const found = messageOf(inner(choice, "message"), sample, where);
    const text = i === 0 && whole ? resolved(whole, sample, where) : found.text;
    return {text, reason: typeof reason === "string" ? reason : null, leftOut: found.leftOut};
  });
  if (choices.length > 0) return choices;
  const text = whole === undefined ? null : resolved(whole, sample, where);
  // An answer that failed is one, without a text.
  return [{text: text ?? (failed(sample) ? "" : null), reason: null, leftOut: []}];
}

function failed(sample: JsonRecord): boolean {
  return sample.error != null || inner(sample.output, "error") != null;
}

const statuses: ReadonlyMap<string, ResponseStatus> = new Map([
  ["max_tokens", "truncated"],
  ["model_length", "truncated"],
  ["content_filter", "refused"]
]);

function statusOf(sample: JsonRecord, reason: string | null): ResponseStatus | undefined {
  return failed(sample) ? "error" : statuses.get(reason ?? "");
}

function queryDraft(
  sample: JsonRecord,
  query_text: string,
  {task}: InspectHeader,
  where: string
): QueryDraft {
  const {id, target} = sample;
  if (!(Number.isInteger(id) || (typeof id === "string" && id !== "")))
    throw invalidFile(where, "id must be an integer or text", jsonText(id));
  const list = Array.isArray(target) && target.length === 1 ? target[0] : target;
  const wanted = typeof list === "string" || list == null ? list : jsonText(list);
  return {query_id: `${task}/${id}`, query_text, dataset: task, target: wanted || null};
}

/** Epochs hold as many replicates as choices were asked for, also where one gave fewer. */
function firstReplicate(sample: JsonRecord, {config}: InspectHeader, where: string): number {
  const {epoch} = sample;
  const asked = typeof config.num_choices === "number" ? config.num_choices : 1;
  const width = Math.max(1, asked, choicesOf(sample).length);
  const isEpoch = typeof epoch === "number" && Number.isInteger(epoch) && epoch >= 1;
  if (isEpoch && epoch * width <= mostReplicates) return (epoch - 1) * width;
  const expected = `epoch must be an integer from 1 to ${Math.floor(mostReplicates / width)}`;
  throw invalidFile(where, expected, jsonText(epoch));
}

function extraOf(sample: JsonRecord, prompt: readonly InspectMessage[], {config}: InspectHeader) {
  const messages = prompt.map(({role, text}) => ({role, content: text}));
  const params = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    // Without the messages' ids, which are random: equal prompts have equal hashes.
    prompt_hash: sha256(JSON.stringify(messages)),
    created_at: typeof sample.completed_at === "string" ? sample.completed_at : null,
    params: JSON.stringify(Object.fromEntries(params))
  };
}

function* systemPrompt(prompt: readonly InspectMessage[], header: InspectHeader) {
  const texts = prompt.filter(({role}) => role === "system").map(({text}) => text);
  if (texts.length === 0) return;
  const {model: model_id, task: dataset} = header;
  const value = sha256(texts.join("\n"));
  yield {kind: "setup", model_id, dataset, name: "system_prompt", value} as const;
}

function* notes(
  sample: JsonRecord,
  model_id: string,
  asked: InspectMessage,
  answers: readonly Answer[]
): Generator<IntakeNote> {
  const actual = inner(sample.output, "model");
  if (
    typeof actual === "string" &&
    !["", model_id].includes(actual) &&
    !model_id.endsWith(`/${actual}`)
  )
    yield {kind: "note", code: "MODEL_DIFFERS", model_id, detail: actual};
  for (const type of asked.leftOut)
    yield {kind: "note", code: "QUERY_PART_LEFT_OUT", model_id, detail: type};
  for (const type of answers.flatMap(({leftOut}) => leftOut))
    yield {kind: "note", code: "ANSWER_PART_LEFT_OUT", model_id, detail: type};
}
