import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {exportNpy} from "../../../loaders/export/exportNpy.js";
import {npyBytes} from "../../../loaders/export/npy.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {hashNgram} from "../../../src/lib/embedding/hashNgram.js";
import {answers, models, queries} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {awkwardAnswers, effects, exportedStudy} from "./exportedStudy.js";

const folder = temporaryFolders();
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const hasNumpy = spawnSync(python, ["-c", "import numpy"]).status === 0;

/** The numbers of a file of ours, and its header. */
function readNpy(path: string) {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  const data = new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
  return {header, start, data};
}

describe("npyBytes", () => {
  it.each([
    [[6], "(6,)"],
    [[2, 3], "(2, 3,)"],
    [[1, 2, 3], "(1, 2, 3,)"],
    [[], "()"]
  ])("writes a version 1.0 header for the shape %j", (shape, written) => {
    const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
    const bytes = Buffer.from(npyBytes(shape, data));
    expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const start = 10 + bytes.readUInt16LE(8);
    expect(start % 64).toBe(0);
    expect(bytes.length).toBe(start + 4 * data.length);
    const header = bytes.toString("latin1", 10, start);
    expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': .*\} *\n$/);
    expect(header).toContain(`'shape': ${written}, }`);
  });

  it("refuses data of another size", () => {
    expect(() => npyBytes([2, 2], new Float32Array(3))).toThrow(
      "npy: data must have 2 × 2 numbers; got 3"
    );
  });
});

describe("exportNpy", () => {
  it("writes a numbered array a model, NaN where there is no answer", async () => {
    const directory = folder();
    const rows = awkwardAnswers();
    const study = await exportedStudy(directory, rows);
    const out = join(directory, "arrays");
    const report = await exportNpy(study, {out, force: false}, effects);
    expect(report).toMatchObject({format: "npy", rows: 35});
    expect(readdirSync(out).sort()).toEqual(["0.npy", "1.npy", "2.npy", "3.npy", "index.json"]);
    expect(existsSync(join(directory, "etc"))).toBe(false);
    const index = JSON.parse(readFileSync(join(out, "index.json"), "utf8"));
    expect(index).toMatchObject({replicates: 3, width: 512, embedder_id: "hash-ngram-512"});
    expect(index.models.map((entry: {model_id: string}) => entry.model_id).sort()).toEqual(
      [...models].sort()
    );
    expect(index.queries).toHaveLength(3);
    const order = await textsOf(study, index.queries);
    for (const {model_id, file} of index.models) {
      const {data} = readNpy(join(out, file));
      expect(data).toEqual(expectedArray(model_id, order, rows));
    }
  });

  it("replaces an earlier export under force, and nothing else", async () => {
    const directory = folder();
    const study = await exportedStudy(directory, answers(["a", "b", "c"]));
    const out = join(directory, "arrays");
    await exportNpy(study, {out, force: false}, effects);
    await expect(exportNpy(study, {out, force: false}, effects)).rejects.toThrow(
      `export: --out must not exist yet, or give --force; got ${out}`
    );
    writeFileSync(join(out, "7.npy"), "of an earlier, larger export");
    await exportNpy(study, {out, force: true}, effects);
    expect(readdirSync(out).sort()).toEqual(["0.npy", "1.npy", "2.npy", "index.json"]);
    writeFileSync(join(out, "thesis.txt"), "mine");
    await expect(exportNpy(study, {out, force: true}, effects)).rejects.toThrow(
      `export: --force replaces only folders that hold an export of this format; got "thesis.txt" in ${out}`
    );
    expect(readdirSync(out)).toHaveLength(5);
    const file = join(directory, "log.csv");
    await expect(exportNpy(study, {out: file, force: true}, effects)).rejects.toThrow(
      `export: --out must be a folder; got the file ${file}`
    );
  });

  // Where tests must not be skipped quietly, a missing numpy is a failure.
  it.skipIf(!hasNumpy && !process.env.CI)("is what numpy reads", async () => {
    expect(hasNumpy, `${python} must have numpy`).toBe(true);
    const directory = folder();
    const study = await exportedStudy(directory);
    const out = join(directory, "arrays");
    mkdirSync(out);
    await exportNpy(study, {out, force: true}, effects);
    const script = `
import json, numpy, os, sys
out = sys.argv[1]
index = json.load(open(os.path.join(out, "index.json")))
found = []
for model in index["models"]:
    x = numpy.load(os.path.join(out, model["file"]), allow_pickle=False)
    found.append({"dtype": x.dtype.str, "shape": x.shape, "order": bool(x.flags["C_CONTIGUOUS"]),
        "missing": int(numpy.isnan(x).any(axis=2).sum()),
        "sums": [None if numpy.isnan(s) else float(s) for s in (x.astype("f8") * numpy.arange(x.shape[2])).sum(axis=2).ravel()]})
print(json.dumps(found))`;
    const {stdout, stderr} = spawnSync(python, ["-c", script, out], {encoding: "utf8"});
    expect(stderr).toBe("");
    const found = JSON.parse(stdout) as {sums: (number | null)[]; missing: number}[];
    expect(found).toHaveLength(4);
    const index = JSON.parse(readFileSync(join(out, "index.json"), "utf8"));
    found.forEach((array, i) => {
      expect(array).toMatchObject({dtype: "<f4", shape: [3, 3, 512], order: true});
      const {data} = readNpy(join(out, index.models[i].file));
      array.sums.forEach((sum, cell) => {
        const own = data.slice(512 * cell, 512 * (cell + 1)).reduce((s, x, k) => s + x * k, 0);
        if (sum === null) expect(own).toBeNaN();
        else expect(sum).toBeCloseTo(own, 6);
      });
    });
    expect(found.reduce((sum, {missing}) => sum + missing, 0)).toBe(1);
  });
});

/** The texts of queries, in the order of their ids. */
async function textsOf(study: string, ids: readonly string[]): Promise<string[]> {
  const read = await readStudy(study);
  const texts = new Map(read.queries.map(({query_id, query_text}) => [query_id, query_text]));
  const order = ids.map((id) => texts.get(id) as string);
  expect([...order].sort()).toEqual([...queries].sort());
  return order;
}

function expectedArray(model: string, order: readonly string[], rows: ReturnType<typeof answers>) {
  const out = new Float32Array(9 * 512).fill(Number.NaN);
  for (const row of rows)
    if (row.model_id === model)
      out.set(
        hashNgram(row.response_text),
        (3 * order.indexOf(row.query_text) + row.replicate) * 512
      );
  return out;
}
