import {existsSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {publishComparison} from "../../../loaders/publish/publishComparison.js";
import type {EmbedderComparison} from "../../../src/lib/schema/embedderComparison.js";
import {answers, importAnswers, models} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

async function compared(rows = answers(), comparison = true) {
  const directory = folder();
  await importAnswers(directory, rows);
  const [study, out] = [join(directory, "study"), join(directory, "out")];
  const path = join(study, "study.json");
  const ask = (comparison: boolean) => {
    const spec = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({...spec, publish: {comparison}}));
  };
  const publish = async () => {
    await bringUpToDate(study, {out, effects: quietEffects()});
    await publishComparison(study, out, "0.0.0", quietEffects());
  };
  ask(comparison);
  await publish();
  return {file: join(out, "embedders.json"), ask, publish};
}

describe("the comparison of embedders", () => {
  it("holds each setting beside the published one", async () => {
    const {file} = await compared();
    const found: EmbedderComparison = JSON.parse(readFileSync(file, "utf8"));
    expect(found).toMatchObject({queries: 3, replicates: 3, label: null, models: [...models]});
    expect(found.published).toMatchObject({pearson: 1, spearman: 1, shift: 0, width: 512});
    expect(found.settings).toHaveLength(21);
    for (const {refused, points} of found.settings)
      expect(points.length).toBe(refused === undefined ? models.length : 0);
    const prefixed = found.settings.filter(({varied}) => varied === "prefix");
    expect(prefixed.every(({shift}) => shift !== null && shift > 0)).toBe(true);
  });

  it("is made only where it is asked for, once, and taken away again", async () => {
    expect(existsSync((await compared(answers(), false)).file)).toBe(false);
    const {file, ask, publish} = await compared();
    const made = statSync(file).mtimeMs;
    await publish();
    expect(statSync(file).mtimeMs).toBe(made);
    ask(false);
    await publish();
    expect(existsSync(file)).toBe(false);
  });

  it("needs every answer", async () => {
    await expect(compared(answers().slice(1))).rejects.toThrow(
      "publish.comparison: every answer must be there; got none of a to"
    );
  });
});
