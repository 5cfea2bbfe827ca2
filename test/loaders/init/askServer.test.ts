import {existsSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {type Effects, quietEffects} from "../../../loaders/effects.js";
import {askServer} from "../../../loaders/init/askServer.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {answerOf, type Chat, chatServers, completion, error} from "./chatServers.js";

const folder = temporaryFolders();
const serve = chatServers();
const pace = {retries: 2, firstWait: 5, longestWait: 2000, timeout: 300};
const questions = new Map([
  ["a", "What is the sea?"],
  ["b", "What is money?"]
]);

interface Given {
  readonly models?: readonly string[];
  readonly environment?: Effects["environment"];
}

/** Asks a server. @returns what was written and logged; with the error, if there was one */
async function ask(address: string, {models = [], environment = {}}: Given = {}) {
  const report = folder();
  const logged: string[] = [];
  const steps: number[] = [];
  const effects = {
    ...quietEffects(),
    environment,
    fetch: globalThis.fetch,
    log: (line: string) => logged.push(line),
    progress: (_: string, done: number) => steps.push(done)
  };
  mkdirSync(join(report, "data"));
  const asking = {address, models, questions};
  const failure = await askServer(report, asking, effects, pace).then(
    () => undefined,
    (caught: Error) => caught.message
  );
  const path = join(report, "data", "answers.jsonl");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const rows = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return {failure, logged, rows, steps, report};
}

describe("askServer", () => {
  it("asks one model under eight contexts, each question twice, and loses no answer", async () => {
    const {seen, url} = await serve(["tiny"]);
    const {failure, rows, steps, report} = await ask(`${url}/v1`);
    expect(failure).toBeUndefined();
    expect(rows).toHaveLength(8 * 2 * 2);
    expect(steps).toEqual(Array.from({length: 33}, (_, i) => i));
    const keys = rows.map((row) => `${row.model_id}|${row.query_id}|${row.replicate}`);
    expect(new Set(keys).size).toBe(32);
    for (const {model, query_text, params, response_text} of rows) {
      const {system = "", seed} = params;
      expect(response_text).toBe(answerOf({model, system, question: query_text, seed}));
      expect(params).toMatchObject({temperature: 1, max_tokens: 80});
    }
    expect(new Set(rows.map(({params}) => params.seed)).size).toBe(32);
    const table = readFileSync(join(report, "data", "models.csv"), "utf8");
    expect(table).toMatch(/^model_id,model,context\ntiny,tiny,none\ntiny terse,tiny,terse\n/);
    expect(rows[0]).toMatchObject({created_at: "2023-11-14T22:13:20Z", finish_reason: "stop"});
    expect(seen.every(({authorization}) => authorization === undefined)).toBe(true);
  });

  it.each([
    [2, 4],
    [3, 3],
    [8, 1]
  ])("asks %i models under %i contexts", async (count, under) => {
    const names = Array.from({length: count}, (_, i) => `m${i}`);
    const {rows} = await ask((await serve(names)).url);
    const contexts = new Set(rows.map(({model, context}) => `${model} ${context}`));
    expect([rows.length, contexts.size]).toEqual([count * under * 4, count * under]);
  });

  it("asks eight of the models listed, none of them an embedder, or those that are named", async () => {
    const names = ["nomic-embed-text", ...Array.from({length: 9}, (_, i) => `m${i}`)];
    const {url} = await serve(names);
    const all = await ask(url);
    expect([...new Set(all.rows.map(({model}) => model))]).toEqual(names.slice(1, 9));
    expect(all.logged[0]).toBe("the server lists 10 models: 8 are asked (see --model)");
    const named = await ask(url, {models: ["m8", "m1"]});
    expect([...new Set(named.rows.map(({model}) => model))]).toEqual(["m8", "m1"]);
  });

  it("names the models there are where another is asked for, and says where there is none", async () => {
    const {url} = await serve(["llama3:latest"]);
    expect((await ask(url, {models: ["lama3"]})).failure).toBe(
      'init: --model must be one the server lists, llama3:latest; got lama3; did you mean "llama3:latest"?'
    );
    expect((await ask((await serve([])).url)).failure).toBe(
      "init: server must list a model that chats; got none"
    );
  });

  it("asks models by name where there is no list", async () => {
    const {url} = await serve(["tiny"], ({path}) =>
      path === "/v1/models" ? error(404, "no such path") : undefined
    );
    expect((await ask(url, {models: ["tiny"]})).rows).toHaveLength(32);
    expect((await ask(url)).failure).toContain(
      "/v1/models must be answered; got 404: no such path"
    );
  });

  it("asks again after a fault that passes, not before it is time", async () => {
    const faults = [
      error(500, "loading"),
      error(429, "slow down", {"retry-after": "1"}),
      {reset: true}
    ];
    const {seen, url} = await serve(["tiny"], ({method}) =>
      method === "POST" ? faults.shift() : undefined
    );
    const began = performance.now();
    const {failure, rows} = await ask(url);
    expect([failure, rows.length, seen.length]).toEqual([undefined, 32, 1 + 32 + 3]);
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it("keeps what came before a failure, and says what failed", async () => {
    let answers = 0;
    const {url} = await serve(["tiny"], ({method}) =>
      method === "POST" && ++answers > 10 ? error(500, "out of memory") : undefined
    );
    const {failure, rows} = await ask(url);
    expect(failure).toBe(
      `init: POST ${url}/v1/chat/completions must be answered; got 500: out of memory`
    );
    expect(rows).toHaveLength(10);
  });

  it.each([
    ["silence", {silent: true}, "got no answer: nothing within 0.3 s"],
    ["torn JSON", {text: '{"choices": [{'}, "got 200: no complete JSON"],
    ["no choice", {json: {choices: []}}, 'choices[0].message; got {"choices":[]}'],
    ["nothing", {json: null}, "choices[0].message; got null"],
    ["an unknown model", error(404, "model not found"), "got 404: model not found"],
    [
      "no text in any answer",
      completion("tiny", null),
      "answers must have text; got 32 without any"
    ]
  ])("says what came where the server answers with %s", async (_, fault, message) => {
    const {url} = await serve(["tiny"], ({method}) => (method === "POST" ? fault : undefined));
    expect((await ask(url)).failure).toContain(message);
  });

  it("says that nobody is there, and that what is there lists no models", async () => {
    const gone = await ask("http://127.0.0.1:9/v1");
    expect(gone.failure).toMatch(
      /^init: GET http:\/\/127.0.0.1:9\/v1\/models must be answered; got/
    );
    const {url} = await serve([], () => ({json: {data: "no list"}}));
    expect((await ask(url)).failure).toContain('list models by id under data; got {"data":"no');
    const page = await serve([], () => ({text: "<html>"}));
    expect((await ask(page.url)).failure).toContain("no complete JSON: <html>");
  });

  it("sends a key only where one is wanted, and writes it nowhere", async () => {
    const key = "sk-secret-of-mine";
    const {seen, url} = await serve(["tiny"], ({authorization}) =>
      authorization === `Bearer ${key}` ? undefined : error(401, `bad key ${authorization}`)
    );
    const environment = {OPENAI_API_KEY: key};
    const {failure, rows, logged} = await ask(url, {environment});
    expect([failure, rows.length]).toEqual([undefined, 32]);
    expect(seen[0]?.authorization).toBeUndefined();
    expect(JSON.stringify([rows, logged])).not.toContain("secret");
    const none = await ask(url);
    expect(none.failure).toContain("wants a key, which must be in OPENAI_API_KEY; got none there");
    const wrong = await ask(url, {environment: {OPENAI_API_KEY: "sk-wrong"}});
    expect(wrong.failure).toContain("got one that it refused (bad key Bearer …)");
  });

  it("sends no key to a server that wants none", async () => {
    const {seen, url} = await serve(["tiny"]);
    await ask(url, {environment: {OPENAI_API_KEY: "sk-secret"}});
    expect(seen.filter(({authorization}) => authorization !== undefined)).toEqual([]);
  });

  it("does without a seed where it is refused, as GPT4All does", async () => {
    const refusing = (_: unknown, {seed}: Chat) =>
      seed === undefined ? undefined : error(400, "'seed' is not supported");
    const {seen, url} = await serve(["tiny"], refusing);
    const {rows} = await ask(url);
    expect(rows).toHaveLength(32);
    for (const {params} of rows) expect(params).not.toHaveProperty("seed");
    expect(seen.length).toBeLessThanOrEqual(1 + 32 + 3);
  });

  it("says what became of an answer, and where another model gave it", async () => {
    const {url} = await serve(["tiny"], (_, {question, system}) => {
      if (question.startsWith("What is money"))
        return completion("oth\u001ber", "cut of", "length");
      return system.includes("skeptic") ? completion("tiny", "") : undefined;
    });
    const {rows, logged} = await ask(url);
    expect(rows.filter(({status}) => status === "truncated")).toHaveLength(16);
    expect(rows.filter(({response_text}) => response_text === "")).toHaveLength(2);
    expect(logged).toContain("! oth\\u001ber answered where tiny was asked");
  });

  it.each([
    ["127.0.0.1:11434", "begins with http"],
    ["http://me:word@127.0.0.1/v1", "no user name"],
    ["http://127.0.0.1/v1?key=1", "end with its path"]
  ])("refuses the address %s", async (address, message) => {
    const {failure} = await ask(address);
    expect(failure).toContain(message);
    expect(failure).not.toContain("word@");
  });
});
