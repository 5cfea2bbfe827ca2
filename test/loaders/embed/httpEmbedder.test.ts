import {describe, expect, it} from "vitest";
import type {EmbedderAccess} from "../../../loaders/embed/embedderAccess.js";
import {httpEmbedder} from "../../../loaders/embed/httpEmbedder.js";
import type {EmbedderOptions} from "../../../src/lib/schema/study.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {
  embeddingServers,
  limit,
  ollamaTags,
  rawVector,
  teiInfo,
  unitVector,
  width
} from "./embeddingServer.js";

const folder = temporaryFolders();
const serve = embeddingServers();
const pace = {retries: 3, firstWait: 5, longestWait: 5000, timeout: 5000};
const access: EmbedderAccess = {fetch, environment: {}};
const apis = ["tei", "ollama", "openai"] as const;

function options(api: (typeof apis)[number], url: string, further: Partial<EmbedderOptions> = {}) {
  return {name: url, api, ...(api === "tei" ? {} : {model: "mine"}), ...further};
}

function rows(all: Float32Array): number[][] {
  return Array.from({length: all.length / width}, (_, i) => [
    ...all.subarray(i * width, (i + 1) * width)
  ]);
}

function expectRows(found: number[][], expected: number[][]) {
  expect(found).toHaveLength(expected.length);
  found.forEach((row, i) => {
    row.forEach((x, k) => {
      expect(x).toBeCloseTo(expected[i]?.[k] as number, 6);
    });
  });
}

