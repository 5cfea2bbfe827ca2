import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {type ImportOptions, importStudy} from "../../../loaders/import/importStudy.js";
import {readTable} from "../../../loaders/store/tables.js";
import {vantage} from "../../cli/vantage.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const head = "model_id,query_id,query_text,response_text,replicate";

function logs() {
  const directory = folder();
  const study = join(directory, "s");
  let count = 0;
  const log = (...rows: readonly string[]) => {
    const path = join(directory, `log${count++}.csv`);
    writeFileSync(path, `${[head, ...rows].join("\n")}\n`);
    return path;
  };
  const add = (path: string, options: Partial<ImportOptions> = {}) =>
    importStudy({study, paths: [path], ...options});
  return {study, log, add};
}

const said = async (study: string) =>
  (await readTable(study, "responses"))?.map((row) => [
    row.model_id,
    row.query_id,
    row.response_text
  ]);

describe("a second import into a study", () => {
  it("keeps the earlier answers and adds the new ones", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,", "m2,q,x?,2,"));
    const report = await add(log("m2,q,x?,2,", "m3,q,x?,3,"));
    expect(report.merge).toEqual({earlier: 2, added: 1, identical: 1, replaced: 0});
    expect(report).toMatchObject({models: 3, responses: 3, statuses: {ok: 3}});
    expect(await said(study)).toEqual([
      ["m1", "q", "1"],
      ["m2", "q", "2"],
      ["m3", "q", "3"]
    ]);
  });

  it("refuses an answer that differs and names it, unless told to replace", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,", "m2,q,x?,2,"));
    const other = log("m1,q,x?,other,", "m3,q,x?,3,");
    await expect(add(other)).rejects.toThrow(
      /^import: \["m1","q",0\] must be as the study has it .*; got "other" .*for "1"/
    );
    expect(await said(study)).toHaveLength(2);
    const preview = await add(other, {replace: true, preview: true});
    expect(preview.merge).toEqual({earlier: 2, added: 1, identical: 0, replaced: 1});
    expect(await said(study)).toHaveLength(2);
    await add(other, {replace: true});
    expect(await said(study)).toEqual([
      ["m1", "q", "other"],
      ["m2", "q", "2"],
      ["m3", "q", "3"]
    ]);
  });

  it("refuses another text for a query, even when told to replace", async () => {
    const {log, add} = logs();
    await add(log("m1,q,x?,1,"));
    await expect(add(log("m2,q,y?,1,"), {replace: true})).rejects.toThrow(
      'import: query q must keep its text "x?"; got "y?"'
    );
  });

  it("knows a query without an id by its text", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,"));
    await add(log("m2,,x?,2,"));
    expect(await said(study)).toEqual([
      ["m1", "q", "1"],
      ["m2", "q", "2"]
    ]);
  });

  it("tells of answers that study.json does not use", async () => {
    const {log, add} = logs();
    await add(log("m1,q,x?,1,0"));
    expect(await add(log("m1,q,x?,2,1"))).toMatchObject({unusedFrom: 1, replicates: 2});
  });

  it("joins covariates to the earlier models too", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,"));
    const covariates = `${study}.csv`;
    writeFileSync(covariates, "model,size\nm1,1\nm2,2\n");
    const report = await add(log("m2,q,x?,2,"), {covariates});
    expect(report.covariates).toMatchObject({unmatched: [], without: []});
  });

  it("is refused by a study whose answers come from a source", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,"));
    const spec = {schemaVersion: 1, title: "s", source: {}};
    writeFileSync(join(study, "study.json"), JSON.stringify(spec));
    await expect(add(log("m2,q,x?,1,"))).rejects.toThrow("import: study must have no source");
  });

  it("is told on the command line, --preview included", async () => {
    const {study, log, add} = logs();
    await add(log("m1,q,x?,1,"));
    const words = ["import", log("m1,q,x?,9,", "m2,q,x?,2,"), "--study", study];
    expect((await vantage(...words)).code).toBe(1);
    const preview = await vantage(...words, "--replace", "--preview");
    expect(preview.out).toContain(
      "the study had 1 answers: 1 would be added, 1 would be replaced, 0 already there"
    );
    expect((await vantage(...words, "--replace")).out).toContain(
      "the study had 1 answers: 1 added, 1 replaced, 0 already there"
    );
    expect(existsSync(join(study, "models.csv"))).toBe(true);
  });
});
