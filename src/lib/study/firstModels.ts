import {formatCsv} from "../intake/formatCsv.js";

const named = ["model_id", "label", "family", "source"];

/** Covariates by model as text, as a file beside an import gives them. */
export interface CovariateCells {
  readonly columns: readonly string[];
  readonly cells: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A `models.csv` that is there already. */
export interface EarlierModels {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * The text of `models.csv` after an import: what people wrote stays, imported models that are not
 * there yet are added, and covariates given with the import fill their columns.
 */
export function firstModels(
  models: readonly string[],
  format: string,
  earlier: EarlierModels = {columns: [], rows: []},
  joined?: CovariateCells
): string {
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

function withoutBlanks(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ""));
}
