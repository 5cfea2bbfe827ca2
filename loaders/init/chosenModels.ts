import {LoaderError} from "../../src/lib/core/errors.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import type {Effects} from "../effects.js";
import {isSameModel} from "../embed/httpApi.js";
import {HttpFailure} from "../embed/httpRequest.js";
import type {ChatServer} from "./chatServer.js";

const mostModels = 8;

/** What a server lists; those named, where it keeps no list. */
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

/**
 * The models to ask: those that are named, else the first that are listed.
 *
 * @param log told how many of those listed are asked
 * @throws LoaderError for a name that is not listed, and where there is none to ask
 */
export async function chosenModels(
  server: ChatServer,
  named: readonly string[],
  log: Effects["log"]
): Promise<string[]> {
  const listed = await listedBy(server, named);
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
