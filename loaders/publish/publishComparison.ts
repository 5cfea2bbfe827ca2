import {join} from "node:path";
import {DataError, DomainError} from "../../src/lib/core/errors.js";
import {answerTable} from "../../src/lib/dkps/answerTable.js";
import type {ComparedSetting, EmbedderComparison} from "../../src/lib/schema/embedderComparison.js";
import {filterPositions} from "../../src/lib/schema/filter.js";
import type {PublishedStudy, StudyData} from "../../src/lib/schema/studyData.js";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {comparedSetting, type SettingResults} from "../../src/workflows/comparedSetting.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import type {Effects} from "../effects.js";
import {isAnswer} from "../embed/embedResponses.js";
import {openEmbedder} from "../embed/openEmbedder.js";
import {contentKey} from "../store/contentKey.js";
import {allRows} from "../store/rows.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {openStudy} from "../study/openStudy.js";
import {readStudy, type Study} from "../study/readStudy.js";
import {studyResponses} from "../study/studyResponses.js";
import {
  embedded,
  embedderSettings,
  meanShift,
  settingVectors,
  type Vectors
} from "./embedderSettings.js";
import {type FilePlan, planFile, recordFile, withdrawFile} from "./planFile.js";

/** Bumped when the same answers should give another comparison. */
const comparisonVersion = 1;
const file = "embedders.json";

/**
 * What `embedders.json` should be made from, and whether it is; null where a study asks for none.
 *
 * @param facts the published study
 */
export async function planComparison(
  {directory, spec}: Study,
  out: string,
  facts: PublishedStudy,
  version: string
): Promise<FilePlan | null> {
  if (!spec.publish.comparison) return null;
  const key = contentKey("comparison", comparisonVersion, version, facts, embedderSettings);
  return planFile(directory, join(out, file), key);
}

/**
 * Writes `embedders.json` where a study asks for it (`publish.comparison`): the questions its map is
 * made of, embedded anew under each setting, with the default analyses on top. Made again only when
 * the published study changes.
 *
 * @throws DataError for a study whose answers have gaps, or whose embedder is not `hash-ngram-512`
 */
export async function publishComparison(
  studyDirectory: string,
  out: string,
  version: string,
  effects: Effects
): Promise<void> {
  const study = await readStudy(studyDirectory);
  const published = await openStudy(out);
  const {loadTable: _, ...facts} = published;
  const plan = await planComparison(study, out, facts, version);
  if (plan === null) return withdrawFile(studyDirectory, join(out, file));
  if (plan.state === "fresh") return;
  const responses = await allRows((await studyResponses(study)).responses);
  const embedder = await openEmbedder(study, responses);
  if (embedder.id !== "hash-ngram-512")
    throw new DataError(
      `publish.comparison: embedder must be hash-ngram-512; got ${embedder.name}`
    );
  const asked = withQueries(published);
  const answers = gridAnswers(asked, responses);
  const whole = await embedded(answers, embedder);
  const base = await resultsOf(asked, whole, version, effects);
  const about = {varied: "embedder", value: embedder.name, width: whole.width, shift: 0} as const;
  const settings: ComparedSetting[] = [];
  for (const setting of embedderSettings) {
    const vectors = await settingVectors(setting, answers, embedder, whole);
    const found = {...setting, width: vectors.width, shift: meanShift(vectors, whole)};
    settings.push(
      await orRefused(found, async () =>
        comparedSetting(found, await resultsOf(asked, vectors, version, effects), base.space)
      )
    );
    effects.progress("embedders compared", settings.length, embedderSettings.length);
  }
  const comparison: EmbedderComparison = {
    schemaVersion: 1,
    models: base.space.models,
    queries: asked.queries.length,
    replicates: asked.replicates,
    label: base.classification?.label ?? null,
    covariate: base.regression?.covariate ?? null,
    chance: base.classification?.chance ?? null,
    baseline: base.regression?.baseline.mae ?? null,
    published: comparedSetting(about, base, base.space),
    settings
  };
  await writeAtomically(plan.path, `${JSON.stringify(comparison)}\n`);
  await recordFile(studyDirectory, plan);
}

/** The study with the questions its map is made of, and no others. */
function withQueries(study: StudyData): StudyData {
  const filter = String(study.defaults.space?.queries ?? "");
  const queries = filterPositions(study.queries, filter).map((j) => study.queries[j]);
  return {...study, queries: queries.filter((query) => query !== undefined)};
}

/** By query, model and replicate. @throws DataError naming the first gap */
function gridAnswers(study: StudyData, responses: readonly ResponseRow[]): ResponseRow[] {
  const name = (...parts: readonly unknown[]) => JSON.stringify(parts);
  const found = new Map(
    responses.filter(isAnswer).map((row) => [name(row.query_id, row.model_id, row.replicate), row])
  );
  return study.queries.flatMap(({query_id}) =>
    study.models.flatMap(({model_id}) =>
      Array.from({length: study.replicates}, (_, replicate) => {
        const row = found.get(name(query_id, model_id, replicate));
        if (row) return row;
        const got = `none of ${model_id} to ${query_id}`;
        throw new DataError(`publish.comparison: every answer must be there; got ${got}`);
      })
    )
  );
}

async function resultsOf(
  study: StudyData,
  {width, data}: Vectors,
  version: string,
  {now}: Effects
): Promise<SettingResults> {
  const {models, queries, replicates} = study;
  const shape = {queries: queries.length, models: models.length, replicates, width};
  const entry = {
    file: "",
    metric: "euclidean",
    replicates,
    encoding: "float32",
    hash: "",
    bytes: 0
  } as const;
  const table = {...entry, ...answerTable(data, shape)};
  const given = {...study, tables: [entry], loadTable: async () => table};
  const run = async (workflow: string, inputs: Readonly<Record<string, unknown>>) =>
    (await runWorkflow(given, workflow, {queries: "", ...inputs}, {version, now})).result;
  const untested = {permutations: 0};
  return {
    space: (await run("space", {})) as SpaceResult,
    classification: await orNull(run("classification", untested)),
    regression: await orNull(run("regression", untested))
  } as SettingResults;
}

async function orNull(running: Promise<unknown>): Promise<unknown> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** What a setting does, or, where its vectors give no space, why not. */
async function orRefused(
  about: Pick<ComparedSetting, "varied" | "value" | "width" | "shift">,
  compare: () => Promise<ComparedSetting>
): Promise<ComparedSetting> {
  try {
    return await compare();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const none = {pearson: null, spearman: null, dimension: 0, accuracy: null, error: null};
    return {...about, ...none, points: [], refused: error.message};
  }
}
