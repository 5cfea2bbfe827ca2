import {expect, it} from "vitest";
import {sha256} from "../../src/lib/core/sha256.js";
import {encodeAnswerShard} from "../../src/lib/tables/answerShard.js";
import type {SearchAsk, SearchTell} from "../../src/worker/searchMessages.js";
import {serveSearch} from "../../src/worker/serveSearch.js";
import {nodeDatabase} from "../db/nodeDatabase.js";

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const shard = encodeAnswerShard([
  [{model: 0, replicate: 0, status: "ok", text: "A heron", finishReason: null}]
]);
const file = {file: "answers/0.json", url: "/a", hash: sha256(shard), queries: [3]};
const wanted = {term: "heron", model: null, question: null, status: null};
const search = {type: "search", id: 7, search: wanted, offset: 0, limit: 5} as const;

/** What the worker tells until it has found something or failed. */
function told(asks: readonly SearchAsk[], served: Readonly<Record<string, string>>) {
  const tells: SearchTell[] = [];
  return new Promise<SearchTell[]>((resolve) => {
    serveSearch(
      {
        post(tell) {
          tells.push(tell);
          if (tell.type === "found" || tell.type === "failed") resolve(tells);
        },
        onMessage: (listener) => asks.forEach(listener),
        onFailure: () => undefined,
        close: () => undefined
      },
      {
        async readBytes(url, read) {
          const found = served[url];
          if (found === undefined) throw new Error(`fetch: ${url} must be there; got 404`);
          read(found.length);
          return bytes(found);
        },
        openDatabase: nodeDatabase
      }
    );
  });
}

const open = {type: "open", files: [file], database: "/db"} as const;

it("reads everything once, says how far it is, and answers", async () => {
  const tells = await told([open, search], {"/a": shard, "/db": "12345"});
  expect(tells.map(({type}) => type)).toEqual(["read", "read", "filling", "found"]);
  expect(tells[1]).toEqual({type: "read", bytes: 5 + shard.length});
  expect(tells[3]).toEqual({
    type: "found",
    id: 7,
    found: {
      counts: [{model: 0, searched: 1, found: 1}],
      answers: [{model: 0, question: 3, replicate: 0, status: "ok", text: "A heron"}]
    }
  });
});

it.each([
  ["that is another one", {"/a": `${shard} `, "/db": ""}, /answers\/0\.json: hash must be .*; got/],
  ["that is not there", {"/db": ""}, /fetch: \/a must be there; got 404/]
])("fails over a file %s", async (_, served, message) => {
  const last = (await told([open, search], served)).at(-1);
  expect(last).toMatchObject({type: "failed", error: {message: expect.stringMatching(message)}});
});

it("wants answers opened first", async () => {
  const [failed] = await told([search], {});
  expect(failed).toMatchObject({type: "failed", error: {message: expect.stringMatching(/open/)}});
});
