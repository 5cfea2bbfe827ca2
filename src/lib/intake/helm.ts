import {helmAnswers} from "./helmAnswers.js";
import {choiceKey, helmChoices, helmPredictions, isSeparate} from "./helmChoices.js";
import {type HelmRequest, helmRequest} from "./helmRequest.js";
import {type HelmRun, helmJson, helmRun, helmSetups, requireOneWay, stateName} from "./helmRun.js";
import {helmScores} from "./helmScores.js";
import {asRecord, atRecord, invalidFile} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import type {Importer, IntakeRefusal, IntakeRow, SourceFile} from "./types.js";

/**
 * Runs of HELM: `<run>/scenario_state.json`, with `run_spec.json` and `per_instance_stats.json`
 * beside. A query is an instance within the run's dataset (perturbed, another one), an answer one
 * completion of one trial; methods that ask about every reference apart give one answer with its
 * choices. Of several runs that ask one model the same in different ways the later are refused.
 */
export const helm: Importer = {
  name: "helm",
  detect: (path, head) =>
    statePath.test(path) && /"(?:adapter_spec|request_states)"\s*:/.test(head)
      ? `${stateName} of a run`
      : undefined,
  companion: (path) => (beside.test(path) ? "of a HELM run" : undefined),
  async *parse(file, {files}) {
    const state = asRecord(await helmJson(file), file.path);
    const run = await helmRun(file, files, state);
    await requireOneWay(run, files);
    if (!Array.isArray(state.request_states))
      throw invalidFile(file.path, "request_states must be a list", typeof state.request_states);
    const requests = state.request_states.map((each: unknown, i) => located(each, i, run));
    yield* helmSetups(run);
    const firsts = new Map<string, number>();
    yield* answerRows(requests, run, files, firsts);
    yield* helmScores(run, files, firsts);
  }
};

const statePath = /(?:^|\/)scenario_state\.json$/;
const beside =
  /(?:^|\/)(?:run_spec|scenario|stats|per_instance_stats|instances|display_\w+)\.json$/;

function located(each: unknown, i: number, run: HelmRun): HelmRequest | IntakeRefusal {
  const where = atRecord(run.path, i);
  return attempt(where, () => helmRequest(asRecord(each, where), where, run));
}

/** @param firsts gets the first replicate of each instance that is answered */
async function* answerRows(
  requests: readonly (HelmRequest | IntakeRefusal)[],
  run: HelmRun,
  files: readonly SourceFile[],
  firsts: Map<string, number>
): AsyncGenerator<IntakeRow> {
  yield* requests.filter(isRefusal);
  const readable = requests.filter((each): each is HelmRequest => !isRefusal(each));
  const separate = isSeparate(run);
  const predictions = separate ? await helmPredictions(run, files) : new Map();
  for (const group of separate ? grouped(readable) : readable.map((each) => [each] as const)) {
    const [asked] = group;
    const rows = attempt(asked.where, () =>
      separate ? helmChoices(group, run.model, predictions) : helmAnswers(asked, run.model)
    );
    if (isRefusal(rows)) yield rows;
    else yield* rows;
    const key = choiceKey(asked.query.query_id, asked.trainTrial);
    if (!isRefusal(rows)) firsts.set(key, Math.min(asked.first, firsts.get(key) ?? asked.first));
  }
}

type Group = readonly [HelmRequest, ...HelmRequest[]];

/** The requests of an instance, trial and draw of examples together. */
function grouped(requests: readonly HelmRequest[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of requests) {
    const key = JSON.stringify([each.query.query_id, each.first]);
    groups.set(key, [...(groups.get(key) ?? []), each] as unknown as Group);
  }
  return [...groups.values()];
}
