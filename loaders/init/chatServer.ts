import {DataError, DomainError, LoaderError} from "../../src/lib/core/errors.js";
import {type JsonRecord, jsonText} from "../../src/lib/intake/readJson.js";
import type {Effects} from "../effects.js";
import {HttpFailure, type Pace, requestJson} from "../embed/httpRequest.js";

/** The environment variable a server's key comes from, and the only place. */
const keyVariable = "OPENAI_API_KEY";

/** A model that is being loaded may need a minute; three attempts are enough to know. */
export const chatPace: Pace = {retries: 2, firstWait: 500, longestWait: 60_000, timeout: 60_000};

/** A chat completion to be asked for. */
export interface ChatRequest extends JsonRecord {
  readonly model: string;
  readonly seed: number;
}

/** What came, and what was asked for it. */
interface Completion {
  readonly body: JsonRecord;
  readonly choice: JsonRecord;
  readonly sent: JsonRecord;
}

/**
 * A server that speaks OpenAI's chat API. The key is sent only once the server has asked for one,
 * and a seed no more once it has refused it, as GPT4All does.
 */
export class ChatServer {
  private key: string | undefined;
  private seeded = true;

  /**
   * @param address with or without `/v1`
   * @throws DomainError for an address that is none or holds more than its path
   */
  constructor(
    address: string,
    private readonly effects: Pick<Effects, "fetch" | "environment">,
    private readonly pace: Pace = chatPace,
    private readonly base = baseOf(address)
  ) {}

  /** Names of the models it lists. @throws LoaderError if it does not answer; DataError for no list */
  async models(): Promise<string[]> {
    // Whether anybody is there should be known at once.
    const body = await this.request("/models", undefined, {...this.pace, retries: 1});
    const data = (body as {data?: unknown} | null)?.data ?? [];
    const names = Array.isArray(data) ? data.map((model) => model?.id) : [undefined];
    if (names.every((name) => typeof name === "string" && name !== "")) return names;
    throw unlike(`${this.base}/models`, "list models by id under data", body);
  }

  /**
   * Asks for a completion.
   *
   * @returns its body and first choice, and the request as it was taken
   * @throws HttpFailure if it does not answer; DataError for an answer without a message
   */
  async complete(request: ChatRequest, signal: AbortSignal): Promise<Completion> {
    const {seed: _, ...unseeded} = request;
    const sent = this.seeded ? request : unseeded;
    try {
      const answer = await this.request("/chat/completions", sent, this.pace, signal);
      return {...this.read(answer), sent};
    } catch (error) {
      if (sent === unseeded || !refusesSeed(error)) throw error;
      this.seeded = false;
      return this.complete(request, signal);
    }
  }

  private read(answer: unknown): Pick<Completion, "body" | "choice"> {
    const body = answer as {choices?: JsonRecord[]} | null;
    const choice = body?.choices?.[0];
    if (body && choice?.message) return {body, choice};
    throw unlike(`${this.base}/chat/completions`, "answer with choices[0].message", answer);
  }

  private async request(
    path: string,
    body: unknown,
    pace: Pace,
    signal?: AbortSignal
  ): Promise<unknown> {
    const {fetch, environment} = this.effects;
    if (!fetch) throw new LoaderError("init: --server must be allowed the network; got none");
    const {key} = this;
    try {
      return await requestJson(this.base + path, body, {fetch, pace, signal, key, verb: "init"});
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.status !== 401) throw error;
      const wanted = environment[keyVariable] || undefined;
      if (key !== undefined || wanted === undefined) throw refusedKey(this.base, error, key);
      this.key = wanted;
      return this.request(path, body, pace, signal);
    }
  }
}

function baseOf(address: string): string {
  const refused = (expected: string) =>
    new DomainError(`init: --server must ${expected}; got another`);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    throw refused("be an address that begins with http:// or https://");
  const {origin, pathname, username, password, search, hash} = new URL(address);
  if (username || password) throw refused("hold no user name or password");
  if (search || hash) throw refused("end with its path");
  const path = pathname.replace(/\/+$/, "");
  return origin + (path || "/v1");
}

function refusedKey(base: string, {detail}: HttpFailure, key: string | undefined): LoaderError {
  const expected = `init: ${base} wants a key, which must be in ${keyVariable}`;
  const got = key === undefined ? "none there" : "one that it refused";
  return new LoaderError(`${expected}; got ${got} (${detail})`);
}

function refusesSeed(error: unknown): boolean {
  const isRefusal = error instanceof HttpFailure && [400, 422].includes(error.status ?? 0);
  return isRefusal && /\bseed\b/i.test(error.detail);
}

function unlike(url: string, expected: string, body: unknown): DataError {
  return new DataError(`init: ${url} must ${expected}; got ${jsonText(body).slice(0, 120)}`);
}
