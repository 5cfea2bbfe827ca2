import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {basename} from "node:path";
import {DataError, LoaderError} from "../../src/lib/core/errors.js";
import {parseCsv} from "../../src/lib/intake/csv.js";
import {atLine} from "../../src/lib/intake/readJson.js";
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
  /** cells that say NA, NaN, null or N/A, taken for blank */
  readonly blanked: number;
}

const notAvailable = /^\s*(na|nan|null|n\/a)\s*$/i;

/**
 * Reads a CSV of covariates and joins it to the models by `model_id`, else by `model`.
 *
 * @throws LoaderError if there is no such file; DataError if it has neither column, or a model twice
 */
export async function joinCovariates(
  path: string,
  models: readonly string[]
): Promise<JoinedCovariates> {
  if (!existsSync(path))
    throw new LoaderError(`import: covariates file must exist; got ${path}`, {exitCode: 2});
  const file = basename(path);
  const {columns, rows, lines} = parseCsv(await readFile(path, "utf8"), file);
  const key = ["model_id", "model"].find((name) => columns.includes(name));
  if (key === undefined) {
    const expected = `${file}: a column must be model_id or model`;
    throw new DataError(`${expected}; got ${columns.join(", ")}${suggestion("model_id", columns)}`);
  }
  const values = columns.filter((name) => name !== key);
  const cells = new Map<string, Record<string, string>>();
  let blanked = 0;
  for (const [i, row] of rows.entries()) {
    const record = Object.fromEntries(columns.map((name, k) => [name, row[k] ?? ""]));
    const id = record[key] ?? "";
    if (cells.has(id)) throw repeated(atLine(file, lines[i] as number), key, id);
    blanked += blankUnavailable(record, values);
    cells.set(id, record);
  }
  return {columns: values, cells, blanked, ...matches(cells, models)};
}

function blankUnavailable(record: Record<string, string>, columns: readonly string[]): number {
  const found = columns.filter((name) => notAvailable.test(record[name] ?? ""));
  for (const name of found) record[name] = "";
  return found.length;
}

function repeated(where: string, key: string, id: string): DataError {
  return new DataError(`${where}: ${key} must be unique; got ${JSON.stringify(id)} again`);
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
