import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {embedStudy} from "../../../loaders/embed/embedStudy.js";
import {httpEmbedder} from "../../../loaders/embed/httpEmbedder.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import {answers, importAnswers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {embeddingServers, type Misbehaviour, unitVector} from "./embeddingServer.js";

const folder = temporaryFolders();
const serve = embeddingServers();
const pace = {retries: 3, firstWait: 5, longestWait: 5000, timeout: 5000};
const key = "sk-very-secret-4711";
const access = {fetch, environment: {VANTAGE_EMBEDDER_API_KEY: key}};

/** A server that behaves until the embedder knows it, then as said. */
async function opened(misbehave: Misbehaviour, given: Partial<typeof pace> = {}) {
  let known = false;
  const {url, seen} = await serve("openai", (...asked) =>
    known ? misbehave(...asked) : undefined
  );
  const options = {name: url, api: "openai", model: "mine"} as const;
  const embedder = await httpEmbedder(folder(), options, access, {...pace, ...given});
  known = true;
  seen.length = 0;
  return {embedder, seen, url};
}

/** So many bad replies, then good ones. */
function first(times: number, reply: ReturnType<Misbehaviour>): Misbehaviour {
  let left = times;
  return () => (left-- > 0 ? reply : undefined);
}

const texts = ["one", "three", "seven"];
const item = (text: string, index: unknown) => ({index, embedding: unitVector(text)});
const answer = (data: unknown, model = "mine") => ({json: {model, data}});

describe("httpEmbedder with a server that recovers", () => {
  it.each([
    ["500 twice", first(2, {status: 500, json: {error: "oops"}}), 3],
    ["503 while it loads", first(1, {status: 503, text: "Loading model"}), 2],
    ["a reset", first(1, {reset: true}), 2],
    ["JSON cut off with 200", first(2, {text: '{"data": [{"index": 0, "embe'}), 3]
  ])("asks again after %s", async (_, misbehave, requests) => {
    const {embedder, seen} = await opened(misbehave);
    const found = await embedder.embed(texts);
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(texts.flatMap(unitVector)[i] as number, 6);
    });
    expect(seen).toHaveLength(requests);
  });

  it("waits as long as Retry-After says", async () => {
    const headers = {"retry-after": "1"};
    const {embedder, seen} = await opened(first(2, {status: 429, headers, json: {error: "slow"}}));
    await embedder.embed(texts);
    const times = seen.map(({at}) => at);
    expect(times).toHaveLength(3);
    for (const k of [1, 2])
      expect((times[k] as number) - (times[k - 1] as number)).toBeGreaterThan(990);
  });

  it("takes vectors in the order of their index", async () => {
    const {embedder} = await opened((_, asked) =>
      answer([2, 0, 1].map((i) => item(asked[i] as string, i)))
    );
    const found = await embedder.embed(texts);
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(texts.flatMap(unitVector)[i] as number, 6);
    });
  });
});

