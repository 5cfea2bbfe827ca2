import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {expect, it} from "vitest";
import {placeDatabase} from "../../../loaders/site/placeDatabase.js";
import {databaseFile} from "../../../src/lib/schema/databaseFile.js";
import {temporaryFolders} from "../temporaryFolder.js";

const temporaryFolder = temporaryFolders();
const {resolve} = createRequire(import.meta.url);

it("stands beside studies with published answers, once, and goes with the last of them", async () => {
  const root = temporaryFolder();
  const data = join(root, "src", "data");
  const publish = (files: readonly object[]) => {
    mkdirSync(join(data, "a"), {recursive: true});
    writeFileSync(join(data, "a", "study.json"), JSON.stringify({answers: {files}}));
  };
  await placeDatabase(root);
  expect(existsSync(data)).toBe(false);
  publish([{}]);
  writeFileSync(join(data, "duckdb-1.0.0-eh.wasm.gz"), "of another release");
  await placeDatabase(root);
  expect(readdirSync(data).sort()).toEqual(["a", databaseFile]);
  const module = readFileSync(resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  expect(gunzipSync(readFileSync(join(data, databaseFile))).equals(module)).toBe(true);
  const made = statSync(join(data, databaseFile)).mtimeMs;
  await placeDatabase(root);
  expect(statSync(join(data, databaseFile)).mtimeMs).toBe(made);
  publish([]);
  await placeDatabase(root);
  expect(readdirSync(data)).toEqual(["a"]);
});
