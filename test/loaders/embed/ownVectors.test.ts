import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {
  Field,
  FixedSizeList,
  Float32,
  List,
  Table,
  tableToIPC,
  vectorFromArray
} from "apache-arrow";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {openEmbedder} from "../../../loaders/embed/openEmbedder.js";
import {vectorsEmbedder} from "../../../loaders/embed/vectorsEmbedder.js";
import {exportNpy} from "../../../loaders/export/exportNpy.js";
import {npyBytes} from "../../../loaders/export/npy.js";
import {openStudy} from "../../../loaders/study/openStudy.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {float16Bits} from "../../../src/lib/embedding/float16.js";
import {awkwardAnswers, effects, exportedStudy} from "../export/exportedStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

/** Row k of the tests' arrays. */
const vector = (k: number) => [k, 0.5, 1 - k];
const keys = [
  ["a", "q1", 0],
  ["a", "q2", 0],
  ["b", "q1", 0],
  ["b", "q2", 0]
] as const;
const numbers = Float32Array.from(keys.flatMap((_, k) => vector(k)));
const index = {models: [{model_id: "a"}, "b"], queries: ["q1", "q2"]};
const rowIndex = keys.map(([model_id, query_id]) => ({model_id, query_id}));

function written(files: Record<string, string | Uint8Array>): string {
  const directory = folder();
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(directory, name), content);
  return directory;
}

/** An array with another head than ours. */
function npy(type: string, shape: string, data: Buffer, order = "False"): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0, 0, 0, 0]);
  head.writeUInt32LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text, "latin1"), data]);
}

function doubles(): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [i, x] of numbers.entries()) bytes.writeDoubleLE(x, 8 * i);
  return bytes;
}

function halves(): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  for (const [i, x] of numbers.entries()) bytes.writeUInt16LE(float16Bits(x), 2 * i);
  return bytes;
}

