import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {embeddedSource} from "../../src/lib/schema/embeddedSource.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import type {RegressionResult, RunResult, SpaceResult} from "../../src/workflows/results.js";
import {readGrammars} from "../collect/readGrammars.js";
import type {Effects} from "../effects.js";
import {contentKey} from "../store/contentKey.js";
import {writeAtomically} from "../store/writeAtomically.js";
import {openStudy} from "../study/openStudy.js";
import {readStudy, type Study} from "../study/readStudy.js";
import {calibration, makeTrainer, type TrainerRuns} from "./makeTrainer.js";
import {type FilePlan, planFile, recordFile, withdrawFile} from "./planFile.js";

/** Bumped when the same study should give another trainer. */
const trainerVersion = 1;

/**
 * What `trainer.json` should be made from, and whether it is; null for a study of other models, or whose
 * defaults a page could not follow: it guesses by least squares on the published map.
 *
 * @param facts the published study
 */
export async function planTrainer(
  {directory, spec}: Study,
  out: string,
  facts: PublishedStudy
): Promise<FilePlan | null> {
  const {method = "ols"} = (facts.defaults.regression ?? {}) as {readonly method?: string};
  const {temperature = 1, top_k = 0, top_p = 1} = spec.sampling ?? {};
  const isPlain = temperature === 1 && top_k === 0 && top_p === 1;
  const isEmbedded = embeddedSource.safeParse(spec.source).success;
  if (!isEmbedded || !isPlain || method !== "ols" || facts.embedder.id !== "hash-ngram-512")
    return null;
  const made = [trainerVersion, calibration, spec.source, await readGrammars(), facts];
  return planFile(directory, join(out, "trainer.json"), contentKey("trainer", ...made));
}

/**
 * Writes `trainer.json` for a study of embedded language models: all that a page needs to train one more,
 * place it on the published map and guess what it has read. Made again only when the study changes.
 */
export async function publishTrainer(
  studyDirectory: string,
  out: string,
  effects: Effects
): Promise<void> {
  const study = await readStudy(studyDirectory);
  const published = await openStudy(out);
  const {loadTable: _, ...facts} = published;
  const plan = await planTrainer(study, out, facts);
  const found = plan && (await defaultRuns(out));
  if (plan === null || found === null)
    return withdrawFile(studyDirectory, join(out, "trainer.json"));
  if (plan.state === "fresh") return;
  const trainer = await makeTrainer(study, published, found, effects);
  await writeAtomically(plan.path, `${JSON.stringify(trainer)}\n`);
  await recordFile(studyDirectory, plan);
}

/** The published runs, if they are about the same models, questions and axes. */
async function defaultRuns(out: string): Promise<TrainerRuns | null> {
  const read = async <Result>(name: string) => {
    const text = await readFile(join(out, "results", `${name}.json`), "utf8").catch(() => null);
    return text === null ? null : (JSON.parse(text) as RunResult<object, Result>).result;
  };
  const space = await read<SpaceResult>("space");
  const regression = await read<RegressionResult>("regression");
  if (!space || !regression || space.scale === null) return null;
  const isSame =
    regression.models.join("\n") === space.models.join("\n") &&
    regression.queriesUsed === space.queriesUsed.length &&
    regression.dimension === space.dimension;
  return isSame ? {space, regression} : null;
}
