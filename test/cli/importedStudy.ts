import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {vantage} from "./vantage.js";

export const columns = ["model_id", "query_text", "response_text"];
const models = ["base-1", "base-2", "tuned-1", "tuned-2"];
const queries = ["Name a prime.", "Say hello.", "Count."];

/** Four models' answers to three queries, in the order of `columns`. */
export const rows = models.flatMap((model, i) =>
  queries.map((query, j) => [model, query, `${query} ${i * j} ok`])
);

/** Imports `rows` into a study below a folder, then writes further files into the study. */
export async function importedStudy(
  directory: string,
  extra: Readonly<Record<string, string>> = {}
): Promise<string> {
  const [log, study] = [join(directory, "log.csv"), join(directory, "s")];
  writeFileSync(log, formatCsv(columns, rows));
  const {code, err} = await vantage("import", log, "--study", study);
  if (code !== 0) throw new Error(err);
  for (const [file, text] of Object.entries(extra)) writeFileSync(join(study, file), text);
  return study;
}
