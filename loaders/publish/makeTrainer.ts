import {drain} from "../../src/lib/core/drain.js";
import {type Matrix, matrix} from "../../src/lib/core/matrix.js";
import {meanNoise} from "../../src/lib/dkps/debias.js";
import {placeByMap, placementMap} from "../../src/lib/geometry/placementMap.js";
import {ols} from "../../src/lib/inference/ols.js";
import {stream} from "../../src/lib/random/stream.js";
import {type EmbeddedSource, embeddedSource} from "../../src/lib/schema/embeddedSource.js";
import type {StudyData, TableEntry} from "../../src/lib/schema/studyData.js";
import {encodeMap, type PublishedTrainer} from "../../src/lib/study/publishedTrainer.js";
import {
  bend,
  conformalErrors,
  growRecipe,
  rawGuess,
  type TrainerRecipe,
  trainNewcomer
} from "../../src/lib/study/trainer.js";
import type {RegressionResult, SpaceResult} from "../../src/workflows/results.js";
import {readGrammars} from "../collect/readGrammars.js";
import type {Effects} from "../effects.js";
import type {Study} from "../study/readStudy.js";

/** Models trained to bend the guess, and to see how far guesses are off, in groups by their size. */
export const calibration = {bending: 150, models: 300, groups: 3, level: 0.9} as const;

/** The published runs a page guesses by: about the same models, questions and axes. */
export interface TrainerRuns {
  readonly space: SpaceResult;
  readonly regression: RegressionResult;
}

/**
 * All that a page needs to train one more model of a study, place it and guess what it has read. The
 * study's own models are trained again, which gives the answers they gave; then others, of shares drawn
 * uniformly, tell how far guesses are off. O(n + 300) models of some 15 ms.
 */
export async function makeTrainer(
  study: Study,
  published: StudyData,
  {space, regression}: TrainerRuns,
  effects: Effects
): Promise<PublishedTrainer> {
  const source = embeddedSource.parse(study.spec.source);
  const recipe = await recipeOf(study, source, space.queriesUsed);
  const corpora = growRecipe(recipe);
  const trained = (name: string, share: number) =>
    drain(trainNewcomer(corpora, recipe, share, name)).vector;
  const shares = new Map(study.models.map((row) => [row.model_id, Number(row[source.share])]));
  const vectors = space.models.map((id) => trained(id, shares.get(id) as number));
  const [n, d] = space.coordinates.shape;
  const coordinates = {rows: n, cols: d, data: Float64Array.from(space.coordinates.data)};
  const squared = Float64Array.from(space.distances, (value) => value * value);
  const noise = space.debiased ? await noiseOf(published, space) : new Float64Array(n);
  const eigenvalues = Float64Array.from(space.eigenvalues);
  const map = placementMap(squared, coordinates, eigenvalues, rowsOf(vectors), noise);
  const fit = ols(
    coordinates,
    Float64Array.from(regression.predictions, (p) => p.observed)
  );
  const line = {intercept: fit.intercept, slopes: [...fit.coefficients]};
  const {bending, models, groups, level} = calibration;
  const guesses = Array.from({length: bending + models}, (_, s) => {
    const draw = stream(study.spec.seed, "trainer", "share", s);
    const share = draw.integer(source.documents + 1) / source.documents;
    effects.progress("models to calibrate guesses", s + 1, bending + models);
    return {share, raw: rawGuess(placeByMap(map, trained(`calibration ${s}`, share)), line)};
  });
  const curve = curveOf(guesses.slice(0, bending));
  const bent = guesses.slice(bending).map(({share, raw}) => ({share, raw: bend(raw, curve)}));
  const errors = conformalErrors(bent, level, groups);
  const guesser = {...line, curve, level, errors};
  return {schemaVersion: 1, recipe, guesser, map: encodeMap(map)};
}

/** The parabola through the guesses and the shares they were about. */
function curveOf(guesses: readonly {readonly raw: number; readonly share: number}[]) {
  const powers = matrix(guesses.length, 2);
  guesses.forEach(({raw}, i) => {
    powers.data.set([raw, raw * raw], 2 * i);
  });
  const {intercept, coefficients} = ols(
    powers,
    Float64Array.from(guesses, ({share}) => share)
  );
  return [intercept, coefficients[0] as number, coefficients[1] as number] as const;
}

async function recipeOf(
  {spec, queries}: Study,
  source: EmbeddedSource,
  used: readonly string[]
): Promise<TrainerRecipe> {
  const texts = new Map(queries.map(({query_id, query_text}) => [query_id, query_text]));
  return {
    grammars: await readGrammars(),
    source,
    seed: spec.seed,
    replicates: spec.replicates,
    maxTokens: spec.sampling?.max_tokens ?? 80,
    queries: used.map((query_id) => ({query_id, query_text: texts.get(query_id) ?? ""}))
  };
}

/** c_i of the space's models, in the unit of its squared distances. */
async function noiseOf(study: StudyData, space: SpaceResult): Promise<Float64Array> {
  const entry = study.tables.find(({replicates}) => replicates === space.replicates);
  const table = await study.loadTable(entry as TableEntry);
  const at = new Map(study.queries.map(({query_id}, j) => [query_id, j]));
  const questions = space.queriesUsed.map((id) => at.get(id) as number);
  const total = study.models.length;
  const {replicates} = space;
  const all = meanNoise(table.dispersion, total, questions, {replicates});
  const position = new Map(study.models.map(({model_id}, i) => [model_id, i]));
  return Float64Array.from(
    space.models,
    (id) => (all[position.get(id) as number] as number) / questions.length
  );
}

function rowsOf(vectors: readonly Float64Array[]): Matrix {
  const cols = vectors[0]?.length ?? 0;
  const rows = matrix(vectors.length, cols);
  vectors.forEach((vector, i) => {
    rows.data.set(vector, i * cols);
  });
  return rows;
}
