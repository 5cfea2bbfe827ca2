import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseCsv} from "../../src/lib/intake/csv.js";
import {type EarlierModels, firstModels} from "../../src/lib/study/firstModels.js";
import type {JoinedCovariates} from "./joinCovariates.js";

/** The text of a study's `models.csv` after an import; see `firstModels`. */
export async function modelsAfterImport(
  study: string,
  models: readonly string[],
  format: string,
  joined?: JoinedCovariates
): Promise<string> {
  return firstModels(models, format, await earlierModels(join(study, "models.csv")), joined);
}

async function earlierModels(path: string): Promise<EarlierModels> {
  if (!existsSync(path)) return {columns: [], rows: []};
  const {columns, rows} = parseCsv(await readFile(path, "utf8"), "models.csv");
  const records = rows.map(
    (row): Record<string, string> =>
      Object.fromEntries(columns.map((name, k) => [name, row[k] ?? ""]))
  );
  return {columns, rows: records};
}
