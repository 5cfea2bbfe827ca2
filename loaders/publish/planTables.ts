import {resolve} from "node:path";
import type {TableEntry} from "../../src/lib/schema/studyData.js";
import {type AnswerGrid, replicatePrefixes} from "../distances/answerGrid.js";
import {distanceRowKeys} from "../distances/distanceRows.js";
import {contentKey} from "../store/contentKey.js";
import {readLedger} from "../store/ledger.js";
import {readPublished} from "../study/openStudy.js";
import {isPublished, tableFile} from "./publishTable.js";

/** One distance table a study should publish, and whether it has. */
export interface TablePlan {
  readonly file: string;
  readonly prefix: number;
  /** content keys of its rows */
  readonly rowKeys: readonly string[];
  /** what the ledger calls it, and the key it should be recorded with */
  readonly stage: string;
  readonly key: string;
  /** the published table, if it is made from the same answers, models, queries and embedder */
  readonly fresh?: TableEntry;
  /** whether some earlier version is published */
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
  const entries = (await readPublished(out))?.tables ?? [];
  return replicatePrefixes(grid.replicates).map((prefix) => {
    const file = tableFile(prefix);
    const rowKeys = distanceRowKeys(grid, prefix);
    const key = contentKey("table", grid.models, grid.queries, embedderId, rowKeys);
    const stage = resolve(out, file);
    const entry = entries.find((listed) => listed.file === file);
    const exists = isPublished(out, entry);
    const fresh = exists && ledger[stage] === recordOf(key, entry) ? entry : undefined;
    return {file, prefix, rowKeys, stage, key, fresh, exists};
  });
}

/** What the ledger keeps of a table: what it was made from and what came out. */
export function recordOf(key: string, entry: TableEntry): string {
  return `${key} ${entry.hash}`;
}