describe.each(apis)("httpEmbedder for %s", (api) => {
  it("gives every text its vector, in order, 32 a request; blank texts are not sent", async () => {
    const {url, seen} = await serve(api);
    const embedder = await httpEmbedder(folder(), options(api, url), access, pace);
    const texts = Array.from({length: 80}, (_, i) => `${i} ${"x".repeat(i % 40)}`);
    texts[40] = " ";
    seen.length = 0;
    const found = rows(await embedder.embed(texts));
    expectRows(
      found,
      texts.map((text) => (text === " " ? [0, 0, 0, 0] : unitVector(text)))
    );
    const posts = seen.filter(({method}) => method === "POST");
    const sizes = posts.map(({body}) => ((body.input ?? body.inputs) as string[]).length);
    expect(sizes.sort((a, b) => b - a)).toEqual([32, 32, 15]);
  });

  it("puts the prefix before a text, and scales only when asked to", async () => {
    const {url} = await serve(api);
    const given = {prefix: "say: ", normalize: false};
    const embedder = await httpEmbedder(folder(), options(api, url, given), access, pace);
    const found = rows(await embedder.embed(["one", ""]));
    const raw = api === "tei" ? rawVector : unitVector;
    expectRows(found, [raw("say: one"), [0, 0, 0, 0]]);
    expect(embedder.id).toContain('prefix="say: " width=4 raw');
  });

  it("names the text that is too long, its neighbours being fine", async () => {
    const {url} = await serve(api);
    const embedder = await httpEmbedder(folder(), options(api, url), access, pace);
    const texts = Array.from({length: 32}, (_, i) => `text ${i}`);
    texts[21] = `A long story${" about a cat".repeat(20)}`;
    const error = await embedder.embed(texts).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(
      /^embed: POST http:.* must take every text; got 4\d\d/
    );
    expect((error as Error).message).toContain(
      '(the text begins "A long story about a cat about a cat ab'
    );
    expect((error as Error).message).not.toContain("\n");
  });

  it("adds to its id all that changes vectors", async () => {
    const {url} = await serve(api);
    const ids = [];
    for (const further of [{}, {prefix: "a"}, {normalize: false}])
      ids.push((await httpEmbedder(folder(), options(api, url, further), access, pace)).id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toMatch(
      {
        tei: /^tei some\/model@0123456789ab float16 mean max=60 prefix="" width=4 l2$/,
        ollama: /^ollama mine@abcdef012345 prefix="" width=4 l2$/,
        openai: /^openai mine at=[0-9a-f]{8} prefix="" width=4 l2$/
      }[api]
    );
    expect(ids[0]).not.toContain("127.0.0.1");
  });

  it("asks the server once and works from the record without a network", async () => {
    const {url, seen} = await serve(api);
    const study = folder();
    const met = await httpEmbedder(study, options(api, url), access, pace);
    const asked = seen.length;
    const known = await httpEmbedder(study, options(api, url), {}, pace);
    expect([known.id, known.width]).toEqual([met.id, width]);
    expect(seen).toHaveLength(asked);
    await expect(known.embed(["a"])).rejects.toThrow("(vantage embed does, with the network)");
    await expect(httpEmbedder(folder(), options(api, url), {}, pace)).rejects.toThrow(
      `embedder: server must have been asked what it serves (vantage embed does, with the network); got no record of ${url}`
    );
  });
});

describe("httpEmbedder, server by server", () => {
  it.each([["tei"], ["ollama"]] as const)(
    "%s is never left to cut texts in silence, and those it cuts on demand are counted",
    async (api) => {
      const {url, seen} = await serve(api);
      const embedder = await httpEmbedder(
        folder(),
        options(api, url, {truncate: true}),
        access,
        pace
      );
      const cut: number[] = [];
      const long = "y".repeat(limit + 5);
      const found = rows(await embedder.embed(["short", long, "other"], (i) => cut.push(i)));
      expect(cut).toEqual([1]);
      expectRows(found, ["short", long.slice(0, limit), "other"].map(unitVector));
      const posts = seen.filter(({method}) => method === "POST");
      expect(posts.map(({body}) => body.truncate).filter((x) => x !== false)).toEqual([true]);
      expect(embedder.id).toMatch(/ cut$/);
    }
  );

  it("asks OpenAI's kind for floats, by name, and for a width", async () => {
    const {url, seen} = await serve("openai");
    const wide = options("openai", `${url}/v1/`, {width: 4});
    await (await httpEmbedder(folder(), wide, access, pace)).embed(["a"]);
    expect(seen.at(-1)).toMatchObject({
      path: "/v1/embeddings",
      body: {model: "mine", encoding_format: "float", dimensions: 4, input: ["a"]}
    });
    const wider = options("openai", url, {width: 8});
    await expect(httpEmbedder(folder(), wider, access, pace)).rejects.toThrow(
      "/v1/embeddings: width must be 8 as asked for; got 4"
    );
  });

  it("sends the key as a bearer token", async () => {
    const {url, seen} = await serve("tei");
    const environment = {VANTAGE_EMBEDDER_API_KEY: "sk-test"};
    const keyed = {...access, environment};
    await (await httpEmbedder(folder(), options("tei", url), keyed, pace)).embed(["a"]);
    expect(new Set(seen.map(({authorization}) => authorization))).toEqual(
      new Set(["Bearer sk-test"])
    );
  });

  it("notices that a server now serves something else, and takes it when asked afresh", async () => {
    let sha = teiInfo.model_sha;
    const {url} = await serve("tei", ({path}) =>
      path === "/info" ? {json: {...teiInfo, model_sha: sha}} : undefined
    );
    const study = folder();
    await httpEmbedder(study, options("tei", url), access, pace);
    sha = "9".repeat(40);
    const later = await httpEmbedder(study, options("tei", url), access, pace);
    await expect(later.embed(["a"])).rejects.toThrow(
      /^embed: server must serve what it served before, tei some\/model@0123456789ab .*; got tei some\/model@999999999999 .* \(vantage embed takes it as it is now\)$/
    );
    const fresh = await httpEmbedder(study, options("tei", url), {...access, fresh: true}, pace);
    expect(fresh.id).toContain("@999999999999");
    expect((await httpEmbedder(study, options("tei", url), {}, pace)).id).toBe(fresh.id);
  });

  it("says which models Ollama has, and what TEI serves instead", async () => {
    const {url} = await serve("ollama");
    const none = {...options("ollama", url), model: "none"};
    await expect(httpEmbedder(folder(), none, access, pace)).rejects.toThrow(
      `embed: model must be one Ollama has, ${ollamaTags.map(({name}) => name).join(", ")}; got none`
    );
    const tei = await serve("tei");
    const other = options("tei", tei.url, {model: "another/model"});
    await expect(httpEmbedder(folder(), other, access, pace)).rejects.toThrow(
      "embed: model of the server must be another/model; got some/model"
    );
  });

  it.each([
    [{}, "embedder: api of a server must be one of tei, ollama, openai; got none"],
    [{api: "openai"}, "embedder: model must be given for api openai; got none"],
    [{api: "openai", model: "m", truncate: true}, "embedder: api openai must have no truncate"],
    [{api: "tei", name: "http://me:secret@host"}, "hold no user name or password; got another"],
    [{api: "tei", name: "http://host/?key=secret"}, "end with its path; got another"]
  ] as const)("refuses %j", async (given, message) => {
    const all: EmbedderOptions = {name: "http://127.0.0.1:1", ...given};
    const error = await httpEmbedder(folder(), all, access, pace).catch((thrown: Error) => thrown);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("secret");
  });
});
