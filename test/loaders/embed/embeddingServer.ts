import {loopbackServers, type Reply, type Seen} from "../loopbackServer.js";

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
  const start = loopbackServers();
  return (api: "tei" | "ollama" | "openai", misbehave: Misbehaviour = () => undefined) =>
    start((asked) => {
      const texts = [asked.body.input ?? asked.body.inputs ?? []].flat() as string[];
      return misbehave(asked, texts) ?? behave[api](asked, texts);
    });
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
