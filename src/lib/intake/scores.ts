import {scoreOf} from "../core/scoreOf.js";
import {FirstSeen} from "./firstSeen.js";
import {invalidFile, type LocatedRecord} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import {separatedLines} from "./separatedLines.js";
import type {Importer, IntakeRow, ResponseDraft} from "./types.js";

/**
 * A table of models × tasks as CSV or TSV, read only where it is asked for by name. Wide: `model_id`
 * (or `model`) and a column for each task; long: `model_id`, `metric`, `value`, told by the last two.
 *
 * A task is a query, its id the column's name, and a model's score its one answer, as written. A blank
 * cell is no answer; any other text that is no number is refused, and so is a model (long: a model and
 * metric) that comes again.
 */
export const scores: Importer = {
  name: "scores",
  byName: true,
  detect: (path) => (/\.(csv|tsv)$/i.test(path) ? "a table of scores, as said" : undefined),
  async *parse(file) {
    const seen = new FirstSeen("scores of a model");
    let columns: Columns | undefined;
    for await (const found of separatedLines(file, /\.tsv$/i.test(file.path) ? "\t" : ",")) {
      if (isRefusal(found)) {
        yield found;
        continue;
      }
      columns ??= columnsOf(found);
      const {model, isLong, tasks} = columns;
      const rows = attempt(found.where, () =>
        isLong ? longRow(found, model, seen) : wideRow(found, model, tasks, seen)
      );
      if (isRefusal(rows)) yield rows;
      else yield* rows;
    }
  }
};

interface Columns {
  /** the column that names the model */
  readonly model: string;
  readonly isLong: boolean;
  /** of a wide table, the columns of scores */
  readonly tasks: readonly string[];
}

function columnsOf({record, where}: LocatedRecord): Columns {
  const names = Object.keys(record);
  const model = ["model_id", "model"].find((name) => names.includes(name));
  if (model === undefined)
    throw invalidFile(where, "column model_id or model must exist", names.join(", "));
  const tasks = names.filter((name) => name !== model);
  const blank = tasks.findIndex((name) => name.trim() === "");
  if (tasks.length === 0 || blank >= 0)
    throw invalidFile(where, "every task must have a named column", names.join(", "));
  return {model, isLong: tasks.includes("metric") && tasks.includes("value"), tasks};
}

function wideRow(
  found: LocatedRecord,
  model: string,
  tasks: readonly string[],
  seen: FirstSeen
): IntakeRow[] {
  const model_id = filled(found, model);
  seen.add([JSON.stringify(model_id)], found.where);
  // A cell that cannot be read is refused alone: the row's others can.
  return tasks.map((task) => attempt(found.where, () => draft(found, model_id, task, task)));
}

function longRow(found: LocatedRecord, model: string, seen: FirstSeen): IntakeRow[] {
  const [model_id, metric] = [filled(found, model), filled(found, "metric")];
  seen.add([JSON.stringify([model_id, metric])], found.where);
  return [draft(found, model_id, metric, "value")];
}

function draft(
  {record, where}: LocatedRecord,
  model_id: string,
  task: string,
  column: string
): ResponseDraft {
  const cell = String(record[column]).trim();
  if (cell !== "" && scoreOf(cell) === undefined)
    throw invalidFile(where, `${column} must be a number or blank`, snippet(cell));
  return {
    kind: "response",
    model_id,
    query: {query_id: task, query_text: task},
    replicate: 0,
    response_text: cell === "" ? null : cell,
    source_ref: where
  };
}

function filled({record, where}: LocatedRecord, column: string): string {
  const value = String(record[column]).trim();
  if (value !== "") return value;
  throw invalidFile(where, `${column} must not be blank`, JSON.stringify(record[column]));
}

function snippet(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
