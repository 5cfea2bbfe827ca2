import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {embedResponses, openEmbeddings} from "../../loaders/embed/embedResponses.js";
import {DataError} from "../../src/lib/core/errors.js";
import type {Embedder} from "../../src/lib/embedding/embedder.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {temporaryFolders} from "./temporaryFolder.js";

const folder = temporaryFolders();

const response = (response_text: string, status: ResponseRow["status"] = "ok"): ResponseRow => ({
  response_key: response_text,
  model_id: "m",
  query_id: "q",
  replicate: 0,
  response_text,
  choices: null,
  status,
  finish_reason: null,
  prompt_hash: null,
  created_at: null,
  time: null,
  params: "{}",
  source_ref: ""
});

/** Two numbers a text; gives what a broken model would for the texts that ask for it. */
const embedder: Embedder = {
  id: "lengths",
  name: "lengths",
  width: 2,
  lexical: true,
  content: ({response_text}) => response_text,
  async embed(texts) {
    const vectors = texts.flatMap((text) => [text.length, text === "bad" ? Number.NaN : 0]);
    return Float32Array.from(texts.includes("short") ? vectors.slice(1) : vectors);
  }
};

describe("embedResponses", () => {
  it("embeds answers, equal ones once, and no errors", async () => {
    const pack = await openEmbeddings(join(folder(), "s"), embedder);
    const rows = [response("a"), response("a"), response("", "empty"), response("x", "error")];
    expect(await embedResponses(rows, embedder, pack)).toBe(2);
    expect(await embedResponses(rows, embedder, pack)).toBe(0);
    await pack.close();
  });

  it.each([
    ["bad", "embed: lengths must give finite vectors; got NaN at 1 for m, q, replicate 0"],
    ["short", "embed: lengths must give finite vectors; got 1 of 2 numbers for m, q, replicate 0"]
  ])("refuses the vector of %j, naming the response", async (text, message) => {
    const pack = await openEmbeddings(join(folder(), "s"), embedder);
    const failed = embedResponses([response(text)], embedder, pack);
    await expect(failed).rejects.toThrow(DataError);
    await expect(failed).rejects.toThrow(message);
    await pack.close();
  });
});
