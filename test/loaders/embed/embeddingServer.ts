import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {afterEach} from "vitest";

/** One request as a server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
  readonly at: number;
}

type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  /** sent instead of JSON */
  readonly text?: string;
  /** the connection is torn instead */
  readonly reset?: boolean;
  /** the connection is left open and nothing is said */
  readonly silent?: boolean;
};

/** What a server says, given what it was asked; undefined: it behaves. */
export type Misbehaviour = (seen: Seen, texts: readonly string[]) => Reply | undefined;

export const width = 4;
/** Texts of more letters than this are too long for the servers. */
export const limit = 60;

/** The vector a server gives a text: not of length 1, different for different lengths. */
export function rawVector(text: string): number[] {
  return [text.length, 1, text.charCodeAt(0) / 64, 2];
}

export function unitVector(text: string): number[] {
  const raw = rawVector(text);
  const size = Math.hypot(...raw);
  return raw.map((x) => x / size);
}

/** Starts servers on the loopback that behave like the real ones; they end with the test. */
export function embeddingServers() {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });
  return async (api: "tei" | "ollama" | "openai", misbehave: Misbehaviour = () => undefined) => {
    const seen: Seen[] = [];
    const server = createServer(async (request, response) => {
      const asked = await readRequest(request);
      seen.push(asked);
      const texts = [asked.body.input ?? asked.body.inputs ?? []].flat() as string[];
      send(response, misbehave(asked, texts) ?? behave[api](asked, texts));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const {port} = server.address() as AddressInfo;
    return {seen, url: `http://127.0.0.1:${port}`};
  };
}

async function readRequest(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    authorization: request.headers.authorization,
    body: text === "" ? {} : JSON.parse(text),
    at: performance.now()
  };
}

function send(
  response: ServerResponse,
  {status = 200, headers, json, text, reset, silent}: Reply
): void {
  if (silent) return;
  if (reset) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(status, {"content-type": "application/json", ...headers});
  response.end(text ?? JSON.stringify(json));
}

const notFound: Reply = {status: 404, json: {error: "no such path"}};

const behave: Record<"tei" | "ollama" | "openai", (seen: Seen, texts: readonly string[]) => Reply> =
  {
    tei({path, body}, texts) {
      if (path === "/info") return {json: teiInfo};
      if (path !== "/embed") return notFound;
      const refused = (error: string) => ({status: 413, json: {error, error_type: "Validation"}});
      if (texts.length > 32) return refused("batch size > maximum allowed batch size 32");
      if (!body.truncate && texts.some((text) => text.length > limit))
        return refused("`inputs` must have less than 60 tokens. Given: 99");
      const vector = body.normalize ? unitVector : rawVector;
      return {json: texts.map((text) => vector(text.slice(0, limit)))};
    },
    ollama({path, body}, texts) {
      if (path === "/api/tags") return {json: {models: ollamaTags}};
      if (path !== "/api/embed") return notFound;
      // as Ollama does: without the switch the end of the text is dropped in silence
      if (body.truncate === false && texts.some((text) => text.length > limit))
        return {status: 400, json: {error: "the input length exceeds the context length"}};
      const vectors = texts.map((text) => unitVector(text.slice(0, limit)));
      return {json: {model: body.model, embeddings: vectors}};
    },
    openai({path, body}, texts) {
      if (path !== "/v1/embeddings") return notFound;
      if (texts.some((text) => text.length > limit)) {
        const message = "This model's maximum context length is 60 tokens";
        return {status: 400, json: {error: {message, type: "invalid_request_error"}}};
      }
      const data = texts.map((text, index) => ({index, embedding: unitVector(text)}));
      return {json: {object: "list", model: body.model, data: [...data].reverse()}};
    }
  };

export const teiInfo = {
  model_id: "some/model",
  model_sha: "0123456789abcdef0123456789abcdef01234567",
  model_dtype: "float16",
  model_type: {embedding: {pooling: "mean"}},
  max_input_length: limit,
  max_client_batch_size: 32
};

export const ollamaTags = [
  {name: "other:latest", digest: "f".repeat(64)},
  {name: "mine:latest", digest: "abcdef0123456789".repeat(4)}
];
