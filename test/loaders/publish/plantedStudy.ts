import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {readTable, writeTable} from "../../../loaders/store/tables.js";

/** Strings that stand nowhere else, in every place a source keeps something. */
export interface Planted {
  readonly responses: readonly string[];
  readonly queries: readonly string[];
  readonly targets: readonly string[];
  readonly params: readonly string[];
  readonly sources: readonly string[];
  readonly models: readonly string[];
}

const [modelCount, queryCount] = [4, 6];

/** A string of its own for each thing, with signs that JSON and HTML write otherwise. */
const planted = (kind: string, ...at: readonly number[]) => `zq${kind}${at.join("x")} "ü<&>" zz`;

/**
 * Makes a study below `data/studies/<id>` of a site, a unique string planted in every answer, query,
 * target, params, source and model.
 */
export async function plantStudy(directory: string, publish: object): Promise<Planted> {
  const log = join(directory, "..", "planted.jsonl");
  const lines = grid().map(([i, j]) =>
    JSON.stringify({
      model_id: planted("model", i),
      query_text: planted("query", j),
      response_text: planted("response", i, j)
    })
  );
  writeFileSync(log, lines.join("\n"));
  await importStudy({study: directory, paths: [log], format: "generic"});
  await plantElsewhere(directory);
  const path = join(directory, "study.json");
  const spec = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({...spec, publish}));
  const range = (count: number) => Array.from({length: count}, (_, i) => i);
  return {
    responses: grid().map(([i, j]) => planted("response", i, j)),
    queries: range(queryCount).map((j) => planted("query", j)),
    targets: range(queryCount).map((j) => planted("target", j)),
    params: grid().map((_, k) => planted("params", k)),
    sources: grid().map((_, k) => planted("source", k)),
    models: range(modelCount).map((i) => planted("model", i))
  };
}

function grid(): [number, number][] {
  return Array.from({length: modelCount * queryCount}, (_, k) => [
    Math.floor(k / queryCount),
    k % queryCount
  ]);
}

async function plantElsewhere(directory: string): Promise<void> {
  const responses = (await readTable(directory, "responses")) ?? [];
  const queries = (await readTable(directory, "queries")) ?? [];
  await writeTable(
    directory,
    "responses",
    responses.map((row, k) => ({
      ...row,
      params: JSON.stringify({planted: planted("params", k)}),
      source_ref: planted("source", k)
    }))
  );
  await writeTable(
    directory,
    "queries",
    queries.map((row, j) => ({...row, target: planted("target", j)}))
  );
}

/** The files below a folder that hold one of some strings, in any of the ways they may be written. */
export function filesWith(folder: string, strings: readonly string[]): string[] {
  const needles = strings.flatMap(waysToWrite);
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = unpacked(readFileSync(path));
      return needles.some((needle) => bytes.includes(needle));
    })
    .map((path) => path.slice(folder.length + 1))
    .sort();
}

function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** Plain, in JSON, in JSON in JSON, in HTML, in an address, in UTF-16, and in base64 at any offset. */
function waysToWrite(text: string): Buffer[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, (sign) => `\\u${hex(sign.charCodeAt(0))}`);
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  // The part before the first sign: found even where the rest is written in some other way.
  const start = text.slice(0, text.indexOf(" ")).concat(" ");
  const texts = [text, json, ascii, JSON.stringify(json).slice(1, -1), html, start];
  const codes = [encodeURIComponent(start), ...[0, 1, 2].map((at) => base64Of(start, at))];
  const wide = [text, start].map((each) => Buffer.from(each, "utf16le"));
  const reversed = wide.map((bytes) => Buffer.from(bytes).swap16());
  return [...[...texts, ...codes].map((each) => Buffer.from(each)), ...wide, ...reversed];
}

/** The digits of base64 that depend on the text alone when it begins `at` bytes into a group. */
function base64Of(text: string, at: number): string {
  const digits = Buffer.from(" ".repeat(at) + text).toString("base64");
  const unsure = at === 0 ? 0 : at + 1;
  return digits.slice(unsure, -4);
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}