async function parquet(path: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

const rowsSql = (type: string) =>
  keys
    .map(
      ([m, q, r], k) =>
        `SELECT '${m}' model_id, '${q}' query_id, ${r}::BIGINT replicate, [${vector(k)}]::${type} embedding`
    )
    .join(" UNION ALL ");

function arrow(type: List<Float32> | FixedSizeList<Float32>): Uint8Array {
  return tableToIPC(
    new Table({
      model_id: vectorFromArray(keys.map(([model]) => model)),
      query_id: vectorFromArray(keys.map(([, query]) => query)),
      embedding: vectorFromArray(
        keys.map((_, k) => vector(k)),
        type
      )
    }),
    "file"
  );
}

const item = new Field("item", new Float32());

async function expectAll(path: string): Promise<void> {
  const embedder = await vectorsEmbedder(path);
  expect(embedder.width).toBe(3);
  const contents = keys.map(([model_id, query_id, replicate]) =>
    embedder.content({model_id, query_id, replicate, response_text: "any", choices: null})
  );
  const found = await embedder.embed([...contents].reverse());
  expect([...found]).toEqual(keys.flatMap((_, k) => vector(keys.length - 1 - k)));
}

describe("vectorsEmbedder", () => {
  it.each([
    ["float32", npyBytes([2, 2, 3], numbers)],
    ["float16", npy("<f2", "2, 2, 3", halves())],
    ["float64", npy("<f8", "2, 2, 3", doubles())],
    ["replicates", npyBytes([2, 2, 1, 3], numbers)]
  ])("reads models × queries × width: %s", async (_, bytes) => {
    const directory = written({"v.npy": bytes, "v.json": JSON.stringify(index)});
    await expectAll(join(directory, "v.npy"));
  });

  it.each([
    ["json", JSON.stringify({rows: rowIndex})],
    ["csv", `query_id,model_id,replicate\n${keys.map(([m, q]) => `${q},${m},`).join("\n")}\n`]
  ])("reads rows × width with an index in %s", async (kind, text) => {
    const directory = written({"v.npy": npyBytes([4, 3], numbers), [`v.${kind}`]: text});
    await expectAll(join(directory, "v.npy"));
  });

  it.each(["FLOAT[]", "FLOAT[3]", "DOUBLE[]"])("reads Parquet with %s", async (type) => {
    const path = join(folder(), "v.parquet");
    await parquet(path, rowsSql(type));
    await expectAll(path);
  });

  it.each([
    ["lists", new List(item)],
    ["lists of one size", new FixedSizeList(3, item)]
  ])("reads Arrow with %s", async (_, type) => {
    await expectAll(join(written({"v.arrow": arrow(type)}), "v.arrow"));
  });

  it("has an id of its files' content, wherever they lie", async () => {
    const files = {"v.npy": npyBytes([2, 2, 3], numbers), "v.json": JSON.stringify(index)};
    const id = async (given: typeof files) =>
      (await vectorsEmbedder(join(written(given), "v.npy"))).id;
    const first = await id(files);
    expect(first).toMatch(/^vectors v\.npy@[0-9a-f]{16} width=3$/);
    expect(await id(files)).toBe(first);
    const others = [
      {
        ...files,
        "v.npy": npyBytes(
          [2, 2, 3],
          numbers.map((x) => x + 1)
        )
      },
      {...files, "v.json": JSON.stringify({...index, queries: ["q2", "q1"]})}
    ];
    for (const other of others) expect(await id(other)).not.toBe(first);
  });

  const good = npyBytes([2, 2, 3], numbers);
  const json = JSON.stringify(index);
  it.each([
    ["no index", {"v.npy": good}, "v.npy: v.json or .csv must say whose rows they are; got none"],
    [
      "fewer models",
      {"v.npy": npyBytes([1, 4, 3], numbers), "v.json": json},
      "must begin with 2 × 2, as the index says; got 1 × 4 × 3"
    ],
    [
      "Fortran's order",
      {"v.npy": npy("<f8", "2, 2, 3", doubles(), "True"), "v.json": json},
      "C order"
    ],
    ["big-endian", {"v.npy": npy(">f8", "2, 2, 3", doubles()), "v.json": json}, "got >f8"],
    ["integers", {"v.npy": npy("<i8", "2, 2, 3", doubles()), "v.json": json}, "got <i8"],
    ["a cut file", {"v.npy": good.subarray(0, -4), "v.json": json}, "bytes of its shape; got"],
    ["no array", {"v.npy": "hello", "v.json": json}, "v.npy: file must be a NumPy array"],
    [
      "an answer twice",
      {
        "v.npy": npyBytes([4, 3], numbers),
        "v.json": JSON.stringify([...rowIndex.slice(0, 3), rowIndex[0]])
      },
      'answers must be listed once; got ["a","q1",0]'
    ],
    [
      "fewer rows",
      {"v.npy": npyBytes([4, 3], numbers), "v.json": JSON.stringify(rowIndex.slice(1))},
      "array must have 3 vectors of width 3; got 4 × 3"
    ],
    [
      "a row of nobody",
      {"v.npy": npyBytes([4, 3], numbers), "v.csv": "model_id\na\na\na\na\n"},
      "model_id, query_id and a whole replicate must be given"
    ]
  ])("refuses %s", async (_, files, message) => {
    const path = join(written(files as Record<string, string | Uint8Array>), "v.npy");
    const opening = vectorsEmbedder(path).then((embedder) => embedder.embed(['["a","q1",0]']));
    await expect(opening).rejects.toThrow(message);
  });

  it("refuses tables without vectors, and files that are not there", async () => {
    const directory = folder();
    const path = join(directory, "v.parquet");
    await parquet(path, "SELECT 'a' model_id, 'q' query_id, 'text' embedding");
    await expect(vectorsEmbedder(path)).rejects.toThrow("embedding must be a list of numbers");
    await parquet(path, `${rowsSql("FLOAT[]")} UNION ALL SELECT 'c', 'q', 0, [1.0]`);
    await expect((await vectorsEmbedder(path)).embed([])).rejects.toThrow(
      "v.parquet#row 4: width must be 3; got 1"
    );
    writeFileSync(join(directory, "v.arrow"), "no arrow");
    await expect(vectorsEmbedder(join(directory, "v.arrow"))).rejects.toThrow("v.arrow: ");
    await expect(vectorsEmbedder(join(directory, "w.npy"))).rejects.toThrow(
      "embedder: file of vectors must exist; got "
    );
  });
});

describe("a study with vectors of its own", () => {
  /** A study whose embedder is what another study exported. */
  async function roundTrip() {
    const directory = folder();
    const study = await exportedStudy(directory, awkwardAnswers());
    await bringUpToDate(study, {out: join(directory, "before"), effects});
    await exportNpy(study, {out: join(study, "arrays"), force: false}, effects);
    const path = join(study, "study.json");
    const spec = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({...spec, embedder: "arrays"}));
    return {directory, study};
  }

  async function distances(published: string) {
    const data = await openStudy(published);
    const tables = await Promise.all(data.tables.map((entry) => data.loadTable(entry)));
    return tables.map(({squared}) => [...squared]);
  }

  it("has the distances of the study the vectors were exported from", async () => {
    const {directory, study} = await roundTrip();
    const out = join(directory, "after");
    const {published} = await bringUpToDate(study, {out, effects});
    expect(published.embedder.id).toMatch(/^vectors arrays@[0-9a-f]{16} width=512$/);
    const [before, after] = [await distances(join(directory, "before")), await distances(out)];
    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });

  it("refuses an answer without a vector, and one of NaN, by name", async () => {
    const {directory, study} = await roundTrip();
    const out = join(directory, "after");
    const indexPath = join(study, "arrays", "index.json");
    const listed = JSON.parse(readFileSync(indexPath, "utf8"));
    const [{model_id, file}] = listed.models;
    const bytes = readFileSync(join(study, "arrays", file));
    writeFileSync(
      join(study, "arrays", file),
      Buffer.from(bytes).fill(0xff, bytes.length - 512 * 4)
    );
    await expect(bringUpToDate(study, {out, effects})).rejects.toThrow(
      /must give finite vectors; got NaN at 0 for a, .*, replicate 2$/
    );
    writeFileSync(indexPath, JSON.stringify({...listed, models: listed.models.slice(1)}));
    await expect(bringUpToDate(study, {out, effects})).rejects.toThrow(
      `arrays: every answer must have a vector; got none for ${model_id}, `
    );
  });

  it("refuses arrays outside the folder, and options", async () => {
    const {study} = await roundTrip();
    const path = join(study, "arrays", "index.json");
    const listed = JSON.parse(readFileSync(path, "utf8"));
    cpSync(join(study, "arrays", "0.npy"), join(study, "0.npy"));
    const outside = [{model_id: "a", file: "../0.npy"}];
    writeFileSync(path, JSON.stringify({...listed, models: outside}));
    const found = await readStudy(study);
    await expect(openEmbedder(found, [])).rejects.toThrow("an .npy file beside the index");
    const spec = {...found.spec, embedder: {name: "arrays", width: 4}};
    await expect(openEmbedder({...found, spec}, [])).rejects.toThrow(
      "embedder: arrays must have no options; got width"
    );
  });
});
