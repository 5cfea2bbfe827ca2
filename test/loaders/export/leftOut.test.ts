import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {exportCsv} from "../../../loaders/export/exportCsv.js";
import {exportEmbeddingAtlas} from "../../../loaders/export/exportEmbeddingAtlas.js";
import {exportNpy} from "../../../loaders/export/exportNpy.js";
import {readParquet} from "../../../loaders/store/parquet.js";
import {readTable, writeTable} from "../../../loaders/store/tables.js";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {answers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {effects, exportedStudy} from "./exportedStudy.js";

const folder = temporaryFolders();
const unlisted = "9 answers are of models, queries or replicates not listed and left out";

/** Models a, b, c and an unlisted d; the first answer of a is an error, the second is empty. */
async function gappyStudy(directory: string): Promise<string> {
  const study = await exportedStudy(directory, answers(["a", "b", "c", "d"]));
  writeFileSync(join(study, "models.csv"), "model_id\na\nb\nc\n");
  const responses = (await readTable(study, "responses")) ?? [];
  const own = responses.filter(({model_id}) => model_id === "a");
  const [failed, empty] = own.map(({response_key}) => response_key);
  const changed = responses.map((row) => {
    if (row.response_key === failed) return {...row, response_text: "", status: "error" as const};
    if (row.response_key === empty) return {...row, response_text: "", status: "empty" as const};
    return row;
  });
  await writeTable(study, "responses", changed);
  return study;
}

describe("what an export leaves out", () => {
  it("has no vector and is counted", async () => {
    const directory = folder();
    const study = await gappyStudy(directory);
    const notes = [unlisted, "1 responses are errors or missing and have no vector"];
    const arrays = join(directory, "arrays");
    const report = await exportNpy(study, {out: arrays, force: false}, effects);
    expect(report).toMatchObject({rows: 26, notes});
    const bytes = readFileSync(join(arrays, "0.npy"));
    const start = 10 + bytes.readUInt16LE(8);
    const data = new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
    expect(data.filter(Number.isNaN)).toHaveLength(512);

    const atlas = join(directory, "atlas.parquet");
    const target = {out: atlas, force: false, version: "0.0.0-test"};
    expect((await exportEmbeddingAtlas(study, target, effects)).notes).toEqual(
      expect.arrayContaining(notes)
    );
    const rows = await readParquet(atlas);
    expect(rows).toHaveLength(26);
    expect(rows.filter(({status}) => status === "empty")).toHaveLength(1);
    expect(rows.some(({model}) => model === "d")).toBe(false);
  });

  it("is not an error's row of CSV, which says what failed", async () => {
    const directory = folder();
    const study = await gappyStudy(directory);
    const out = join(directory, "csv");
    const report = await exportCsv(study, {out, force: false, spreadsheet: false}, effects);
    expect(report.rows).toBe(26);
    expect(report.notes).toEqual([unlisted, "1 further rows of answers.csv are errors or missing"]);
    const {columns, rows} = parseCsv(readFileSync(join(out, "answers.csv"), "utf8"), "answers.csv");
    const statuses = rows.map((row) => row[columns.indexOf("status")]);
    expect(rows).toHaveLength(27);
    expect(statuses.filter((status) => status === "error")).toHaveLength(1);
  });
});
