import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {formatCsv, parseCsv} from "../../src/lib/intake/csv.js";
import type {JoinedCovariates} from "./joinCovariates.js";

const named = ["model_id", "label", "family", "source"];

/**
 * The text of `models.csv` after an import: what people wrote stays, imported models that are not
 * there yet are added, and covariates given with the import fill their columns.
 */
export async function firstModels(
  study: string,
  models: readonly string[],
  format: string,
  joined?: JoinedCovariates
): Promise<string> {
  const earlier = await earlierModels(join(study, "models.csv"));
  const covariates = joined?.columns.filter((name) => !named.includes(name)) ?? [];
  const columns = [...new Set([...earlier.columns, ...named, ...covariates])];
  const ids = [...new Set([...earlier.rows.map((row) => row.model_id ?? ""), ...models])];
  const known = new Map(earlier.rows.map((row) => [row.model_id, row]));
  const rows = ids.map((id) => {
    const fresh = {model_id: id, label: id, source: format};
    const given = withoutBlanks(joined?.cells.get(id) ?? {});
    const row: Record<string, string> = {...fresh, ...known.get(id), ...given, model_id: id};
    return columns.map((name) => row[name] ?? "");
  });
  return formatCsv(columns, rows);
}

async function earlierModels(path: string) {
  if (!existsSync(path)) return {columns: [], rows: []};
  const {columns, rows} = parseCsv(await readFile(path, "utf8"), "models.csv");
  const records = rows.map(
    (row): Record<string, string> =>
      Object.fromEntries(columns.map((name, k) => [name, row[k] ?? ""]))
  );
  return {columns, rows: records};
}

function withoutBlanks(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ""));
}
