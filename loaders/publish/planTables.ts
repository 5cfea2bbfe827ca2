import {existsSync} from "node:fs";
import {resolve} from "node:path";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import {type AnswerGrid, replicatePrefixes} from "../distances/answerGrid.js";
import {distanceRowKeys} from "../distances/distanceRows.js";
import {contentKey} from "../store/contentKey.js";
import {readLedger} from "../store/ledger.js";
import {readIntact} from "../study/openStudy.js";
import {fileKey} from "./fileKey.js";
import {tableFile} from "./publishTable.js";

/** One distance table a study should publish, and whether it has. */
export interface TablePlan {
  readonly file: string;
  readonly prefix: number;
  /** content keys of its rows */
  readonly rowKeys: readonly string[];
  /** what the ledger calls it, and the key it should be recorded with */
  readonly stage: string;
  readonly key: string;
  /** the published table, if whole and made from the same answers, models, queries and embedder */
  readonly fresh?: TableEntry;
  /** whether a file of the name is there */
  readonly exists: boolean;
}

/** The distance tables of a study, one a replicate prefix, against those in the folder `out`. */
export async function planTables(
  studyDirectory: string,
  grid: AnswerGrid,
  embedderId: string,
  out: string
): Promise<TablePlan[]> {
  const ledger = await readLedger(studyDirectory);
  const entries = (await readIntact(out))?.tables ?? [];
  const plan = async (prefix: number): Promise<TablePlan> => {
    const file = tableFile(prefix);
    const rowKeys = distanceRowKeys(grid, prefix);
    const key = contentKey("table", grid.models, grid.queries, embedderId, rowKeys);
    const stage = resolve(out, file);
    const entry = entries.find((listed) => listed.file === file);
    const isFresh = entry && ledger[stage] === (await tableRecord(key, entry, stage));
    return {
      file,
      prefix,
      rowKeys,
      stage,
      key,
      fresh: isFresh ? entry : undefined,
      exists: existsSync(stage)
    };
  };
  return Promise.all(replicatePrefixes(grid.replicates).map(plan));
}

/** What the ledger keeps of a table: what it was made from, what came out, and its file's bytes. */
export async function tableRecord(key: string, {hash}: TableEntry, path: string): Promise<string> {
  return `${key} ${hash} ${await fileKey(path)}`;
}
