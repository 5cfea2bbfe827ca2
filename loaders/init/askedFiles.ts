import {existsSync, mkdirSync, renameSync} from "node:fs";
import {join} from "node:path";

/** Where answers a server gave lie in a report, one a line, as they came; and who was asked what. */
export const askedPath = "data/answers.jsonl";
export const askedModelsPath = "data/models.csv";
export const askedQuestionsPath = "data/questions.csv";

/**
 * Moves what was answered before a failure to where it would have been: it may have taken hours.
 *
 * @param making the folder the report was being made in
 * @returns whether there was an answer
 */
export function keepAnswers(making: string, report: string): boolean {
  if (!existsSync(join(making, askedPath))) return false;
  mkdirSync(join(report, "data"));
  for (const path of [askedPath, askedModelsPath, askedQuestionsPath])
    renameSync(join(making, path), join(report, path));
  return true;
}
