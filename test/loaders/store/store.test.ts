import {appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bytesKey, contentKey, rowsKey} from "../../../loaders/store/contentKey.js";
import {readLedger, recordStages, storePath} from "../../../loaders/store/ledger.js";
import {readParquet, writeParquet} from "../../../loaders/store/parquet.js";
import {openVectorPack} from "../../../loaders/store/vectorPack.js";
import {replaceAtomically, writeAtomically} from "../../../loaders/store/writeAtomically.js";
import {LoaderError} from "../../../src/lib/core/errors.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const entry = (name: string, ...numbers: number[]) => ({
  key: bytesKey(name),
  vector: Float32Array.from(numbers)
});

describe("contentKey", () => {
  it("does not depend on the order of fields, but on everything else", () => {
    expect(contentKey({a: 1, b: {c: 2, d: 3}})).toBe(contentKey({b: {d: 3, c: 2}, a: 1}));
    expect(contentKey({a: 1, b: undefined})).toBe(contentKey({a: 1}));
    expect(contentKey([1, 2])).not.toBe(contentKey([2, 1]));
    expect(contentKey("a", "b")).not.toBe(contentKey("ab"));
    expect(rowsKey([{a: 1}, {a: 2}])).not.toBe(rowsKey([{a: 2}, {a: 1}]));
  });
});

describe("writeAtomically", () => {
  it("leaves the old file and no other when writing fails", async () => {
    const directory = folder();
    const path = join(directory, "deep", "file");
    await writeAtomically(path, "old");
    const failing = replaceAtomically(path, async (temporary) => {
      writeFileSync(temporary, "half");
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(join(directory, "deep"))).toEqual(["file"]);
  });
});

describe("ledger", () => {
  it("adds stages to those recorded, and takes a damaged file for an empty one", async () => {
    const study = folder();
    await recordStages(study, {a: "1"});
    await recordStages(study, {b: "2"});
    expect(await readLedger(study)).toEqual({a: "1", b: "2"});
    writeFileSync(storePath(study, "ledger.json"), '{"a": ');
    expect(await readLedger(study)).toEqual({});
  });
});

describe("vectorPack", () => {
  it("gives back what was appended, by this process and by others", async () => {
    const directory = folder();
    const [one, two] = [await openVectorPack(directory, 2), await openVectorPack(directory, 2)];
    await one.append([entry("a", 1, 2), entry("b", 3, 4)]);
    await two.append([entry("c", 5, 6)]);
    await one.append([entry("a", 9, 9), entry("d", 7, 8)]);
    await Promise.all([one.close(), two.close()]);
    const all = await openVectorPack(directory, 2);
    const found = ["a", "b", "c", "d"].map((name) => [...(all.get(bytesKey(name)) ?? [])]);
    expect(found).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8]
    ]);
    expect(all.has(bytesKey("e"))).toBe(false);
  });

  it("does not read a torn or a damaged record", async () => {
    const directory = folder();
    const pack = await openVectorPack(directory, 2);
    await pack.append([entry("a", 1, 2), entry("b", 3, 4), entry("c", 5, 6)]);
    await pack.close();
    const path = join(directory, "000000.pack");
    const size = readFileSync(path).length / 3;
    truncateSync(path, 3 * size - 1);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(size + 34) ^ 1, size + 34);
    writeFileSync(path, bytes);
    const again = await openVectorPack(directory, 2);
    const held = ["a", "b", "c"].map((name) => again.has(bytesKey(name)));
    expect(held).toEqual([true, false, false]);
    await again.append([entry("b", 3, 4)]);
    await again.close();
    appendFileSync(path, "rubbish");
    expect((await openVectorPack(directory, 2)).has(bytesKey("b"))).toBe(true);
  });

  it("refuses a vector of another width", async () => {
    const pack = await openVectorPack(folder(), 2);
    await expect(pack.append([entry("a", 1)])).rejects.toThrow("vector must have 2 numbers; got 1");
  });
});

describe("parquet", () => {
  it("gives back any rows, whatever the text", async () => {
    const path = join(folder(), 'it\'s a "file".parquet');
    const text = fc.option(fc.string({unit: "binary"}));
    const row = fc.record({
      "a 'b\" c": text,
      number: fc.option(fc.double({noNaN: true})),
      integer: fc.option(fc.integer()),
      boolean: fc.option(fc.boolean())
    });
    const columns = {
      "a 'b\" c": "text",
      number: "number",
      integer: "integer",
      boolean: "boolean"
    } as const;
    await fc.assert(
      fc.asyncProperty(fc.array(row, {maxLength: 20}), async (rows) => {
        await writeParquet(path, columns, rows);
        expect(await readParquet(path)).toEqual(rows);
      }),
      {numRuns: 15}
    );
  });

  it("says in one line which file it cannot read", async () => {
    const directory = folder();
    const damaged = join(directory, "a.parquet");
    writeFileSync(damaged, "PAR1");
    await expect(readParquet(damaged, "log.parquet")).rejects.toThrow(
      /^log\.parquet: file must be complete Parquet; got [^\n]*$/
    );
  });

  // folder modes do not bind root, which tests may run as
  it.skipIf(process.platform !== "linux")("says in one line what it cannot write", async () => {
    const path = "/proc/a.parquet";
    const failed = await writeParquet(path, {i: "integer"}, [{i: 1}]).catch((error) => error);
    expect(failed).toBeInstanceOf(LoaderError);
    expect(failed.message).toMatch(/^\/proc\/a\.parquet: file must be writable; got [^\n]*$/);
    expect(failed.message).not.toContain(".tmp");
  });

  it("keeps the order of more rows than one chunk holds", async () => {
    const path = join(folder(), "many.parquet");
    const rows = Array.from({length: 5000}, (_, i) => ({i, text: `row ${i}`}));
    await writeParquet(path, {i: "integer", text: "text"}, rows);
    expect(await readParquet(path)).toEqual(rows);
  });
});
