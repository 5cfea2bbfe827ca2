import {loopbackServers, type Reply, type Seen} from "../loopbackServer.js";

/** A chat request as the server saw it. */
export interface Chat {
  readonly model: string;
  readonly system: string;
  readonly question: string;
  readonly seed: number | undefined;
}

/** What a server says to a request; undefined: it behaves. */
export type Misbehaviour = (seen: Seen, chat: Chat) => Reply | undefined;

/** Starts servers of the given models that speak OpenAI's chat API. */
export function chatServers() {
  const start = loopbackServers();
  return (models: readonly string[], misbehave: Misbehaviour = () => undefined) =>
    start((seen) => {
      const chat = chatOf(seen);
      return misbehave(seen, chat) ?? behave(models, seen, chat);
    });
}

function chatOf({body}: Seen): Chat {
  const messages = (body.messages ?? []) as {role: string; content: string}[];
  const said = (role: string) => messages.find((message) => message.role === role)?.content ?? "";
  const {model, seed} = body as {model: string; seed?: number};
  return {model, seed, system: said("system"), question: said("user")};
}

function behave(models: readonly string[], {method, path}: Seen, chat: Chat): Reply {
  if (method === "GET" && path === "/v1/models")
    return {json: {object: "list", data: models.map((id) => ({id, object: "model"}))}};
  if (method !== "POST" || path !== "/v1/chat/completions") return error(404, "no such path");
  if (!models.includes(chat.model)) return error(404, `model "${chat.model}" not found`);
  return completion(chat.model, answerOf(chat));
}

/** Differs by model, by what was put before the question, by question and, through the seed, each time. */
export function answerOf({model, system, question, seed = 0}: Chat): string {
  return `${model} says ${system.toLowerCase()} ${question.slice(0, -1)}: ${"so ".repeat(seed % 3)}it is.`;
}

export function completion(model: string, content: unknown, finish_reason = "stop"): Reply {
  const choices = [{index: 0, message: {role: "assistant", content}, finish_reason}];
  return {json: {object: "chat.completion", created: 1_700_000_000, model, choices}};
}

export function error(status: number, message: string, headers = {}): Reply {
  return {status, headers, json: {error: {message, type: "invalid_request_error"}}};
}
