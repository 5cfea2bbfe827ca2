import {appendFileSync} from "node:fs";
import {join} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {chatChoice} from "../../src/lib/intake/chatChoice.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {isoOfSeconds} from "../../src/lib/intake/isoOfSeconds.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import type {Effects} from "../effects.js";
import {fewAtOnce} from "../embed/fewAtOnce.js";
import {isSameModel} from "../embed/httpApi.js";
import {HttpFailure} from "../embed/httpRequest.js";
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
const mostModels = 8;

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
  const chosen = chosenModels(models, await listedBy(server, models), effects.log);
  const asked = askedModels(chosen);
  const tasks = tasksOf(asked, questions);
  const sentence = described(chosen, asked, questions.size);
  effects.log(`${sentence} That makes ${tasks.length} requests.`);
  await writeAsked(report, asked, questions);
  await askAll(server, tasks, join(report, askedPath), effects);
  return sentence;
}

/** What a server lists; nothing where it keeps no list and is asked for models by name. */
async function listedBy(server: ChatServer, named: readonly string[]): Promise<string[]> {
  try {
    return await server.models();
  } catch (error) {
    const isUnlisted = error instanceof HttpFailure && error.status === 404;
    if (isUnlisted && named.length > 0) return [...named];
    throw error;
  }
}

/** Lists hold models that do not chat; only their names tell. */
const notForChat = /embed|rerank|whisper|minilm|\bbge-/i;

function chosenModels(
  named: readonly string[],
  listed: readonly string[],
  log: Effects["log"]
): string[] {
  const unknown = named.find((name) => !listed.some((other) => isSameModel(name, other)));
  if (unknown !== undefined)
    throw new LoaderError(
      `init: --model must be one the server lists, ${listed.join(", ") || "and it lists none"}; got ${unknown}${suggestion(unknown, listed)}`,
      {exitCode: 2}
    );
  if (named.length > 0) return [...new Set(named)];
  const chat = [...new Set(listed)].filter((name) => !notForChat.test(name));
  if (chat.length === 0)
    throw new LoaderError(
      `init: server must list a model that chats; got ${listed.join(", ") || "none"}`
    );
  const chosen = chat.slice(0, mostModels);
  if (chosen.length < listed.length)
    log(`the server lists ${listed.length} models: ${chosen.length} are asked (see --model)`);
  return chosen;
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
  for (const other of others) log(`! ${other}`);
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
