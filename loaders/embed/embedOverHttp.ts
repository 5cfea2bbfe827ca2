import {DataError} from "../../src/lib/core/errors.js";
import {jsonText} from "../../src/lib/intake/readJson.js";
import {fewAtOnce} from "./fewAtOnce.js";
import {type HttpApi, otherModel, type Served} from "./httpApi.js";
import {HttpFailure, isTooLong, type Line, requestJson} from "./httpRequest.js";
import type {HttpSettings} from "./httpSettings.js";

/** A server that has said what it serves. */
export interface HttpServer {
  readonly api: HttpApi;
  readonly url: string;
  readonly line: Line;
  readonly served: Served;
  /** the model its answers say they are from */
  readonly answered: string | undefined;
  readonly width: number;
}

const [largestBatch, atOnce] = [32, 4];

/**
 * Vectors of texts from a server, row-major, a few requests at once; the first failure ends the
 * others. Blank texts are the zero vector and are not sent. A batch the server refuses is halved, so
 * that an error names the text it is about; with `truncate`, only texts that are found to be too
 * long are sent to be cut.
 *
 * @param cut told the position of each text of which only the beginning counts
 * @throws HttpFailure; DataError for a text the server does not take, named with its beginning, and
 * for an answer without one finite vector of the right width for each text
 */
export async function embedOverHttp(
  server: HttpServer,
  settings: HttpSettings,
  texts: readonly string[],
  cut: (index: number) => void
): Promise<Float32Array> {
  const {width, served} = server;
  const out = new Float32Array(texts.length * width);
  const places = texts.map((_, i) => i).filter((i) => (texts[i] as string).trim() !== "");
  const size = Math.min(largestBatch, served.batch ?? largestBatch);
  const batches: number[][] = [];
  for (let from = 0; from < places.length; from += size)
    batches.push(places.slice(from, from + size));
  await fewAtOnce(batches, atOnce, (batch, signal) => {
    const line = {...server.line, signal};
    return embedBatch({server: {...server, line}, settings, texts, cut, out}, batch);
  });
  return out;
}

interface Task {
  readonly server: HttpServer;
  readonly settings: HttpSettings;
  readonly texts: readonly string[];
  readonly cut: (index: number) => void;
  readonly out: Float32Array;
}

async function embedBatch(task: Task, places: readonly number[], truncate = false): Promise<void> {
  try {
    await request(task, places, truncate);
  } catch (error) {
    if (!(error instanceof HttpFailure) || !concernsTexts(error)) throw error;
    const [first] = places as [number];
    if (places.length > 1) {
      const middle = Math.ceil(places.length / 2);
      await embedBatch(task, places.slice(0, middle));
      await embedBatch(task, places.slice(middle));
    } else if (task.settings.truncate && !truncate && isTooLong(error.detail)) {
      await embedBatch(task, places, true);
      task.cut(first);
    } else throw refusedText(error, task, first);
  }
}

/** Refusals that another text, or fewer of them, might not meet. */
function concernsTexts({status, detail}: HttpFailure): boolean {
  return [400, 413, 422].includes(status ?? 0) || ((status ?? 0) >= 500 && isTooLong(detail));
}

function refusedText({status, detail}: HttpFailure, {server, texts}: Task, i: number): DataError {
  const begins = JSON.stringify((texts[i] as string).slice(0, 40));
  const advice =
    server.api.truncates && isTooLong(detail) ? "; set truncate: true to allow cutting it" : "";
  const expected = `embed: POST ${server.url} must take every text`;
  return new DataError(
    `${expected}; got ${status}: ${detail} (the text begins ${begins}${advice})`
  );
}

async function request(task: Task, places: readonly number[], truncate: boolean): Promise<void> {
  const {server, settings, texts, out} = task;
  const {api, url, line, width, answered} = server;
  const {prefix, model, normalize} = settings;
  const sent = places.map((i) => prefix + texts[i]);
  const body = api.body({texts: sent, model, width: settings.width, normalize, truncate});
  const answer = await requestJson(url, body, line);
  const now = api.model(answer);
  if (now !== answered) throw otherModel(answered ?? "unnamed", now ?? "unnamed");
  const vectors = api.vectors(answer, url);
  if (vectors.length !== places.length)
    throw new DataError(
      `${url}: vectors must be as many as texts, ${places.length}; got ${vectors.length}`
    );
  places.forEach((place, i) => {
    const vector = checked(vectors[i], width, url);
    const size = normalize ? Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) : 1;
    vector.forEach((x, k) => {
      out[place * width + k] = size === 0 ? 0 : x / size;
    });
  });
}

function checked(vector: unknown, width: number, url: string): readonly number[] {
  if (!Array.isArray(vector))
    throw new DataError(
      `${url}: vector must be a list of numbers; got ${jsonText(vector).slice(0, 40)}`
    );
  if (vector.length !== width)
    throw new DataError(`${url}: width must be ${width} for every text; got ${vector.length}`);
  const bad = vector.find((x) => !Number.isFinite(Math.fround(x)) || typeof x !== "number");
  if (bad === undefined && !vector.includes(undefined)) return vector as readonly number[];
  throw new DataError(`${url}: vector must be finite numbers; got ${jsonText(bad)}`);
}
