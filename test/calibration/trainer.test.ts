import {cpSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {beforeAll, describe, expect, it} from "vitest";
import {publishStudies} from "../../cli/data.js";
import {quietEffects} from "../../loaders/effects.js";
import {drain} from "../../src/lib/core/drain.js";
import {stream} from "../../src/lib/random/stream.js";
import {decodeMap, type PublishedTrainer} from "../../src/lib/study/publishedTrainer.js";
import {type Guess, growRecipe, guessShare, trainNewcomer} from "../../src/lib/study/trainer.js";
import type {RunResult, SpaceResult} from "../../src/workflows/results.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";

const exposure = fileURLToPath(new URL("../../data/studies/exposure", import.meta.url));
const folder = temporaryFolders();

/*
 * The guess a reader gets of a model trained on the first page: how often its interval holds the share,
 * for shares drawn as the page draws them, of models that no part of it was made from.
 */
describe("guesses of models trained on a page", () => {
  let guesses: {share: number; guess: Guess}[];
  let level = 0;

  beforeAll(async () => {
    const directory = join(folder(), "exposure");
    const out = join(directory, "out");
    mkdirSync(directory);
    for (const file of ["study.json", "references.bib", "models.csv", "queries.csv"])
      cpSync(join(exposure, file), join(directory, file));
    await publishStudies([{directory, out}], quietEffects());
    const trainer = read<PublishedTrainer>(join(out, "trainer.json"));
    const space = read<RunResult<object, SpaceResult>>(join(out, "results", "space.json")).result;
    const map = decodeMap(trainer.map);
    const {recipe, guesser} = trainer;
    level = guesser.level;
    const corpora = growRecipe(recipe);
    const {documents} = recipe.source;
    expect(map.directions.cols).toBe(512 * space.queriesUsed.length);
    guesses = Array.from({length: 600}, (_, s) => {
      const share = stream(77, "reader", s).integer(documents + 1) / documents;
      const {vector, leaked} = drain(trainNewcomer(corpora, recipe, share, `fresh ${s}`));
      expect(leaked).toBe(Math.round(share * documents));
      return {share, guess: guessShare(vector, map, guesser)};
    });
  }, 120_000);

  const coverage = (of: typeof guesses) =>
    of.filter(({share, guess}) => share >= guess.lower && share <= guess.upper).length / of.length;

  it("hold the share as often as they say, whatever the size of the guess", () => {
    // Binomial with the calibration's own: 300 models give a coverage that is Beta(270, 31), ± .035.
    expect(coverage(guesses)).toBeGreaterThan(level - 0.05);
    expect(coverage(guesses)).toBeLessThan(level + 0.05);
    for (const [from, to] of [
      [0, 0.35],
      [0.35, 0.65],
      [0.65, 1.01]
    ] as const) {
      const own = guesses.filter(({guess}) => guess.share >= from && guess.share < to);
      expect(own.length).toBeGreaterThan(120);
      expect(coverage(own)).toBeGreaterThan(level - 0.09);
    }
  });

  it("are right on average and within a few points", () => {
    const errors = guesses.map(({share, guess}) => guess.share - share);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const size = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(size).toBeLessThan(0.05);
  });
});

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}
