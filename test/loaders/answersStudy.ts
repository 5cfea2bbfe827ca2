import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {importStudy} from "../../loaders/import/importStudy.js";
import {hashNgram} from "../../src/lib/embedding/hashNgram.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";

/** Ids a careless program would take for paths, SQL or the prototype. */
export const models = ["a", "b/../../etc", "c;drop table t", "__proto__"];
export const queries = ["Name a prime.", "What's the time?", "Say nothing."];

export interface Answer {
  readonly model_id: string;
  readonly query_text: string;
  readonly replicate: number;
  readonly response_text: string;
}

/** Every model's answers to every query, all different. */
export function answers(ids: readonly string[] = models, replicates = 3): Answer[] {
  return ids.flatMap((model_id) =>
    queries.flatMap((query_text, j) =>
      Array.from({length: replicates}, (_, replicate) => ({
        model_id,
        query_text,
        replicate,
        response_text: `${model_id} says ${(j + 1) * (replicate + 2)} to ${query_text}`
      }))
    )
  );
}

/** Imports answers into the study below a folder, in the place of those it has where they differ. */
export async function importAnswers(directory: string, rows: readonly Answer[]): Promise<void> {
  const log = join(directory, "log.csv");
  const columns = ["model_id", "query_text", "replicate", "response_text"];
  writeFileSync(
    log,
    formatCsv(
      columns,
      rows.map((row) => Object.values(row))
    )
  );
  const study = join(directory, "study");
  await importStudy({study, paths: [log], format: "generic", replace: true});
}

/** Models × (queries · 512): mean vectors of the first answers, one query after another. */
export function stackedMeans(rows: readonly Answer[], replicates: number): Float32Array {
  const out = new Float32Array(models.length * queries.length * 512);
  for (const row of rows) {
    if (row.replicate >= replicates) continue;
    const at = (models.indexOf(row.model_id) * 3 + queries.indexOf(row.query_text)) * 512;
    hashNgram(row.response_text).forEach((x, k) => {
      out[at + k] = (out[at + k] as number) + x / replicates;
    });
  }
  return out;
}

/** Trace of the unbiased covariance of one model's vectors for one query. */
export function spread(
  rows: readonly Answer[],
  model: string,
  query: string,
  replicates: number
): number {
  const vectors = rows
    .filter((row) => row.model_id === model && row.query_text === query)
    .slice(0, replicates)
    .map((row) => hashNgram(row.response_text));
  let sum = 0;
  for (let k = 0; k < 512; k++) {
    const mean =
      vectors.reduce((total, vector) => total + (vector[k] as number), 0) / vectors.length;
    for (const vector of vectors) sum += ((vector[k] as number) - mean) ** 2;
  }
  return sum / (vectors.length - 1);
}
