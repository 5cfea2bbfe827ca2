import {FirstSeen} from "./firstSeen.js";
import {invalidFile, type LocatedRecord} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import {separatedLines} from "./separatedLines.js";
import type {Importer, IntakeRow, ScoreDraft} from "./types.js";

const required = ["dataset", "model", "instance_id", "query", "response"] as const;
const optional = ["target", "score"] as const;
const known = new Set<string>([...required, ...optional]);

/**
 * The table the Python dkps project extracts from HELM: tab-separated `dataset, model, instance_id,
 * query, response, target, score`, in any order, quoted as pandas quotes. One row is one answer;
 * `<dataset>/<instance_id>` is the query's id; a score becomes one of metric `score`. An empty
 * response is an empty answer. A second row for a (dataset, instance, model) is refused, and so is
 * one that gives the query another text. Other columns are noted and left out.
 */
export const dkpsTsv: Importer = {
  name: "dkps-tsv",
  detect: (_path, head) =>
    hasColumns(head.split(/\r?\n/, 1)[0] ?? "")
      ? `tab-separated ${required.join(", ")}`
      : undefined,
  async *parse(file) {
    const seen = {answers: new FirstSeen("(model, dataset/instance_id)"), texts: new Map()};
    let isFirst = true;
    let isNoted = false;
    for await (const found of separatedLines(file, "\t")) {
      if (isRefusal(found)) {
        yield found;
        continue;
      }
      if (isFirst) requireColumns(found);
      isFirst = false;
      const rows = attempt(found.where, () => intake(found, seen));
      if (isRefusal(rows)) yield rows;
      else yield* isNoted ? rows : [...rows, ...otherColumns(found)];
      isNoted ||= !isRefusal(rows);
    }
  }
};

function hasColumns(line: string): boolean {
  const columns = new Set(
    line
      .replace(/^\ufeff/, "")
      .split("\t")
      .map(unquoted)
  );
  return required.every((name) => columns.has(name));
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, "$1");
}

function requireColumns({record, where}: LocatedRecord): void {
  const missing = required.filter((name) => !Object.hasOwn(record, name));
  if (missing.length > 0)
    throw invalidFile(where, `column ${missing[0]} must exist`, Object.keys(record).join(", "));
}

function otherColumns({record}: LocatedRecord): IntakeRow[] {
  const model_id = String(record.model);
  return Object.keys(record)
    .filter((name) => !known.has(name))
    .map((detail) => ({kind: "note", code: "COLUMN_IGNORED", model_id, detail}));
}

/** What of a file was read so far, so that a repetition is refused and not the file. */
interface Seen {
  readonly answers: FirstSeen;
  readonly texts: Map<string, string>;
}

/** @throws DataError if the query has another text in an earlier row */
function requireOneText(query_id: string, query_text: string, where: string, {texts}: Seen): void {
  if ((texts.get(query_id) ?? query_text) !== query_text)
    throw invalidFile(where, `query ${query_id} must have one text`, snippet(query_text));
  texts.set(query_id, query_text);
}

function intake(found: LocatedRecord, seen: Seen): IntakeRow[] {
  const {where} = found;
  const [model_id, dataset] = [filled(found, "model"), filled(found, "dataset")];
  const query_id = `${dataset}/${filled(found, "instance_id")}`;
  const query_text = filled(found, "query");
  const value = score(found);
  requireOneText(query_id, query_text, where, seen);
  seen.answers.add([JSON.stringify([model_id, query_id])], where);
  const target = text(found, "target") || null;
  const response_text = text(found, "response");
  const query = {query_id, query_text, dataset, target};
  return [
    {kind: "response", model_id, query, replicate: 0, response_text, source_ref: where},
    ...(value === null ? [] : [scoreRow(model_id, query_id, value)])
  ];
}

function scoreRow(model_id: string, query_id: string, value: number): ScoreDraft {
  const metric = "score";
  const rest = {replicate: 0, filter: null, higher_is_better: null};
  return {kind: "score", model_id, query_id, metric, value, ...rest};
}

function score(found: LocatedRecord): number | null {
  const cell = text(found, "score").trim();
  if (cell === "") return null;
  const value = Number(cell);
  if (/^[-+.\d]/.test(cell) && Number.isFinite(value)) return value;
  throw invalidFile(found.where, "score must be a number", snippet(cell));
}

function text({record}: LocatedRecord, field: string): string {
  return Object.hasOwn(record, field) ? String(record[field]) : "";
}

function filled(found: LocatedRecord, field: string): string {
  const value = text(found, field);
  if (value.trim() !== "") return value;
  throw invalidFile(found.where, `${field} must not be blank`, JSON.stringify(value));
}

function snippet(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
