import {DataError} from "../core/errors.js";
import {type InspectHeader, inspectHeader, setupsOf} from "./inspectHeader.js";
import {inspectSample} from "./inspectSample.js";
import {lenientJson} from "./lenientJson.js";
import {asRecord, atRecord, invalidFile, readText} from "./readJson.js";
import {refusalOf} from "./refusal.js";
import type {Importer, IntakeRow, SourceFile} from "./types.js";
import {type ZipEntry, zipEntries} from "./zipEntries.js";
import {zipEntryFile} from "./zipEntryFile.js";

/** A log in one JSON text is read as a whole; a larger one belongs into an archive. */
const largestJson = 2 ** 28;

/**
 * Logs of Inspect AI: `.eval` archives, read sample by sample, and `.json` logs. A query is a
 * sample's id within its task, an answer one choice of one epoch. Logs that were not finished, that
 * failed or were declared invalid are refused.
 */
export const inspect: Importer = {
  name: "inspect",
  detect(path, head) {
    if (path.endsWith(".eval") && head.startsWith("PK")) return "an .eval archive";
    const isLog = /^\ufeff?\s*\{\s*"(?:version|status|invalidated|eval)"\s*:/.test(head);
    return path.endsWith(".json") && isLog && /"status"\s*:/.test(head) && opensEval.test(head)
      ? "a .json log with status and eval"
      : undefined;
  },
  companion: (path, head) =>
    /(?:^|\/)(?:logs|listing)\.json$/.test(path) && opensEval.test(head)
      ? "list of logs"
      : undefined,
  parse: (file) => (file.path.endsWith(".eval") ? archiveRows(file) : jsonRows(file))
};

const opensEval = /"eval"\s*:\s*\{/;

async function* jsonRows(file: SourceFile): AsyncGenerator<IntakeRow> {
  if (file.size > largestJson) {
    const hint = "inspect log convert --to eval makes it an archive, which is read in parts";
    throw invalidFile(
      file.path,
      "JSON log must be at most 256 MiB",
      `${file.size} bytes (${hint})`
    );
  }
  const log = asRecord(lenientJson(await readText(file), file.path), file.path);
  const header = inspectHeader(log, file.path);
  if (!Array.isArray(log.samples))
    throw invalidFile(file.path, "log must hold samples", "its header only");
  yield* setupsOf(header);
  const seen = new Set<string>();
  for (const [i, sample] of log.samples.entries())
    yield* newRows(await rowsOrRefusal(atRecord(file.path, i), () => sample, header), seen);
}

async function* archiveRows(file: SourceFile): AsyncGenerator<IntakeRow> {
  const entries = await zipEntries(file);
  // As ZIP has it, a later entry of a name stands for an earlier one.
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const headerEntry = byName.get("header.json");
  if (!headerEntry)
    throw invalidFile(file.path, "log must be finished", "no header.json (unfinished)");
  const header = inspectHeader(await entryRecord(file, headerEntry), file.path);
  const samples = [...byName.values()].filter(({name}) => /^samples\/.+\.json$/.test(name));
  if (samples.length === 0)
    throw invalidFile(file.path, "log must hold samples", "its header only");
  yield* setupsOf(header);
  for (const {name} of entries.filter((entry) => byName.get(entry.name) !== entry))
    yield {kind: "note", code: "ENTRY_REPLACED", model_id: header.model, detail: name};
  const seen = new Set<string>();
  for (const entry of samples) {
    const where = `${file.path}#${entry.name}`;
    yield* newRows(await rowsOrRefusal(where, () => entryRecord(file, entry), header), seen);
  }
}

async function entryRecord(file: SourceFile, entry: ZipEntry) {
  const unpacked = zipEntryFile(file, entry);
  return asRecord(lenientJson(await readText(unpacked), unpacked.path), unpacked.path);
}

/** A sample's rows, all of them or, if any part of it cannot be read, its refusal. */
async function rowsOrRefusal(
  where: string,
  read: () => unknown,
  header: InspectHeader
): Promise<IntakeRow[]> {
  try {
    return inspectSample(asRecord(await read(), where), header, where);
  } catch (error) {
    if (error instanceof DataError) return [refusalOf(where, error)];
    throw error;
  }
}

/** Setups once for a log, not once for each of its samples. */
function* newRows(rows: readonly IntakeRow[], seen: Set<string>): Generator<IntakeRow> {
  for (const row of rows) {
    const key = row.kind === "setup" ? `${row.name} ${row.value}` : "";
    if (key === "" || !seen.has(key)) yield row;
    if (key !== "") seen.add(key);
  }
}
