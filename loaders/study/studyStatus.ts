import {LoaderError} from "../../src/lib/core/errors.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import {answerGrid} from "../distances/answerGrid.js";
import {absentEmbedder} from "../embed/embedderAccess.js";
import {openEmbedder} from "../embed/openEmbedder.js";
import {planResults, type ResultPlan} from "../publish/planResults.js";
import {planTables} from "../publish/planTables.js";
import {planAnswers} from "../publish/publishAnswers.js";
import {planClaims} from "../publish/publishClaims.js";
import {planComparison} from "../publish/publishComparison.js";
import {publishedStudy} from "../publish/publishedStudy.js";
import {planTrainer} from "../publish/publishTrainer.js";
import {contentKey, growingRowsKey} from "../store/contentKey.js";
import {readLedger} from "../store/ledger.js";
import {digestAnswers} from "./digestAnswers.js";
import {readIntact} from "./openStudy.js";
import {readStudy, type Study} from "./readStudy.js";
import {countLacking, studyResponses} from "./studyResponses.js";

/** Whether one stage of a study is up to date, and if not, why. */
export interface StageStatus {
  readonly stage: string;
  readonly state: "fresh" | "stale" | "missing";
  readonly why: string;
}

/**
 * What of a study is fresh, stale or missing, without making anything.
 *
 * @param out folder of its published files
 * @param version Vantage's, which default results are made with
 */
export async function studyStatus(
  directory: string,
  out: string,
  version: string
): Promise<StageStatus[]> {
  const study = await readStudy(directory);
  const lacking = study.spec.source === undefined ? 0 : await countLacking(study);
  if (lacking > 0) {
    const why = `${lacking} answers are not collected`;
    const later = ["vectors", "distances", "answer texts", "study.json", "results"];
    return [{stage: "answers", state: "missing", why}, ...later.map(waitsFor("answers"))];
  }
  const stages = [fresh("answers"), ...(await laterStages(study, out, version))];
  return study.spec.kind === "scores" ? stages.flatMap(ofScores) : stages;
}

/** A study of scores has neither texts nor vectors of them, as a reader would call them. */
function ofScores(status: StageStatus): StageStatus[] {
  if (status.stage === "answers") return [{...status, stage: "scores"}];
  return ["vectors", "answer texts"].includes(status.stage) ? [] : [status];
}

function fresh(stage: string): StageStatus {
  return {stage, state: "fresh", why: ""};
}

function waitsFor(earlier: string): (stage: string) => StageStatus {
  return (stage) => ({stage, state: "missing", why: `waits for ${earlier}`});
}

async function laterStages(study: Study, out: string, version: string): Promise<StageStatus[]> {
  const asked = await studyResponses(study);
  const embedder = await openEmbedder(study, asked.responses).catch((error: unknown) => {
    if (error instanceof LoaderError && error.code === absentEmbedder) return error.message;
    throw error;
  });
  if (typeof embedder === "string") {
    const later = ["distances", "study.json", "results"].map(waitsFor("vectors"));
    return [{stage: "vectors", state: "missing", why: embedder}, ...later];
  }
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  const rowsKey = growingRowsKey();
  const responses = await digestAnswers(asked.responses, embedder, rowsKey.add);
  const responsesKey = rowsKey.finish();
  const grid = answerGrid(responses, models, queries, study.spec.replicates);
  const recorded = (await readLedger(study.directory)).embeddings;
  const vectors = stageOf("vectors", recorded, contentKey("embeddings", grid.keys));
  const plans = await planTables(study.directory, grid, embedder.id, out);
  const tables = plans.map(({file, fresh, exists}) =>
    stageOf(file, exists ? "published" : undefined, fresh ? "published" : "")
  );
  const entries = plans.flatMap(({fresh}) => fresh ?? []);
  const answers = await planAnswers(study, responsesKey, out);
  const texts = answers.exists ? (answers.fresh ? answers.key : "") : undefined;
  const made = [vectors, ...tables, stageOf("answer texts", texts, answers.key)];
  if (entries.length < plans.length)
    return [...made, ...["study.json", "results"].map(waitsFor("distances"))];
  if (!answers.fresh) return [...made, ...["study.json", "results"].map(waitsFor("answer texts"))];
  const described = publishedStudy(study, {...asked, responses}, embedder, entries, responsesKey);
  const wanted = {...described, answers: answers.fresh};
  const found = await readIntact(out);
  const facts = stageOf("study.json", found && contentKey(found), contentKey(wanted));
  const results = resultStage(await planResults(study.directory, out, wanted, version));
  const extras = await extraStages(study, out, wanted, version);
  return [...made, facts, results, ...extras];
}

/** What only some studies publish. */
async function extraStages(study: Study, out: string, facts: PublishedStudy, version: string) {
  const plans = [
    ["embedders compared", await planComparison(study, out, facts, version)],
    ["trainer", await planTrainer(study, out, facts)],
    ["claims", await planClaims(study.directory, out, facts, version)]
  ] as const;
  return plans.flatMap(([stage, plan]) =>
    plan ? [stageOf(stage, plan.state === "missing" ? undefined : plan.state, "fresh")] : []
  );
}

/** The default results as one stage, those that are not fresh named. */
function resultStage(plans: readonly ResultPlan[]): StageStatus {
  const named = (sought: string) =>
    plans.filter(({state}) => state === sought).map(({workflow}) => workflow);
  const [missing, stale] = [named("missing"), named("stale")];
  const why = [
    ...(missing.length > 0 ? [`no ${missing.join(", ")}`] : []),
    ...(stale.length > 0 ? [`${stale.join(", ")} made from other files, or damaged`] : [])
  ].join("; ");
  const state = missing.length > 0 ? "missing" : stale.length > 0 ? "stale" : "fresh";
  return {stage: "results", state, why};
}

function stageOf(stage: string, recorded: string | undefined, wanted: string): StageStatus {
  if (recorded === undefined) return absent(stage);
  if (recorded === wanted) return {stage, state: "fresh", why: ""};
  return {
    stage,
    state: "stale",
    why: "made from other answers, models, queries or policy, or damaged"
  };
}

function absent(stage: string): StageStatus {
  return {stage, state: "missing", why: "never made"};
}
