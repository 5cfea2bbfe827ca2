import {builtInEmbedder} from "../../src/lib/embedding/embedder.js";
import {answerGrid} from "../distances/answerGrid.js";
import {planTables} from "../publish/planTables.js";
import {contentKey} from "../store/contentKey.js";
import {readLedger} from "../store/ledger.js";
import {embedderName, readStudy, type Study} from "./readStudy.js";
import {countLacking, studyResponses} from "./studyResponses.js";

/** Whether one stage of a study is up to date, and if not, why. */
export interface StageStatus {
  readonly stage: string;
  readonly state: "fresh" | "stale" | "missing";
  readonly why: string;
}

/** What of a study is fresh, stale or missing, without making anything. */
export async function studyStatus(directory: string, out: string): Promise<StageStatus[]> {
  const study = await readStudy(directory);
  const lacking = study.spec.source === undefined ? 0 : await countLacking(study);
  if (lacking > 0) {
    const why = `${lacking} answers are not collected`;
    return [{stage: "answers", state: "missing", why}, waiting("vectors"), waiting("distances")];
  }
  return [{stage: "answers", state: "fresh", why: ""}, ...(await laterStages(study, out))];
}

function waiting(stage: string): StageStatus {
  return {stage, state: "missing", why: "waits for answers"};
}

async function laterStages(study: Study, out: string): Promise<StageStatus[]> {
  const embedder = builtInEmbedder(embedderName(study));
  const {responses} = await studyResponses(study);
  const models = study.models.map(({model_id}) => model_id);
  const queries = study.queries.map(({query_id}) => query_id);
  const grid = answerGrid(responses, models, queries, study.spec.replicates, embedder.id);
  const recorded = (await readLedger(study.directory)).embeddings;
  const vectors = stageOf("vectors", recorded, contentKey("embeddings", grid.keys));
  const plans = await planTables(study.directory, grid, embedder.id, out);
  const tables = plans.map(({file, fresh, exists}) =>
    stageOf(file, exists ? "published" : undefined, fresh ? "published" : "")
  );
  return [vectors, ...tables];
}

function stageOf(stage: string, recorded: string | undefined, wanted: string): StageStatus {
  if (recorded === undefined) return absent(stage);
  if (recorded === wanted) return {stage, state: "fresh", why: ""};
  return {stage, state: "stale", why: "made from other answers, models or queries"};
}

function absent(stage: string): StageStatus {
  return {stage, state: "missing", why: "never made"};
}
