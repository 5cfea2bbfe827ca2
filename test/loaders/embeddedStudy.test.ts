import {cpSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {temporaryFolders} from "./temporaryFolder.js";

const folder = temporaryFolders();
const exposure = fileURLToPath(new URL("../../data/studies/exposure", import.meta.url));

/** The embedded study cut down to a few models and queries. */
function cutStudy(models: number, queries: number): string {
  const study = join(folder(), "exposure");
  mkdirSync(study);
  for (const file of ["study.json", "references.bib"])
    cpSync(join(exposure, file), join(study, file));
  cut(study, "models.csv", models);
  cut(study, "queries.csv", queries);
  return study;
}

function cut(study: string, file: string, rows: number): void {
  const lines = readFileSync(join(exposure, file), "utf8").split("\n");
  writeFileSync(join(study, file), `${lines.slice(0, rows + 1).join("\n")}\n`);
}

const work = async (study: string) =>
  (await bringUpToDate(study, {out: join(study, "out"), effects: quietEffects()})).work;

it("asks embedded models once; then only what an added model or a changed query lacks", async () => {
  const study = cutStudy(3, 4);
  expect(await work(study)).toEqual({collected: 48, embedded: 48, rows: 12, tables: 3});
  expect(await work(study)).toEqual({collected: 0, embedded: 0, rows: 0, tables: 0});
  cut(study, "models.csv", 4);
  expect(await work(study)).toEqual({collected: 16, embedded: 16, rows: 12, tables: 3});
  const path = join(study, "queries.csv");
  const lines = readFileSync(path, "utf8").split("\n");
  lines[2] = (lines[2] as string).replace(
    /,.*[?]/,
    ",Which song does the band play on the old piano?"
  );
  writeFileSync(path, lines.join("\n"));
  expect(await work(study)).toEqual({collected: 16, embedded: 16, rows: 3, tables: 3});
});