describe("httpEmbedder with a server that does not", () => {
  const hour = {"retry-after": "3600"};
  it.each([
    ["500", {status: 500, json: {error: "oops"}}, "got 500: oops", 4],
    ["resets", {reset: true}, "got no answer: ", 4],
    ["JSON cut off", {text: '{"data": ['}, 'got 200: no complete JSON: {"data": [', 4],
    ["401", {status: 401, json: {error: {message: `no key: ${key}`}}}, "401: no key: …", 1],
    ["a redirect", {status: 307, headers: {location: "http://127.0.0.1:9"}, text: ""}, "307", 1],
    // halved to find the text it is about: 3, 2, 1
    ["400", {status: 400, text: "<p>\nbad\n</p>"}, "<p> bad </p> (the text begins", 3],
    ["an hour", {status: 429, headers: hour, json: {error: "quota"}}, "got 429: quota", 1]
  ])("says so: %s", async (_, reply, message, requests) => {
    const {embedder, seen, url} = await opened(() => reply);
    const error = (await embedder.embed(texts).catch((thrown: Error) => thrown)) as Error;
    expect(error.message).toContain(`embed: POST ${url}/v1/embeddings must`);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("\n");
    expect(error.message).not.toContain(key);
    expect(seen).toHaveLength(requests);
  });

  it("gives up on one that says nothing", async () => {
    const {embedder, seen} = await opened(() => ({silent: true}), {timeout: 300, retries: 1});
    await expect(embedder.embed(texts)).rejects.toThrow("got no answer: nothing within 0.3 s");
    expect(seen).toHaveLength(2);
  });

  it.each<[string, (asked: readonly string[]) => ReturnType<Misbehaviour>, string]>([
    ["one too few", (asked) => answer(asked.slice(1).map(item)), "as many as texts, 3; got 2"],
    ["one too many", (asked) => answer([...asked, "x"].map(item)), "as many as texts, 3; got 4"],
    ["none", () => answer([]), "as many as texts, 3; got 0"],
    [
      "an index twice",
      (asked) => answer(asked.map((text, i) => item(text, i === 2 ? 1 : i))),
      "index must be each of 0 to 2; got 0, 1, 1"
    ],
    ["no index", (asked) => answer(asked.map((text) => item(text, undefined))), "index must be"],
    [
      "base64 all the same",
      (asked) => answer(asked.map((_, index) => ({index, embedding: "AACAPwAAAEA="}))),
      'vector must be a list of numbers; got "AACAPwAAAEA="'
    ],
    [
      "another width",
      (asked) => answer(asked.map((x, index) => ({index, embedding: [...unitVector(x), 1]}))),
      "width must be 4 for every text; got 5"
    ],
    [
      "what is no number",
      (asked) => answer(asked.map((_, index) => ({index, embedding: [1, null, 2, 3]}))),
      "vector must be finite numbers; got null"
    ],
    [
      "numbers beyond float32",
      (asked) => answer(asked.map((_, index) => ({index, embedding: [1, 1e300, 2, 3]}))),
      "vector must be finite numbers; got 1e+300"
    ],
    ["another model", (asked) => answer(asked.map(item), "gpt"), "must be mine; got gpt"],
    [
      "another shape",
      () => ({json: {model: "mine", vectors: []}}),
      "must hold a list of vectors; got nothing"
    ]
  ])("refuses %s", async (_, reply, message) => {
    const {embedder, seen} = await opened((_seen, asked) => reply(asked));
    await expect(embedder.embed(texts)).rejects.toThrow(message);
    expect(seen).toHaveLength(1);
  });

  it("refuses answers from another model than asked for from the start", async () => {
    const {url} = await serve("openai", (_, asked) => answer(asked.map(item), "the-default"));
    const options = {name: url, api: "openai", model: "mine"} as const;
    await expect(httpEmbedder(folder(), options, access, pace)).rejects.toThrow(
      "embed: model of the server must be mine; got the-default"
    );
  });

  it("ends the other requests with the first failure", async () => {
    const {embedder, seen} = await opened((_, asked) =>
      asked[0] === "0" ? {status: 404, json: {error: "gone"}} : {status: 503, json: {error: "no"}}
    );
    const many = Array.from({length: 400}, (_, i) => String(i));
    await expect(embedder.embed(many)).rejects.toThrow("got 404: gone");
    const after = seen.length;
    await new Promise((done) => setTimeout(done, 200));
    expect(seen.length - after).toBeLessThan(5);
  });
});

describe("a study with a server", () => {
  async function study(url: string): Promise<string> {
    const directory = folder();
    await importAnswers(directory, answers(["a", "b", "c"], 1));
    const path = join(directory, "study", "study.json");
    const spec = JSON.parse(readFileSync(path, "utf8"));
    const embedder = {name: url, api: "openai", model: "mine"};
    writeFileSync(path, JSON.stringify({...spec, embedder}));
    return join(directory, "study");
  }

  it("is embedded once, built without the server, and keeps no key", async () => {
    const {url, seen} = await serve("openai");
    const directory = await study(url);
    const out = join(directory, "out");
    const online = {...quietEffects(), ...access};
    const vectors = async () =>
      (await studyStatus(directory, out, "0")).find(({stage}) => stage === "vectors");
    expect(await vectors()).toMatchObject({state: "missing"});
    await expect(bringUpToDate(directory, {out, effects: quietEffects()})).rejects.toThrow(
      "embedder: server must have been asked what it serves"
    );
    expect(await embedStudy(directory, online, undefined, true)).toMatchObject({embedded: 9});
    const asked = seen.length;
    const {published} = await bringUpToDate(directory, {out, effects: quietEffects()});
    expect(published.embedder).toMatchObject({name: "mine", lexical: false});
    expect(await vectors()).toMatchObject({state: "fresh"});
    expect(seen).toHaveLength(asked);
    const files = readdirSync(directory, {recursive: true, withFileTypes: true});
    for (const file of files.filter((each) => each.isFile()))
      expect(readFileSync(join(file.parentPath, file.name)).includes(key)).toBe(false);
    expect(files.length).toBeGreaterThan(5);
  });
});
