import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {readFiles} from "../../../src/lib/intake/readFiles.js";
import {buildTables, type ImportedTables} from "../../../src/lib/intake/tableBuilder.js";
import type {Importer, IntakeContext, SourceFile} from "../../../src/lib/intake/types.js";
import {sourceFile} from "./sourceFile.js";

/** The tables of one file, its refusals among them, with companions and whatever else is known. */
export function importOne(
  importer: Importer,
  file: SourceFile,
  context: Partial<IntakeContext> = {}
): Promise<ImportedTables> {
  const answers = [{file, importer, evidence: ""}];
  return buildTables(readFiles(answers, {files: [file], ...context}));
}

/** What an import refused, each on one line. */
export function refusalLines({refused}: ImportedTables): string[] {
  return refused.map(({source_ref, reason}) => `${source_ref}: ${reason}`);
}

/** Notes by code and detail, with their counts. */
export function noteCounts({notes}: ImportedTables): [string, string, number][] {
  return notes.map(({code, detail, count}) => [code, detail, count]);
}

/** A recorded log as a file. @throws if the folder of fixtures does not hold it */
export function recorded(folder: string, path: string): SourceFile {
  const full = join(folder, "formats", path);
  if (!existsSync(full)) throw new Error(`VANTAGE_FIXTURES does not hold formats/${path}`);
  return sourceFile(path, new Uint8Array(readFileSync(full)));
}
