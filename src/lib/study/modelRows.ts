import {DataError} from "../core/errors.js";
import {type JsonRecord, jsonText, type LocatedRecord} from "../intake/readJson.js";
import {suggestion} from "../schema/nearestName.js";
import type {CovariateSpec} from "../schema/study.js";
import type {ModelTableRow} from "../schema/tables.js";

const named = ["model_id", "label", "family", "revision", "source"];
type Cell = string | number | boolean | null;
type Covariates = Readonly<Record<string, CovariateSpec>>;

/**
 * Reads the rows of a models table, each cell as its covariate's declared type; a column nobody
 * declared is a covariate of the type all its cells fit.
 *
 * @throws DataError naming file, row, column and value: no or repeated `model_id`, a cell of another
 * type, a declared covariate without a column
 */
export function modelRows(
  {file, rows}: {readonly file: string; readonly rows: readonly LocatedRecord[]},
  declared: Covariates
): {models: ModelTableRow[]; covariates: Covariates} {
  const columns = [...new Set(rows.flatMap(({record}) => Object.keys(record)))];
  for (const name of Object.keys(declared))
    if (!columns.includes(name) && rows.length > 0) throw absentColumn(name, file, columns);
  const fresh = columns.filter((name) => !named.includes(name) && !Object.hasOwn(declared, name));
  // A column may be called `constructor` or `__proto__`: entries are own properties, whatever the name.
  const covariates: Covariates = Object.fromEntries([
    ...Object.entries(declared),
    ...fresh.map((name) => [name, inferred(rows.map(({record}) => record[name]))] as const)
  ]);
  const models = rows.map(({record, where}) => modelOf(record, covariates, where));
  requireDistinct(models, file);
  return {models, covariates};
}

function modelOf(row: JsonRecord, covariates: Covariates, where: string): ModelTableRow {
  const model_id = text(row.model_id);
  if (model_id === null) throw new DataError(`${where}: model_id must not be empty; got nothing`);
  const cells = Object.entries(covariates).map(([name, spec]): [string, Cell] => [
    name,
    cellOf(row[name], spec.type, `${where}: ${name}`)
  ]);
  return {
    model_id,
    label: text(row.label) ?? model_id,
    family: text(row.family),
    source: text(row.source),
    ...Object.fromEntries(cells.filter(([name]) => !named.includes(name)))
  };
}

function cellOf(value: unknown, type: CovariateSpec["type"], where: string): Cell {
  const found = text(value);
  if (found === null) return null;
  if (type === "class") return found;
  const read = type === "number" ? Number(found) : booleanOf(found);
  if (read !== undefined && (typeof read === "boolean" || Number.isFinite(read))) return read;
  throw new DataError(`${where}: cell must be a ${type}; got ${JSON.stringify(found)}`);
}

function booleanOf(text: string): boolean | undefined {
  if (/^(true|yes|1)$/i.test(text)) return true;
  return /^(false|no|0)$/i.test(text) ? false : undefined;
}

/** A covariate's declaration, guessed from its cells. */
export function inferred(cells: readonly unknown[]): CovariateSpec {
  const found = cells.map(text).filter((cell) => cell !== null);
  if (found.length > 0 && found.every((cell) => Number.isFinite(Number(cell))))
    return {type: "number", description: ""};
  if (found.length > 0 && found.every((cell) => /^(true|false)$/i.test(cell)))
    return {type: "boolean", description: ""};
  return {type: "class", description: ""};
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const found = typeof value === "object" ? jsonText(value) : String(value);
  return found.trim() === "" ? null : found;
}

function absentColumn(name: string, file: string, columns: readonly string[]): DataError {
  const expected = `study.json: covariates.${name} must be a column of ${file}`;
  return new DataError(`${expected}; got ${columns.join(", ")}${suggestion(name, columns)}`);
}

function requireDistinct(models: readonly ModelTableRow[], file: string): void {
  const seen = new Set<string>();
  for (const {model_id} of models) {
    if (seen.has(model_id))
      throw new DataError(
        `${file}: model_id must be unique; got ${JSON.stringify(model_id)} twice`
      );
    seen.add(model_id);
  }
}
