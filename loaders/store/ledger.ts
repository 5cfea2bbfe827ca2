import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {writeAtomically} from "./writeAtomically.js";

/** What each stage was last made from: stage name → content key. Its absence only costs work. */
export type Ledger = Readonly<Record<string, string>>;

const fileName = "ledger.json";

/** The folder of everything that can be made again. */
export function storePath(studyDirectory: string, ...parts: readonly string[]): string {
  return join(studyDirectory, ".vantage", ...parts);
}

/** Reads a study's ledger; a missing or damaged one is empty. */
export async function readLedger(studyDirectory: string): Promise<Ledger> {
  try {
    return JSON.parse(await readFile(storePath(studyDirectory, fileName), "utf8")) as Ledger;
  } catch {
    return {};
  }
}

/** Records stages as made, beside those recorded before. */
export async function recordStages(studyDirectory: string, stages: Ledger): Promise<void> {
  const all = {...(await readLedger(studyDirectory)), ...stages};
  await writeAtomically(storePath(studyDirectory, fileName), `${JSON.stringify(all, null, 2)}\n`);
}
