import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {asRecord, type JsonRecord, jsonText} from "../../src/lib/intake/readJson.js";

/** What is asked of a server with some texts. */
export interface EmbedRequest {
  readonly texts: readonly string[];
  readonly model: string | undefined;
  readonly width: number | undefined;
  readonly normalize: boolean;
  /** lets the server cut a text that is too long */
  readonly truncate: boolean;
}

/** Which model a server serves. */
export interface Served {
  /** for people */
  readonly name: string;
  /** all that is known of the model, as words of an embedder's id */
  readonly words: readonly string[];
  /** whether `words` pin the weights; else the address is part of the id */
  readonly pinned: boolean;
  /** texts the server takes at once, if it says so */
  readonly batch?: number | undefined;
}

/** One kind of embedding server. */
export interface HttpApi {
  readonly path: string;
  /** whether a text may be cut on demand */
  readonly truncates: boolean;
  /** @param get the JSON of an address below the server's */
  identity(model: string | undefined, get: (path: string) => Promise<unknown>): Promise<Served>;
  body(request: EmbedRequest): JsonRecord;
  /** the vectors of an answer in the order of the texts, not yet checked themselves */
  vectors(answer: unknown, where: string): readonly unknown[];
  /** the model an answer says it is from */
  model(answer: unknown): string | undefined;
}

const teiApi: HttpApi = {
  path: "/embed",
  truncates: true,
  async identity(model, get) {
    const info = asRecord(await get("/info"), "/info");
    const {model_id, model_sha, model_dtype, max_input_length} = info;
    if (typeof model_id !== "string" || !Number.isSafeInteger(max_input_length)) {
      const expected = "embed: /info of a TEI server must give model_id and max_input_length";
      throw new DataError(`${expected}; got ${jsonText(info).slice(0, 120)}`);
    }
    if (model !== undefined && model !== model_id) throw otherModel(model, model_id);
    const sha = typeof model_sha === "string" && model_sha !== "" ? model_sha : undefined;
    const kind = asMaybe(asMaybe(info.model_type)?.embedding)?.pooling ?? info.model_pooling;
    return {
      name: model_id,
      words: [
        sha === undefined ? model_id : `${model_id}@${sha.slice(0, 12)}`,
        ...[model_dtype, kind].filter((word) => typeof word === "string"),
        `max=${max_input_length}`
      ],
      pinned: sha !== undefined,
      batch: positive(info.max_client_batch_size)
    };
  },
  body: ({texts, width, normalize, truncate}) => ({
    inputs: texts,
    normalize,
    truncate,
    ...(width === undefined ? {} : {dimensions: width})
  }),
  vectors: (answer, where) => list(answer, where),
  model: () => undefined
};

const ollamaApi: HttpApi = {
  path: "/api/embed",
  truncates: true,
  async identity(model = "", get) {
    const {models} = asRecord(await get("/api/tags"), "/api/tags");
    const tags = list(models, "/api/tags").map((tag) => asRecord(tag, "/api/tags"));
    const found = tags.find(({name}) => typeof name === "string" && sameTag(name, model));
    if (typeof found?.digest === "string")
      return {
        name: model,
        words: [`${withoutLatest(model)}@${found.digest.replace(/^sha256:/, "").slice(0, 12)}`],
        pinned: true
      };
    const names = tags.map(({name}) => String(name)).join(", ");
    throw new LoaderError(
      `embed: model must be one Ollama has, ${names || "and it has none"}; got ${model}`
    );
  },
  body: ({texts, model, width, truncate}) => ({
    model,
    input: texts,
    truncate,
    ...(width === undefined ? {} : {dimensions: width})
  }),
  vectors: (answer, where) => list(asRecord(answer, where).embeddings, where),
  model: modelOf
};

const openaiApi: HttpApi = {
  path: "/v1/embeddings",
  truncates: false,
  async identity(model = "") {
    return {name: model, words: [model], pinned: false};
  },
  body: ({texts, model, width}) => ({
    model,
    input: texts,
    encoding_format: "float",
    ...(width === undefined ? {} : {dimensions: width})
  }),
  vectors(answer, where) {
    const data = list(asRecord(answer, where).data, where).map((item) => asRecord(item, where));
    const ordered = new Map(data.map(({index, embedding}) => [index, embedding]));
    return data.map((_, i) => {
      if (ordered.has(i)) return ordered.get(i);
      const got = data.map(({index}) => jsonText(index)).join(", ");
      throw new DataError(`${where}: index must be each of 0 to ${data.length - 1}; got ${got}`);
    });
  },
  model: modelOf
};

/** The servers known, by the `api` of an embedder. */
export const httpApis = {tei: teiApi, ollama: ollamaApi, openai: openaiApi} as const;

/** Whether a model's name in an answer is the one asked for, perhaps told more exactly. */
export function isSameModel(asked: string, answered: string): boolean {
  const [a, b] = [withoutLatest(asked), withoutLatest(answered)];
  return a === b || b.endsWith(`/${a}`) || /^[-:@]/.test(b.startsWith(a) ? b.slice(a.length) : "");
}

/** The error for a server that serves another model than it should. */
export function otherModel(asked: string, answered: string): LoaderError {
  return new LoaderError(`embed: model of the server must be ${asked}; got ${answered}`);
}

function sameTag(a: string, b: string): boolean {
  return withoutLatest(a) === withoutLatest(b);
}

function withoutLatest(name: string): string {
  return name.replace(/:latest$/, "");
}

function modelOf(answer: unknown): string | undefined {
  const model = asMaybe(answer)?.model;
  return typeof model === "string" && model !== "" ? model : undefined;
}

function asMaybe(value: unknown): JsonRecord | undefined {
  return typeof value === "object" && value !== null ? (value as JsonRecord) : undefined;
}

function positive(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new DataError(
    `${where}: answer must hold a list of vectors; got ${jsonText(value).slice(0, 80)}`
  );
}
