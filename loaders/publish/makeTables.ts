import {condensedLength} from "../../src/lib/core/condensed.js";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import type {AnswerGrid} from "../distances/answerGrid.js";
import {type DistanceKernel, distanceKernel} from "../distances/distanceKernel.js";
import {computeDistanceRows} from "../distances/distanceRows.js";
import {contentKey} from "../store/contentKey.js";
import {recordStages, storePath} from "../store/ledger.js";
import {openVectorPack, type VectorPack} from "../store/vectorPack.js";
import {type TablePlan, tableRecord} from "./planTables.js";
import {gatherTable, publishTable} from "./publishTable.js";

/** What tables are made from and where they go. */
export interface TableTask {
  readonly studyDirectory: string;
  readonly grid: AnswerGrid;
  readonly embedderId: string;
  /** the vector of every answer */
  readonly embeddings: VectorPack;
  readonly out: string;
  readonly progress: (stage: string, done: number, total: number) => void;
}

/**
 * Makes and publishes the tables that are not fresh, from the rows the store holds and those it
 * lacks.
 *
 * @returns an entry for each plan, in order, and how many rows were computed
 */
export async function makeTables(
  plans: readonly TablePlan[],
  task: TableTask
): Promise<{entries: TableEntry[]; rows: number}> {
  const kernel = await distanceKernel();
  const entries: TableEntry[] = [];
  let rows = 0;
  try {
    for (const plan of plans) {
      const made = plan.fresh ? {entry: plan.fresh, rows: 0} : await makeTable(plan, task, kernel);
      entries.push(made.entry);
      rows += made.rows;
    }
  } finally {
    await kernel.close();
  }
  return {entries, rows};
}

async function makeTable(plan: TablePlan, task: TableTask, kernel: DistanceKernel) {
  const {prefix, rowKeys} = plan;
  const {grid, embedderId, embeddings, out} = task;
  const n = grid.models.length;
  const name = contentKey(embedderId, n, prefix).slice(0, 16);
  const folder = storePath(task.studyDirectory, "distances", name);
  const pack = await openVectorPack(folder, condensedLength(n) + n);
  try {
    const stage = `distances, ${prefix} ${prefix === 1 ? "answer" : "answers"} a query`;
    const tools = {pack, embeddings, kernel};
    const rows = await computeDistanceRows(grid, prefix, rowKeys, tools, (done, total) =>
      task.progress(stage, done, total)
    );
    const {models, queries} = grid;
    const table = gatherTable({models, queries, embedderId, replicates: prefix}, rowKeys, pack);
    const entry = await publishTable(out, table);
    const record = await tableRecord(plan.key, entry, plan.stage);
    await recordStages(task.studyDirectory, {[plan.stage]: record});
    return {rows, entry};
  } finally {
    await pack.close();
  }
}
