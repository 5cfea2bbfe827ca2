import {DomainError} from "../../src/lib/core/errors.js";
import {llmComparatorFile} from "../../src/lib/intake/llmComparatorFile.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import type {Effects} from "../effects.js";
import {readTable} from "../store/tables.js";
import {writeAtomically} from "../store/writeAtomically.js";
import type {Study} from "../study/readStudy.js";
import type {ExportReport} from "./exportReport.js";
import {type ExportTarget, requireFileTarget} from "./exportTarget.js";
import {readListed} from "./readListed.js";

/**
 * Exports the answers of two of a study's models side by side, as the JSON that LLM Comparator opens;
 * see `llmComparatorFile`.
 *
 * @param target with the ids of the two models
 * @throws DomainError unless two different models of the study are named that answered a query both;
 * LoaderError if the target is taken; DataError, LoaderError as reading the study does
 */
export async function exportLlmComparator(
  studyDirectory: string,
  target: ExportTarget & {readonly models: readonly string[]},
  effects: Effects
): Promise<ExportReport> {
  requireFileTarget(target);
  const {study, responses, notes} = await readListed(studyDirectory, effects);
  const pair = pairOf(study, target.models);
  const scores = (await readTable(studyDirectory, "scores")) ?? [];
  const made = llmComparatorFile(pair, study.queries, responses, scores);
  requireFileTarget(target);
  await writeAtomically(target.out, `${JSON.stringify(made)}\n`);
  const {queries_left_out, replicates_left_out} = made.metadata;
  const left = [
    ...(queries_left_out > 0
      ? [`${queries_left_out} queries lack an answer of one of the two`]
      : []),
    ...(replicates_left_out > 0 ? [`${replicates_left_out} further replicates are left out`] : [])
  ];
  const rows = 2 * made.examples.length;
  return {format: "llm-comparator", out: target.out, files: [], rows, notes: [...left, ...notes]};
}

function pairOf({models}: Study, named: readonly string[]): readonly [string, string] {
  const ids = models.map(({model_id}) => model_id);
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const got = `${JSON.stringify(unknown)}${suggestion(unknown, ids)}`;
    throw new DomainError(`export: --models must be the study's; got ${got}`, "INPUT");
  }
  const [a, b, ...more] = named;
  if (a !== undefined && b !== undefined && more.length === 0) return [a, b];
  throw new DomainError(`export: --models must name two models; got ${named.length}`, "INPUT");
}
