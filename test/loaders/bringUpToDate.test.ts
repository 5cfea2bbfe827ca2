import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate, ensurePublished} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {openStudy} from "../../loaders/study/openStudy.js";
import {studyStatus} from "../../loaders/study/studyStatus.js";
import {condensedLength} from "../../src/lib/core/condensed.js";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import {encodeDistanceTable, readDistanceTable} from "../../src/lib/tables/distanceTable.js";
import {directDistances} from "../lib/geometry/directDistances.js";
import {answers, importAnswers, models, queries, spread, stackedMeans} from "./answersStudy.js";
import {temporaryFolders} from "./temporaryFolder.js";

const folder = temporaryFolders();
const nothing = {collected: 0, embedded: 0, rows: 0, tables: 0};

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

  it("embeds again what the store lost, rather than take it for missing", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    const first = await up(directory);
    for (const lost of ["study/.vantage/embeddings", "study/.vantage/distances", "out"])
      rmSync(join(directory, lost), {recursive: true});
    const again = await up(directory);
    expect(again.work).toEqual(first.work);
    expect(again.published).toEqual(first.published);
  });

  it("removes the tables of replicates a study no longer has", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    await up(directory);
    edit(join(directory, "study", "study.json"), (text) =>
      text.replace('"replicates": 3', '"replicates": 2')
    );
    await up(directory);
    expect(readdirSync(join(directory, "out")).sort()).toEqual([
      "distances.r1.arrow",
      "distances.r2.arrow",
      "study.json"
    ]);
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
      const all = await studyStatus(join(directory, "study"), join(directory, "out"), "0");
      return all.map(({state}) => state);
    };
    await importAnswers(directory, answers(models, 1));
    expect(await states()).toEqual(["fresh", ...Array(5).fill("missing")]);
    await up(directory);
    expect(await states()).toEqual([...Array(5).fill("fresh"), "missing"]);
    await importAnswers(directory, answers([...models, "new"], 1));
    expect(await states()).toEqual(["fresh", "stale", "stale", "fresh", "missing", "missing"]);
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
