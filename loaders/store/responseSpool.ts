import {mkdir, rm, rmdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {ResponseRow} from "../../src/lib/schema/tables.js";
import {type Columns, quoted, writeParquet} from "./parquet.js";
import {boundedMemory, combineParquet} from "./parquetStream.js";
import {relieveMemory} from "./relieveMemory.js";
import {responseColumns} from "./tableColumns.js";

/**
 * Responses on their way into a table: kept in files of a temporary folder, some megabytes in memory
 * at a time.
 */
export interface ResponseSpool {
  /**
   * Keeps a row for a position of the table; of several rows for one position the last counts. A
   * promise is to be waited for before the next.
   */
  add(row: ResponseRow, position: number): void | Promise<void>;
  /** Writes the table by position, all or nothing. */
  write(path: string): Promise<void>;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** A file of rows, and the positions it has rows for. */
interface Part {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

function pathsOf(parts: readonly Part[]): string[] {
  return parts.map(({path}) => path);
}

/** Characters and rows in memory before they go to a file. */
const [mostCharacters, mostRows] = [1 << 23, 1 << 14];

const columns: Columns = {...responseColumns, position: "integer", part_row: "integer"};

/**
 * @param folder of the temporary files; made only when there is one
 * @param partRows rows of a file at most
 */
export function createResponseSpool(folder: string, partRows = mostRows): ResponseSpool {
  const parts: Part[] = [];
  let rows: (ResponseRow & {position: number; part_row: number})[] = [];
  let [characters, held, added, last] = [0, 0, 0, -1];
  let isInOrder = true;
  let firstMade: string | undefined;
  let writing = Promise.resolve();

  /** Begins to write the rows as a part; the next are read meanwhile. @returns the part before */
  function flush(): Promise<void> {
    const [before, full] = [writing, rows];
    [rows, held] = [[], 0];
    writing = before.then(() => writePart(full));
    // Whoever waits for it is told; until then it is no error that nobody handles.
    writing.catch(() => {});
    return before;
  }

  async function writePart(full: typeof rows): Promise<void> {
    const path = join(folder, `${parts.length}.parquet`);
    const positions = full.map(({position}) => position);
    firstMade ??= await mkdir(folder, {recursive: true});
    await writeParquet(path, columns, full, boundedMemory);
    relieveMemory();
    const [from, to] = [Math.min(...positions), Math.max(...positions)];
    parts.push({path, from, to});
  }

  /** Parts in order made from those that are not, a stretch of positions at a time. */
  async function sorted(groupRows: number): Promise<Part[]> {
    const end = Math.max(...parts.map(({to}) => to)) + 1;
    const found: Part[] = [];
    for (let from = 0; from < end; from += groupRows) {
      const [path, to] = [join(folder, `sorted-${from}.parquet`), from + groupRows - 1];
      const sources = parts.filter((part) => part.from <= to && part.to >= from);
      const options = {select: stretch(from, to), groupRows, scratch: folder};
      await combineParquet(path, pathsOf(sources), options);
      found.push({path, from, to});
    }
    return found;
  }

  return {
    add(row, position) {
      rows.push({...row, position, part_row: added++});
      held += lengthOf(row);
      characters += lengthOf(row);
      isInOrder &&= position > last;
      last = position;
      if (held < mostCharacters && rows.length < partRows) return undefined;
      return flush();
    },
    async write(path) {
      if (rows.length > 0) await flush();
      await writing;
      const groupRows = groupRowsFor(characters / Math.max(1, added));
      const ordered = isInOrder ? parts : await sorted(groupRows);
      const options = {select: `SELECT ${names} FROM parts`, groupRows, scratch: folder};
      await combineParquet(path, pathsOf(ordered), options);
    },
    async close() {
      await writing.catch(() => {});
      // A folder that could not be made is no reason to hide why.
      await rm(folder, {recursive: true, force: true}).catch(() => {});
      // Folders made for the spool alone are empty now; where anything is in them, they stay.
      for (let made = dirname(folder); firstMade && made.length >= firstMade.length; )
        made = await rmdir(made).then(
          () => dirname(made),
          () => ""
        );
    }
  };
}

/** DuckDB's own number of rows a group, fewer where texts are long: it holds some groups whole. */
function groupRowsFor(meanLength: number): number {
  return Math.min(122880, Math.max(2048, Math.floor(4 * (mostCharacters / (meanLength + 1)))));
}

const names = Object.keys(responseColumns).map(quoted).join(", ");

/** SQL for the newest row of each position from the one to the other. */
function stretch(from: number, to: number): string {
  return `, here AS (SELECT * FROM parts WHERE position BETWEEN ${from} AND ${to}),
newest AS (SELECT position AS place, max(part_row) AS last_row FROM here GROUP BY position)
SELECT ${names} FROM here JOIN newest ON position = place AND part_row = last_row ORDER BY position`;
}

function lengthOf({response_text, choices, params}: ResponseRow): number {
  return response_text.length + (choices?.length ?? 0) + params.length;
}
