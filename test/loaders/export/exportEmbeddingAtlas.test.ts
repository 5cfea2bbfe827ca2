import {mkdirSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {ensurePublished} from "../../../loaders/bringUpToDate.js";
import {exportEmbeddingAtlas} from "../../../loaders/export/exportEmbeddingAtlas.js";
import {readParquet} from "../../../loaders/store/parquet.js";
import {openStudy} from "../../../loaders/study/openStudy.js";
import {hashNgram} from "../../../src/lib/embedding/hashNgram.js";
import {principalCoordinates} from "../../../src/lib/geometry/principalCoordinates.js";
import type {SpaceResult} from "../../../src/workflows/results.js";
import {runWorkflow} from "../../../src/workflows/run.js";
import {answers, models} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {awkwardAnswers, effects, exportedStudy} from "./exportedStudy.js";

const folder = temporaryFolders();
const version = "0.0.0-test";

describe("exportEmbeddingAtlas", () => {
  it("writes a row an answer, placed by the answers' vectors and the models' perspectives", async () => {
    const directory = folder();
    const given = awkwardAnswers();
    const study = await exportedStudy(directory, given);
    const out = join(directory, "atlas.parquet");
    const report = await exportEmbeddingAtlas(study, {out, force: false, version}, effects);
    const rows = await readParquet(out);
    expect(rows).toHaveLength(35);
    expect(report).toMatchObject({format: "embedding-atlas", out, files: [], rows: 35});
    expect(Object.keys(rows[0]!)).toEqual(
      "model family query_id query category replicate response status projection_x projection_y psi_1 psi_2".split(
        " "
      )
    );
    const key = (...parts: unknown[]) => JSON.stringify(parts);
    expect(new Set(rows.map((r) => key(r.model, r.query, r.replicate, r.response)))).toEqual(
      new Set(given.map((a) => key(a.model_id, a.query_text, a.replicate, a.response_text)))
    );
    const vectors = rows.map((row) => hashNgram(row.response as string));
    const {coordinates, share} = principalCoordinates(vectors, 2);
    rows.forEach((row, i) => {
      expect(row.projection_x).toBeCloseTo(coordinates.data[2 * i]!, 8);
      expect(row.projection_y).toBeCloseTo(coordinates.data[2 * i + 1]!, 8);
    });
    expect(report.notes[0]).toContain(`${(100 * share[0]!).toFixed(1)} % and `);
  });

  it("takes psi from the default run of the space analysis", async () => {
    const directory = folder();
    const study = await exportedStudy(directory, answers());
    const out = join(directory, "atlas.parquet");
    const report = await exportEmbeddingAtlas(study, {out, force: false, version}, effects);
    const opened = await openStudy(await ensurePublished(study, effects));
    const run = await runWorkflow(opened, "space", {}, {version, now: effects.now});
    const {models: placed, coordinates, dimension} = run.result as SpaceResult;
    expect([...placed].sort()).toEqual([...models].sort());
    for (const row of await readParquet(out)) {
      const at = placed.indexOf(row.model as string) * dimension;
      expect(row.psi_1).toBe(coordinates.data[at]);
      expect(row.psi_2).toBe(dimension > 1 ? coordinates.data[at + 1] : null);
    }
    const isLine = report.notes.includes("psi_2 is empty: the space has dimension 1");
    expect(isLine).toBe(dimension === 1);
  });

  it("says why where the study has no space", async () => {
    const directory = folder();
    const study = await exportedStudy(directory, answers(["a"]));
    const out = join(directory, "atlas.parquet");
    const report = await exportEmbeddingAtlas(study, {out, force: false, version}, effects);
    const rows = await readParquet(out);
    expect(rows).toHaveLength(9);
    expect(rows.every(({psi_1, psi_2}) => psi_1 === null && psi_2 === null)).toBe(true);
    expect(report.notes.some((note) => note.startsWith("psi_1 and psi_2 are empty: "))).toBe(true);
  });

  it("refuses a taken path, and replaces a file, never a folder, under force", async () => {
    const directory = folder();
    const study = await exportedStudy(directory, answers());
    const out = join(directory, "atlas.parquet");
    writeFileSync(out, "mine");
    await expect(
      exportEmbeddingAtlas(study, {out, force: false, version}, effects)
    ).rejects.toThrow(`export: --out must not exist yet, or give --force; got ${out}`);
    await exportEmbeddingAtlas(study, {out, force: true, version}, effects);
    expect(await readParquet(out)).toHaveLength(36);
    expect(readdirSync(directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const inside = join(directory, "folder");
    mkdirSync(inside);
    await expect(
      exportEmbeddingAtlas(study, {out: inside, force: true, version}, effects)
    ).rejects.toThrow(`export: --out must be a file; got the folder ${inside}`);
  });
});
