import {existsSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {createResponseSpool} from "../../../loaders/store/responseSpool.js";
import {allRows} from "../../../loaders/store/rows.js";
import {readTable, streamTable, tablePath, writeTable} from "../../../loaders/store/tables.js";
import type {ResponseRow} from "../../../src/lib/schema/tables.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

const row = (n: number, response_text = `says ${n}'; DROP TABLE t; --`): ResponseRow => ({
  response_key: `k${n}`,
  model_id: "m",
  query_id: `q${n}`,
  replicate: 0,
  response_text,
  choices: null,
  status: "ok",
  finish_reason: null,
  prompt_hash: null,
  created_at: null,
  time: n / 2,
  params: "{}",
  source_ref: `log#line ${n}`
});
const rows = Array.from({length: 10}, (_, n) => row(n));

async function written(entries: readonly (readonly [ResponseRow, number])[]) {
  const study = join(folder(), "it's [here]");
  const spool = createResponseSpool(join(study, ".vantage", "spool"), 3);
  for (const [each, position] of entries) await spool.add(each, position);
  await spool.write(tablePath(study, "responses"));
  await spool.close();
  return study;
}

describe("createResponseSpool", () => {
  it("writes the rows of many parts as one table, in order, as writeTable does", async () => {
    const study = await written(rows.map((each, n) => [each, n]));
    const whole = join(folder(), "s");
    await writeTable(whole, "responses", rows);
    const found = await allRows(streamTable(study, "responses") ?? []);
    expect(found).toEqual(await readTable(whole, "responses"));
    expect(Object.keys(found[0] ?? {})).toEqual(Object.keys(rows[0] ?? {}));
  });

  it("takes the last of several rows for a position, in its place", async () => {
    const again: [ResponseRow, number][] = [
      [row(1, "first"), 1],
      [row(10), 10],
      [row(1, "last"), 1]
    ];
    const study = await written([...rows.map((each, n) => [each, n] as const), ...again]);
    const found = await readTable(study, "responses");
    expect(found).toEqual([row(0), row(1, "last"), ...rows.slice(2), row(10)]);
  });

  it("leaves nothing behind, and makes nothing for a few rows that are not written", async () => {
    const study = await written(rows.map((each, n) => [each, n]));
    expect(readdirSync(study)).toEqual(["tables"]);
    const other = join(folder(), "other");
    const spool = createResponseSpool(join(other, ".vantage", "spool"));
    await spool.add(row(0), 0);
    await spool.close();
    expect(existsSync(other)).toBe(false);
  });
});

describe("streamTable", () => {
  it("is read anew each time, and refuses a table that took the place of the first", async () => {
    const study = join(folder(), "s");
    expect(streamTable(study, "responses")).toBeUndefined();
    await writeTable(study, "responses", rows);
    const table = streamTable(study, "responses") ?? [];
    expect(await allRows(table)).toEqual(rows);
    expect(await allRows(table)).toEqual(rows);
    await writeTable(study, "responses", rows.slice(1));
    await expect(allRows(table)).rejects.toThrow("file must stay while it is read");
  });
});

describe("a spool that cannot write", () => {
  it("says so when it is asked for more, and can be closed", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    const spool = createResponseSpool(join(file, "spool"), 1);
    await spool.add(row(0), 0);
    await expect(async () => {
      await spool.add(row(1), 1);
      await spool.write(join(file, "never"));
    }).rejects.toThrow("ENOTDIR");
    await spool.close();
  });
});
