import {asRecord, atRecord, invalidFile, type JsonRecord, jsonText, readJson} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeRow} from "./types.js";

const fileName = "model_outputs.json";

/**
 * AlpacaEval's recorded answers: `<model>/model_outputs.json`, an array of rows with `instruction`,
 * `output` and often `dataset`. The folder names the model, since some rows' `generator` says
 * something else; of a file without a folder, as a browser gives those chosen one by one, the
 * `generator` does. Rows carry no id and stand in any order, so a query is known by its text.
 */
export const alpacaeval: Importer = {
  name: "alpacaeval",
  detect: (path, head) =>
    path.split("/").at(-1) === fileName &&
    head.includes('"instruction"') &&
    head.includes('"output"')
      ? `${fileName} with instruction and output`
      : undefined,
  async *parse(file) {
    const folder = file.path.split("/").at(-2) ?? "";
    const rows = await readJson(file);
    if (!Array.isArray(rows)) throw invalidFile(file.path, "file must hold an array", typeof rows);
    for (const [i, row] of rows.entries()) {
      const where = atRecord(file.path, i);
      const found = attempt(where, () => [...intake(asRecord(row, where), folder, where)]);
      if (isRefusal(found)) yield found;
      else yield* found;
    }
  }
};

function* intake(row: JsonRecord, folder: string, where: string): Generator<IntakeRow> {
  const model_id = folder || textField(row, "generator", where);
  const query_text = textField(row, "instruction", where);
  const dataset = typeof row.dataset === "string" ? row.dataset : null;
  const response_text = textField(row, "output", where);
  const query = {query_text, dataset};
  yield {kind: "response", model_id, query, replicate: 0, response_text, source_ref: where};
  if (folder === "")
    yield {
      kind: "note",
      code: "MODEL_FROM_GENERATOR",
      model_id,
      detail: "no folder names the model"
    };
  if (typeof row.generator === "string" && row.generator !== model_id)
    yield {kind: "note", code: "GENERATOR_DIFFERS", model_id, detail: row.generator};
  if (dataset === null)
    yield {kind: "note", code: "DATASET_ABSENT", model_id, detail: "rows without dataset"};
}

function textField(row: JsonRecord, field: string, where: string): string {
  const value = row[field];
  if (typeof value === "string") return value;
  throw invalidFile(where, `${field} must be text`, jsonText(value));
}
