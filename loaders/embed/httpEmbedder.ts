import {readFile} from "node:fs/promises";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {EmbedderOptions} from "../../src/lib/schema/study.js";
import {contentKey} from "../store/contentKey.js";
import {storePath} from "../store/ledger.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {absent, type EmbedderAccess} from "./embedderAccess.js";
import {embedOverHttp, type HttpServer} from "./embedOverHttp.js";
import {httpApis, isSameModel, otherModel} from "./httpApi.js";
import {type Pace, requestJson, usualPace} from "./httpRequest.js";
import {type HttpSettings, httpSettings} from "./httpSettings.js";

/** The environment variable an API key comes from, and the only place. */
export const keyVariable = "VANTAGE_EMBEDDER_API_KEY";

/** What a server was found to serve: all an embedder must know before a text comes. */
interface Identity {
  readonly id: string;
  readonly name: string;
  readonly width: number;
}

/**
 * An embedder that asks a server: TEI, Ollama, or one that speaks OpenAI's embeddings. What the
 * server serves is asked once and kept in the study's store, so that what is embedded can be used
 * without it; before anything is embedded, and with `access.fresh`, it is asked again.
 *
 * @throws DomainError as `httpSettings`; LoaderError without network for a server that was never
 * asked; from `embed` HttpFailure for a server that does not answer, DataError for an answer that is
 * none and for a text over the limit, LoaderError for another model than was recorded
 */
export async function httpEmbedder(
  studyDirectory: string,
  options: EmbedderOptions,
  access: EmbedderAccess,
  pace: Pace = usualPace
): Promise<Embedder> {
  const settings = httpSettings(options);
  const path = storePath(studyDirectory, "embedders", `${contentKey(settings).slice(0, 16)}.json`);
  let server: HttpServer | undefined;
  let identity = access.fresh && access.fetch ? undefined : await recorded(path);
  if (identity === undefined) {
    server = await meet(settings, access, pace);
    identity = identityOf(settings, server);
    await writeAtomically(path, `${JSON.stringify(identity, null, 2)}\n`);
  }
  const {id, name, width} = identity;
  return {
    id,
    name,
    width,
    lexical: false,
    content: ({response_text}) => response_text,
    async embed(texts, cut = () => {}) {
      server ??= await meet(settings, access, pace);
      requireSame(identityOf(settings, server), id);
      return embedOverHttp(server, settings, texts, cut);
    }
  };
}

async function recorded(path: string): Promise<Identity | undefined> {
  try {
    const {id, name, width} = JSON.parse(await readFile(path, "utf8"));
    const whole = typeof id === "string" && typeof name === "string" && Number.isInteger(width);
    return whole ? {id, name, width} : undefined;
  } catch {
    return undefined;
  }
}

function requireSame({id}: Identity, wanted: string): void {
  if (id === wanted) return;
  const expected = `embed: server must serve what it served before, ${wanted}`;
  throw new LoaderError(`${expected}; got ${id} (vantage embed takes it as it is now)`);
}

/** Asks a server what it serves, and for the vector of a word, for its width and its model. */
async function meet(
  settings: HttpSettings,
  {fetch, environment}: EmbedderAccess,
  pace: Pace
): Promise<HttpServer> {
  const {base, width, model} = settings;
  if (!fetch) throw absent("server must have been asked what it serves", `no record of ${base}`);
  const api = httpApis[settings.api];
  const line = {fetch, pace, key: environment?.[keyVariable] || undefined};
  const served = await api.identity(model, (path) => requestJson(base + path, undefined, line));
  const url = base + api.path;
  const body = api.body({...settings, texts: ["width"], truncate: false});
  const answer = await requestJson(url, body, line);
  const [vector] = api.vectors(answer, url);
  const found = Array.isArray(vector) ? vector.length : 0;
  if (found === 0) throw new DataError(`${url}: vector must be a list of numbers; got none`);
  if (width !== undefined && width !== found)
    throw new DataError(`${url}: width must be ${width} as asked for; got ${found}`);
  const answered = api.model(answer);
  if (model !== undefined && answered !== undefined && !isSameModel(model, answered))
    throw otherModel(model, answered);
  return {api, url, line, served, answered, width: found};
}

/** Everything a vector depends on besides the text. An address shows only as a hash. */
function identityOf(
  {api, base, prefix, normalize, truncate, model}: HttpSettings,
  {served, answered, width}: HttpServer
): Identity {
  const also = answered !== undefined && api === "openai" && answered !== model;
  const id = [
    api,
    ...served.words,
    ...(also ? [`answers-as=${answered}`] : []),
    ...(served.pinned ? [] : [`at=${contentKey(base).slice(0, 8)}`]),
    `prefix=${JSON.stringify(prefix)}`,
    `width=${width}`,
    normalize ? "l2" : "raw",
    ...(truncate ? ["cut"] : [])
  ].join(" ");
  return {id, name: served.name, width};
}
