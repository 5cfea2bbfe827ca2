import {readFile} from "node:fs/promises";
import {basename} from "node:path";
import {DataError} from "../../src/lib/core/errors.js";
import {parseCsv} from "../../src/lib/intake/csv.js";
import {nearestName, suggestion} from "../../src/lib/schema/nearestName.js";

/** Covariates by model, and how well their ids matched. */
export interface JoinedCovariates {
  readonly columns: readonly string[];
  readonly cells: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** rows of the file that are no model's, with the nearest model without a row */
  readonly unmatched: readonly {readonly id: string; readonly nearest?: string}[];
  /** models the file has no row for */
  readonly without: readonly string[];
  /** models with a row whose number of blank cells is not zero */
  readonly unscored: readonly string[];
}

/**
 * Reads a CSV of covariates and joins it to the models by `model_id`, else by `model`.
 *
 * @throws DataError if it has neither column, or a model twice
 */
export async function joinCovariates(
  path: string,
  models: readonly string[]
): Promise<JoinedCovariates> {
  const file = basename(path);
  const {columns, rows} = parseCsv(await readFile(path, "utf8"), file);
  const key = ["model_id", "model"].find((name) => columns.includes(name));
  if (key === undefined) {
    const expected = `${file}: a column must be model_id or model`;
    throw new DataError(`${expected}; got ${columns.join(", ")}${suggestion("model_id", columns)}`);
  }
  const cells = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const record = Object.fromEntries(columns.map((name, k) => [name, row[k] ?? ""]));
    const id = record[key] ?? "";
    if (cells.has(id)) throw new DataError(`${file}: ${key} must be unique; got "${id}" twice`);
    cells.set(id, record);
  }
  return {columns: columns.filter((name) => name !== key), cells, ...matches(cells, models)};
}

function matches(cells: ReadonlyMap<string, Record<string, string>>, models: readonly string[]) {
  const known = new Set(models);
  const without = models.filter((id) => !cells.has(id));
  const strangers = [...cells.keys()].filter((id) => !known.has(id));
  const unmatched = strangers.map((id) => ({id, nearest: nearestName(id, without)}));
  const blank = (id: string) =>
    Object.values(cells.get(id) ?? {}).some((cell) => cell.trim() === "");
  return {unmatched, without, unscored: models.filter((id) => cells.has(id) && blank(id))};
}
