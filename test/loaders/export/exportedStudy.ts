import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {quietEffects} from "../../../loaders/effects.js";
import {importStudy} from "../../../loaders/import/importStudy.js";
import {formatCsv} from "../../../src/lib/intake/formatCsv.js";
import {type Answer, answers} from "../answersStudy.js";

export const effects = quietEffects();

/** Texts a spreadsheet would run, and texts CSV has to quote. */
export const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"];
export const awkward = ['he said "no",\nthen left', " spaces ", "ünï 漢字 🦜", "null"];

/** The answers of `answersStudy` without the last, the first ones being awkward. */
export function awkwardAnswers(): Answer[] {
  const texts = [...formulas, ...awkward];
  return answers()
    .slice(0, -1)
    .map((row, i) => ({...row, response_text: texts[i] ?? row.response_text}));
}

/** Imports answers into a study below a folder. @returns its folder */
export async function exportedStudy(
  directory: string,
  rows: readonly Answer[] = awkwardAnswers()
): Promise<string> {
  const [log, study] = [join(directory, "log.csv"), join(directory, "study")];
  const columns = ["model_id", "query_text", "replicate", "response_text"];
  const cells = rows.map((row) => Object.values(row));
  writeFileSync(log, formatCsv(columns, cells));
  await importStudy({study, paths: [log], format: "generic", replace: existsSync(study)});
  return study;
}
