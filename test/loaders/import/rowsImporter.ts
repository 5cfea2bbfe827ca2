import {writeFileSync} from "node:fs";
import {readJson} from "../../../src/lib/intake/readJson.js";
import type {Importer, IntakeRow} from "../../../src/lib/intake/types.js";

/** A format for tests: a `.rows.json` file holds the rows an importer would yield. */
export const rowsImporter: Importer = {
  name: "rows",
  detect: (path) => (path.endsWith(".rows.json") ? "the name" : undefined),
  async *parse(file) {
    yield* (await readJson(file)) as readonly IntakeRow[];
  }
};

/** Writes rows as a file of that format. @returns its path */
export function writeRows(path: string, rows: readonly IntakeRow[]): string {
  writeFileSync(`${path}.rows.json`, JSON.stringify(rows));
  return `${path}.rows.json`;
}

/** One answer, to a query of its own text, asked with a prompt of a hash or an unknown one. */
export function answer(model_id: string, query_id: string, prompt_hash?: string): IntakeRow {
  return {
    kind: "response",
    model_id,
    query: {query_id, query_text: `text ${query_id}`, dataset: "probe"},
    replicate: 0,
    response_text: `${model_id} says ${query_id}`,
    extra: {prompt_hash: prompt_hash ?? null},
    source_ref: "log#1"
  };
}
