import {appendFileSync} from "node:fs";
import {join} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {oneLine} from "../../src/lib/core/oneLine.js";
import {chatChoice} from "../../src/lib/intake/chatChoice.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {isoOfSeconds} from "../../src/lib/intake/isoOfSeconds.js";
import type {Effects} from "../effects.js";
import {fewAtOnce} from "../embed/fewAtOnce.js";
import {isSameModel} from "../embed/httpApi.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {askedModelsPath, askedPath, askedQuestionsPath} from "./askedFiles.js";
import {
  type Asked,
  askedModels,
  contexts,
  replicates,
  sampling,
  type Task,
  tasksOf
} from "./askPlan.js";
import {ChatServer, chatPace} from "./chatServer.js";
import {chosenModels} from "./chosenModels.js";

/** Whom to ask what. */
export interface Asking {
  readonly address: string;
  /** models to ask; where none is named, those the server lists */
  readonly models: readonly string[];
  /** the questions, by id */
  readonly questions: ReadonlyMap<string, string>;
}

/** A server of one machine works on few answers at once, and the last in line must not wait for long. */
const atOnce = 3;

/**
 * Asks the models of a server, and writes each answer as it comes, with who was asked what beside.
 *
 * @param report the report's folder
 * @returns what was asked, in a sentence for the study's description
 * @throws as `ChatServer`; LoaderError for a model the server does not list, and for answers without
 * any text
 */
export async function askServer(
  report: string,
  {address, models, questions}: Asking,
  effects: Effects,
  pace = chatPace
): Promise<string> {
  const server = new ChatServer(address, effects, pace);
  const chosen = await chosenModels(server, models, effects.log);
  const asked = askedModels(chosen);
  const tasks = tasksOf(asked, questions);
  const sentence = described(chosen, asked, questions.size);
  effects.log(oneLine(`${sentence} That makes ${tasks.length} requests.`));
  await writeAsked(report, asked, questions);
  await askAll(server, tasks, join(report, askedPath), effects);
  return sentence;
}

function described(models: readonly string[], asked: readonly Asked[], questions: number): string {
  const under = asked.length / models.length;
  const points =
    under === 1
      ? "each model is a point"
      : `each under ${under} contexts, texts put before every question; a model under a context is a point`;
  return `Answers of ${models.join(", ")}: ${points}. Asked were ${questions} questions, ${replicates} times each, at temperature ${sampling.temperature}, for at most ${sampling.max_tokens} tokens.`;
}

async function writeAsked(
  report: string,
  asked: readonly Asked[],
  questions: ReadonlyMap<string, string>
): Promise<void> {
  const points = asked.map(({model_id, model, context}) => [model_id, model, context]);
  const tables = {
    [askedModelsPath]: formatCsv(["model_id", "model", "context"], points),
    [askedQuestionsPath]: formatCsv(["query_id", "query_text"], [...questions])
  };
  for (const [path, text] of Object.entries(tables))
    await writeAtomically(join(report, path), text);
}

async function askAll(
  server: ChatServer,
  tasks: readonly Task[],
  path: string,
  {log, progress}: Effects
): Promise<void> {
  let [done, withText] = [0, 0];
  const others = new Set<string>();
  progress("answers", 0, tasks.length);
  await fewAtOnce(tasks, atOnce, async (task, signal) => {
    const {answered, ...row} = await ask(server, task, signal);
    signal.throwIfAborted();
    appendFileSync(path, `${JSON.stringify(row)}\n`);
    if (answered !== undefined && !isSameModel(task.model, answered))
      others.add(`${answered} answered where ${task.model} was asked`);
    if (row.response_text?.trim()) withText++;
    progress("answers", ++done, tasks.length);
  });
  for (const other of others) log(oneLine(`! ${other}`));
  if (withText === 0) throw new DataError(`init: answers must have text; got ${done} without any`);
}

/** One answer, as a row of the table that import reads. */
async function ask(server: ChatServer, {model, seed, ...task}: Task, signal: AbortSignal) {
  const system = contexts[task.context];
  const messages = [
    ...(system ? [{role: "system", content: system}] : []),
    {role: "user", content: task.query_text}
  ];
  const {body, sent, choice} = await server.complete({model, messages, ...sampling, seed}, signal);
  const {text, status, finish_reason} = chatChoice(choice, "init: answer");
  const {messages: _, model: __, ...params} = sent;
  return {
    model_id: task.model_id,
    model,
    context: task.context,
    query_id: task.query_id,
    query_text: task.query_text,
    replicate: task.replicate,
    response_text: text,
    status,
    finish_reason,
    created_at: typeof body.created === "number" ? isoOfSeconds(body.created) : null,
    params: {...params, ...(system ? {system} : {})},
    answered: typeof body.model === "string" ? body.model : undefined
  };
}
