import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join, relative} from "node:path";
import fc from "fast-check";
import {expect, it} from "vitest";
import {importText} from "../../cli/importText.js";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {readAnswers} from "../../loaders/import/readAnswers.js";
import {readTable} from "../../loaders/store/tables.js";
import {VantageError} from "../../src/lib/core/errors.js";
import {sha256} from "../../src/lib/core/sha256.js";
import type {SourceFile} from "../../src/lib/intake/types.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {mutated, mutations} from "../property/intakeMutations.js";
import {intakeSeeds} from "../property/intakeSeeds.js";

/** 150 cases in all. */
const each = 10;
const folder = temporaryFolders();

/** A name that a disk takes, in the folder that it is for. */
function diskName(path: string): string {
  const names = path.split("/").filter((name) => !["", ".", ".."].includes(name));
  const safe = names.map((name) => name.replaceAll("\u0000", "0").slice(0, 60));
  return safe.join("/") || "unnamed";
}

async function writeFiles(files: readonly SourceFile[], to: string): Promise<void> {
  for (const file of files) {
    const path = join(to, diskName(file.path));
    // A file may have another's folder's name.
    try {
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, await file.bytes());
    } catch {}
  }
}

/** All files below a folder with the hash of their content, but those of the study. */
function listing(within: string, but: string): string[] {
  return readdirSync(within, {recursive: true, withFileTypes: true, encoding: "utf8"})
    .map((entry) => ({path: join(entry.parentPath, entry.name), isFile: entry.isFile()}))
    .filter(({path}) => path !== but && !path.startsWith(`${but}/`))
    .map(({path, isFile}) => {
      const hash = isFile ? sha256(readFileSync(path, "latin1")) : "folder";
      return `${relative(within, path)} ${hash}`;
    })
    .sort();
}

/** Imports fuzzed files and checks what was written. @returns what brings the study up to date */
async function importInto(base: string, source: {paths: string[]; format?: string; model: string}) {
  const study = join(base, "a/b/c/probe");
  const responses: ResponseRow[] = [];
  const answers = await readAnswers(source, (row) => void responses.push(row));
  const report = await importStudy({...source, study});
  const byKey = <T extends {response_key: string}>(rows: readonly T[]) =>
    rows.toSorted((a, b) => (a.response_key < b.response_key ? -1 : 1));
  const kept = (await readTable(study, "responses")) ?? [];
  expect(byKey(kept)).toEqual(byKey(responses));
  expect(await readTable(study, "queries")).toEqual(answers.queries);
  expect((await readTable(study, "scores")) ?? []).toEqual(answers.scores);
  expect((await readTable(study, "setups")) ?? []).toEqual(answers.setups);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey
  expect(importText(report)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  return () =>
    bringUpToDate(study, {out: join(study, ".vantage/published"), effects: quietEffects()});
}

it.each(intakeSeeds.map((seed) => [seed.name, seed] as const))(
  "importing %s, changed at random, writes into the study only, and what was read",
  async (_, seed) => {
    let imported = 0;
    const property = fc.asyncProperty(mutations, fc.boolean(), async (changes, isSaid) => {
      const base = folder();
      const [log, study] = [join(base, "a/log"), join(base, "a/b/c/probe")];
      for (const path of [log, dirname(study)]) mkdirSync(path, {recursive: true});
      await writeFiles(mutated(seed, changes), log);
      const before = listing(base, study);
      try {
        const format = isSaid ? seed.format : undefined;
        const publish = await importInto(base, {paths: [log], format, model: "said"});
        imported++;
        await publish();
      } catch (error) {
        if (!(error instanceof VantageError)) throw error;
        expect(error.message).not.toContain("\n");
      }
      expect(listing(base, study)).toEqual(before);
      if (existsSync(study)) expect(readdirSync(study)).toContain("study.json");
    });
    await fc.assert(property, {numRuns: each, seed: 20_260_102});
    expect(imported).toBeGreaterThan(0);
  }
);
