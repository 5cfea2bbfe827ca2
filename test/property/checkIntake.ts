import {expect} from "vitest";
import {z} from "zod";
import {DataError, VantageError} from "../../src/lib/core/errors.js";
import {assignFormats} from "../../src/lib/intake/assignFormats.js";
import {logFormats} from "../../src/lib/intake/formats.js";
import {generic} from "../../src/lib/intake/generic.js";
import {readFiles} from "../../src/lib/intake/readFiles.js";
import {buildTables, type ImportedTables} from "../../src/lib/intake/tableBuilder.js";
import type {Importer, IntakeRow, SourceFile} from "../../src/lib/intake/types.js";
import {modelRow, queryRow, responseRow, scoreRow, setupRow} from "../../src/lib/schema/tables.js";
import {recordsOf} from "./intakeRecords.js";

/** What became of an import: its tables, or that no file was of a format. */
export type Outcome = "imported" | "refused whole" | "no format";

const mostSeconds = 5;

/**
 * Imports files and throws unless all that an import promises holds of it: no error but ours, in
 * time, every record accounted for, tables as the schemas say, that UTF-8 can hold.
 *
 * @param format the importer to take, by its marks if left out
 */
export async function checkIntake(
  files: readonly SourceFile[],
  format?: string,
  model?: string
): Promise<Outcome> {
  const start = performance.now();
  try {
    return await imported(files, format, model);
  } catch (error) {
    if (!(error instanceof VantageError)) throw error;
    checkLine(error.message);
    return "no format";
  } finally {
    expect((performance.now() - start) / 1000, "seconds").toBeLessThan(mostSeconds);
    expect(({} as Record<string, unknown>).polluted, "prototype").toBeUndefined();
  }
}

async function imported(files: readonly SourceFile[], format?: string, model?: string) {
  const {answers} = await assignFormats(files, [...logFormats, generic()], format);
  const tallies = answers.map(({file, importer}) => new Tally(file, importer));
  const assigned = tallies.map((importer) => ({file: importer.file, importer, evidence: ""}));
  const tables = await buildTables(readFiles(assigned, {files, model}));
  for (const tally of tallies) await tally.check();
  checkTables(tables);
  checkAnswers(
    tallies.flatMap(({rows}) => rows),
    tables
  );
  return tables.responses.length > 0 ? "imported" : "refused whole";
}

/** An importer that notes what it gave. */
class Tally implements Importer {
  readonly name: string;
  readonly rows: IntakeRow[] = [];
  private thrown: DataError | undefined;

  constructor(
    readonly file: SourceFile,
    private readonly importer: Importer
  ) {
    this.name = importer.name;
  }

  detect(): undefined {
    return undefined;
  }

  async *parse(...given: Parameters<Importer["parse"]>): AsyncGenerator<IntakeRow> {
    try {
      for await (const row of this.importer.parse(...given)) {
        this.rows.push(row);
        yield row;
      }
    } catch (error) {
      if (error instanceof DataError) this.thrown = error;
      throw error;
    }
  }

  /** A refusal stands for a record, or for the rest of the file where it says so. */
  async check(): Promise<void> {
    const told = this.rows.filter(({kind}) => kind !== "setup").length;
    const records = await recordsOf(this.name, this.file);
    if (this.rows.some(isSuperseded)) return;
    if (this.thrown && (told === 0 || !isOfRecord(this.thrown, this.file.path))) return;
    const detail = `${this.name} ${this.file.path}: ${this.thrown?.message ?? ""}`;
    expect(told + (this.thrown ? 1 : 0), detail).toBeGreaterThanOrEqual(records);
  }
}

function isSuperseded(row: IntakeRow): boolean {
  return row.kind === "note" && row.code === "SUPERSEDED";
}

/** Whether an error is about a record, not about the file; files beside are not this one. */
function isOfRecord({issues}: DataError, path: string): boolean {
  return issues[0]?.path.startsWith(`${path}#`) === true;
}

/** Every answer that an importer gave is in the tables, refused, or counted. */
function checkAnswers(rows: readonly IntakeRow[], {responses, refused, notes}: ImportedTables) {
  const given = rows.filter(({kind}) => kind === "response").length;
  const refusals = rows.filter(({kind}) => kind === "refusal").length;
  const counted = notes
    .filter(({code}) => code === "NO_ANSWER" || code === "REPEATED")
    .reduce((sum, {count}) => sum + count, 0);
  expect(responses.length + refused.length + counted).toBeGreaterThanOrEqual(given + refusals);
  const keys = new Set(responses.map((r) => JSON.stringify([r.model_id, r.query_id, r.replicate])));
  expect(keys.size, "answers").toBe(responses.length);
}

const tablesShape = z.object({
  models: z.array(modelRow),
  queries: z.array(queryRow),
  responses: z.array(responseRow),
  scores: z.array(scoreRow),
  setups: z.array(setupRow)
});

function checkTables(tables: ImportedTables): void {
  const models = tables.models.map((model_id) => ({model_id, label: model_id}));
  const shaped = tablesShape.safeParse({...tables, models});
  expect(shaped.error?.issues.slice(0, 2), "schema").toBeUndefined();
  const ids = new Set(tables.queries.map(({query_id}) => query_id));
  expect(tables.responses.every(({query_id}) => ids.has(query_id))).toBe(true);
  const known = new Set(tables.models);
  expect(tables.responses.every(({model_id}) => known.has(model_id))).toBe(true);
  for (const {source_ref, reason} of tables.refused) checkLine(`${source_ref}: ${reason}`);
  for (const {detail} of tables.notes) checkLine(detail);
  checkTexts(tables);
  const text = JSON.stringify(tables);
  const back = new TextDecoder("utf-8", {fatal: true}).decode(new TextEncoder().encode(text));
  expect(back === text, "UTF-8").toBe(true);
}

/** What is shown in a terminal is one line, without commands to it, and can be read. */
function checkLine(message: string): void {
  expect(message).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
  expect(message.length, "length").toBeLessThan(20_000);
}

/** Lone surrogates are nowhere. */
function checkTexts(value: unknown): void {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value))
    throw new Error(`text must be well-formed; got ${JSON.stringify(value.slice(0, 80))}`);
  if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) checkTexts(inner);
}
