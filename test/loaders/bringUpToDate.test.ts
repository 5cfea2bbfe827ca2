import {readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate, ensurePublished} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import {studyStatus} from "../../loaders/study/studyStatus.js";
import {condensedLength} from "../../src/lib/core/condensed.js";
import {hashNgram} from "../../src/lib/embedding/hashNgram.js";
import {formatCsv} from "../../src/lib/intake/csv.js";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import {encodeDistanceTable, readDistanceTable} from "../../src/lib/tables/distanceTable.js";
import {directDistances} from "../lib/geometry/directDistances.js";
import {temporaryFolders} from "./temporaryFolder.js";

const folder = temporaryFolders();
const models = ["a", "b/../../etc", "c;drop table t", "__proto__"];
const queries = ["Name a prime.", "What's the time?", "Say nothing."];
const nothing = {collected: 0, embedded: 0, rows: 0, tables: 0};

interface Answer {
  readonly model_id: string;
  readonly query_text: string;
  readonly replicate: number;
  readonly response_text: string;
}

function answers(ids: readonly string[] = models, replicates = 3): Answer[] {
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

async function importAnswers(directory: string, rows: readonly Answer[]): Promise<void> {
  const log = join(directory, "log.csv");
  const columns = ["model_id", "query_text", "replicate", "response_text"];
  writeFileSync(
    log,
    formatCsv(
      columns,
      rows.map((row) => Object.values(row))
    )
  );
  await importStudy({study: join(directory, "study"), paths: [log], format: "generic"});
}

const up = (directory: string) => {
  const study = join(directory, "study");
  return bringUpToDate(study, {out: join(directory, "out"), effects: quietEffects()});
};

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

describe("bringUpToDate", () => {
  it("does all the work once, then none", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    expect((await up(directory)).work).toEqual({collected: 0, embedded: 36, rows: 9, tables: 3});
    const before = statSync(join(directory, "out", "study.json")).mtimeMs;
    expect((await up(directory)).work).toEqual(nothing);
    expect(statSync(join(directory, "out", "study.json")).mtimeMs).toBe(before);
  });

  it("recomputes nothing after an edit of words, but publishes them", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    await up(directory);
    edit(join(directory, "study", "study.json"), (text) =>
      text.replace('"description": ""', '"description":   "what these models are"')
    );
    const {work, published} = await up(directory);
    expect(work).toEqual(nothing);
    expect(published.description).toBe("what these models are");
  });

  it("embeds only an added model", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    await up(directory);
    await importAnswers(directory, answers([...models, "new"]));
    const {work, published} = await up(directory);
    expect(work).toEqual({collected: 0, embedded: 9, rows: 9, tables: 3});
    expect(published.models.map(({model_id}) => model_id)).toEqual([...models, "new"]);
  });

  it("recomputes only the rows of a query whose answers changed", async () => {
    const directory = folder();
    const rows = answers();
    await importAnswers(directory, rows);
    await up(directory);
    const changed = rows.map((row) =>
      row.model_id === "a" && row.query_text === queries[1] && row.replicate === 2
        ? {...row, response_text: "Noon."}
        : row
    );
    await importAnswers(directory, changed);
    expect((await up(directory)).work).toEqual({collected: 0, embedded: 1, rows: 1, tables: 1});
  });

  it("embeds equal texts once", async () => {
    const directory = folder();
    const same = answers().map((row) => ({...row, response_text: `${row.replicate}`}));
    await importAnswers(directory, same);
    expect((await up(directory)).work.embedded).toBe(3);
  });

  it("makes a lost file again from what is stored, and an altered one fails to open", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    const first = await up(directory);
    rmSync(join(directory, "out", "distances.r2.arrow"));
    const again = await up(directory);
    expect(again.work).toEqual({...nothing, tables: 1});
    expect(again.published.tables).toEqual(first.published.tables);
    const path = join(directory, "out", "distances.r1.arrow");
    const table = readDistanceTable(readFileSync(path));
    table.squared[0] = (table.squared[0] as number) * 1.001;
    writeFileSync(path, encodeDistanceTable(table));
    const study = await openStudy(join(directory, "out"));
    const entry = study.tables[0] as TableEntry;
    await expect(study.loadTable(entry)).rejects.toThrow("distances.r1.arrow: hash must be");
  });

  it("gives tables whose sums are the direct distances, and the dispersion of the answers", async () => {
    const directory = folder();
    const rows = answers();
    await importAnswers(directory, rows);
    await up(directory);
    const study = await openStudy(join(directory, "out"));
    for (const entry of study.tables) {
      const {squared, dispersion, replicates} = await study.loadTable(entry);
      const stacked = stackedMeans(rows, replicates);
      const sums = Array.from({length: condensedLength(4)}, (_, k) =>
        queries.reduce((sum, _query, j) => sum + (squared[j * 6 + k] as number), 0)
      );
      directDistances(stacked, 4, 3 * 512).forEach((value, k) => {
        expect(Math.abs((sums[k] as number) / value - 1)).toBeLessThan(1e-5);
      });
      const expected = spread(rows, "a", queries[0] as string, replicates);
      if (replicates === 1) expect(dispersion[0]).toBeNaN();
      else expect(dispersion[0]).toBeCloseTo(expected, 5);
    }
  });

  it("marks what a model did not answer with NaN, and counts it as missing", async () => {
    const directory = folder();
    await importAnswers(
      directory,
      answers().filter(
        ({model_id, query_text, replicate}) =>
          !(model_id === "a" && query_text === queries[1] && replicate === 1)
      )
    );
    const {published} = await up(directory);
    expect(published.statuses).toEqual({ok: 35, missing: 1});
    const study = await openStudy(join(directory, "out"));
    const gaps = await Promise.all(
      study.tables.map(async (entry) => {
        const {squared} = await study.loadTable(entry);
        return squared.filter((x) => Number.isNaN(x)).length;
      })
    );
    expect(gaps).toEqual([0, 3, 3]);
  });

  it("says what is fresh, stale and missing", async () => {
    const directory = folder();
    const states = async () => {
      const all = await studyStatus(join(directory, "study"), join(directory, "out"));
      return all.map(({state}) => state);
    };
    await importAnswers(directory, answers(models, 1));
    expect(await states()).toEqual(["fresh", "missing", "missing"]);
    await up(directory);
    expect(await states()).toEqual(["fresh", "fresh", "fresh"]);
    await importAnswers(directory, answers([...models, "new"], 1));
    expect(await states()).toEqual(["fresh", "stale", "stale"]);
  });

  it("publishes under the study's policy", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    edit(join(directory, "study", "study.json"), (text) =>
      text.replace('"queries": "text"', '"queries": "hash"')
    );
    await up(directory);
    const published = readFileSync(join(directory, "out", "study.json"), "utf8");
    expect(published).not.toContain("Name a prime.");
    expect(published).not.toContain("says");
  });
});

describe("ensurePublished", () => {
  it("takes published files as they are and publishes a source into its store", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    const study = join(directory, "study");
    const out = await ensurePublished(study, quietEffects());
    expect(out).toBe(join(study, ".vantage", "published"));
    expect(await ensurePublished(out, quietEffects())).toBe(out);
  });
});

/** Models × (queries · 512): mean vectors of the first answers, one query after another. */
function stackedMeans(rows: readonly Answer[], replicates: number): Float32Array {
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
function spread(rows: readonly Answer[], model: string, query: string, replicates: number): number {
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
