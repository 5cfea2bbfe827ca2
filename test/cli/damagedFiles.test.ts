import {readFileSync, rmSync, truncateSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import type {StageStatus} from "../../loaders/study/studyStatus.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {importedStudy} from "./importedStudy.js";
import {vantage} from "./vantage.js";

const folder = temporaryFolders();
const table = "distances.r1.arrow";

/** A study with everything made, and where its published files are. */
async function madeStudy() {
  const covariates = {size: {type: "number", description: ""}};
  const spec = {schemaVersion: 1, title: "s", models: "models.csv", covariates};
  const study = await importedStudy(folder(), {
    "study.json": JSON.stringify(spec),
    "models.csv": "model_id,size\nbase-1,7\nbase-2,3\ntuned-1,2\ntuned-2,1\n"
  });
  await vantage("data", "--study", study);
  return {study, out: join(study, ".vantage", "published")};
}

async function unfresh(study: string): Promise<string[]> {
  const {out} = await vantage("status", "--study", study, "--json");
  const stages = JSON.parse(out)[0].stages as StageStatus[];
  return stages.filter(({state}) => state !== "fresh").map(({stage}) => stage);
}

const damages: [string, string, (path: string) => void, string[]][] = [
  ["a table cut off", table, (path) => truncateSync(path, 300), [table, "study.json", "results"]],
  ["a table with one byte changed", table, flipByte, [table, "study.json", "results"]],
  ["a broken study.json", "study.json", (path) => truncateSync(path, 50), []],
  ["a study.json of null", "study.json", (path) => writeFileSync(path, "null"), []],
  ["a deleted result", "results/space.json", (path) => rmSync(path), ["results"]],
  ["a result cut off", "results/space.json", (path) => truncateSync(path, 50), ["results"]]
];

describe("a damaged published file", () => {
  it.each(damages)("%s is not fresh, and data makes it again", async (_, file, damage, named) => {
    const {study, out} = await madeStudy();
    const path = join(out, file);
    const before = readFileSync(path);
    expect(await unfresh(study)).toEqual([]);
    damage(path);
    expect(await unfresh(study)).toEqual(expect.arrayContaining([...named, "results"]));
    const data = await vantage("data", "--study", study);
    expect([data.code, data.err]).toEqual([0, expect.stringContaining("next: ")]);
    expect(readFileSync(path)).toEqual(before);
    expect(await unfresh(study)).toEqual([]);
  });

  it.each(damages.slice(0, 4))("%s does not stop run", async (_, file, damage) => {
    const {study, out} = await madeStudy();
    damage(join(out, file));
    expect((await vantage("run", "space", "--study", study)).code).toBe(0);
  });

  it("is named where nothing can make it again", async () => {
    const {out} = await madeStudy();
    truncateSync(join(out, table), 300);
    const {code, err} = await vantage("run", "space", "--study", out);
    expect(code).toBe(1);
    expect(err).toContain(`${join(out, table)}: file must be a distance table; got`);
  });
});

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 200] = (bytes[bytes.length - 200] as number) ^ 1;
  writeFileSync(path, bytes);
}
