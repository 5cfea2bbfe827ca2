import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {exportCsv} from "../../../loaders/export/exportCsv.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {readTable, writeTable} from "../../../loaders/store/tables.js";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {spreadsheetCell} from "../../../src/lib/intake/spreadsheetCell.js";
import type {ScoreRow} from "../../../src/lib/schema/tables.js";
import {models} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";
import {awkwardAnswers, effects, exportedStudy, formulas} from "./exportedStudy.js";

const folder = temporaryFolders();

/** The rows of a CSV file, as maps: columns may be named like what every object inherits. */
function read(path: string): Map<string, string | undefined>[] {
  const {columns, rows} = parseCsv(readFileSync(path, "utf8"), path);
  return rows.map((row) => new Map(columns.map((name, k) => [name, row[k]])));
}

const score = (model_id: string, value: number, query_id: string | null = null): ScoreRow => ({
  model_id,
  query_id,
  replicate: null,
  metric: "=accuracy",
  filter: null,
  value,
  higher_is_better: true
});

describe("exportCsv", () => {
  it("writes answers that import to the same study again", async () => {
    const directory = folder();
    const study = await exportedStudy(directory);
    const out = join(directory, "csv");
    const report = await exportCsv(study, {out, force: false, spreadsheet: false}, effects);
    expect(report).toMatchObject({format: "csv", out});
    expect(readdirSync(out).sort()).toEqual(["answers.csv", "models.csv", "scores.csv"]);
    const again = join(directory, "again");
    await importStudy({study: again, paths: [join(out, "answers.csv")], format: "generic"});
    const [before, after] = await Promise.all(
      [study, again].map(async (path) =>
        ((await readTable(path, "responses")) ?? [])
          .map((row) => [row.model_id, row.query_id, row.replicate, row.status, row.response_text])
          .sort((a, b) => (String(a) < String(b) ? -1 : 1))
      )
    );
    expect(before).toHaveLength(report.rows);
    expect(after).toEqual(before);
    const texts = new Set(read(join(out, "answers.csv")).map((row) => row.get("response_text")));
    for (const {response_text} of awkwardAnswers()) expect(texts).toContain(response_text);
  });

  it("writes the models with their covariates", async () => {
    const directory = folder();
    const study = await exportedStudy(directory);
    const table = `model_id,size,tuned on\n${models.map((id, i) => `${id},${i},\n`).join("")}`;
    writeFileSync(join(study, "models.csv"), table);
    const out = join(directory, "csv");
    await exportCsv(study, {out, force: false, spreadsheet: false}, effects);
    const found = read(join(out, "models.csv"));
    expect(found.map((row) => row.get("model_id"))).toEqual(models);
    expect(found.map((row) => row.get("size"))).toEqual(["0", "1", "2", "3"]);
    expect(found.map((row) => row.get("tuned on"))).toEqual(["", "", "", ""]);
  });

  it("writes the scores of what the study lists and counts the others", async () => {
    const directory = folder();
    const study = await exportedStudy(directory);
    await writeTable(study, "scores", [score("a", -0.5), score("z", 1), score("a", 2, "no query")]);
    const out = join(directory, "csv");
    const report = await exportCsv(study, {out, force: false, spreadsheet: false}, effects);
    expect(report.notes).toContain("2 scores are of models or queries not listed and left out");
    const found = read(join(out, "scores.csv"));
    expect(found.map((row) => [...row.values()])).toEqual([
      ["a", "", "", "=accuracy", "", "-0.5", "true"]
    ]);
  });

  it("disarms formulas for spreadsheets only when asked, and never numbers", async () => {
    const directory = folder();
    const study = await exportedStudy(directory);
    await writeTable(study, "scores", [score("a", -0.5)]);
    const [plain, safe] = [join(directory, "plain"), join(directory, "safe")];
    await exportCsv(study, {out: plain, force: false, spreadsheet: false}, effects);
    await exportCsv(study, {out: safe, force: false, spreadsheet: true}, effects);
    const textsIn = (out: string) =>
      read(join(out, "answers.csv")).map((row) => row.get("response_text") as string);
    for (const text of formulas) {
      expect(textsIn(plain)).toContain(text);
      expect(textsIn(safe)).toContain(`'${text}`);
    }
    expect(textsIn(safe).filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([]);
    const [row] = read(join(safe, "scores.csv"));
    expect([row?.get("metric"), row?.get("value")]).toEqual(["'=accuracy", "-0.5"]);
  });

  it("leaves a taken path alone", async () => {
    const directory = folder();
    const study = await exportedStudy(directory);
    const target = {out: study, spreadsheet: false};
    await expect(exportCsv(study, {...target, force: false}, effects)).rejects.toThrow(
      `export: --out must not exist yet, or give --force; got ${study}`
    );
    await expect(exportCsv(study, {...target, force: true}, effects)).rejects.toThrow(
      "export: --force replaces only folders that hold an export of this format; got "
    );
    expect(existsSync(join(study, "study.json"))).toBe(true);
  });
});

describe("spreadsheetCell", () => {
  it.each([
    ["=1", "'=1"],
    ["-", "'-"],
    ["a=1", "a=1"],
    ["", ""],
    [-1, -1],
    [null, null]
  ])("makes %j into %j", (cell, shown) => {
    expect(spreadsheetCell(cell)).toBe(shown);
  });
});
