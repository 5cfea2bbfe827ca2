import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {formatCount, formatNumber} from "./format.js";

/** What of the answers a study lets out, as sentences; there before any script runs. */
export function answersNote(study: PublishedStudy): string {
  const {answers, queries, models} = study;
  const {question, answer, anAnswer} = studyWords(study);
  if (!answers || answers.files.length === 0)
    return `This study publishes no text of ${anAnswer}: its numbers can be computed again, its ${answer}s cannot be read.`;
  const shown = answers.files.reduce((sum, file) => sum + file.queries.length, 0);
  const bytes = answers.files.reduce((sum, file) => sum + file.bytes, 0);
  const size =
    bytes < 1e5
      ? `${formatNumber(bytes / 1e3, 2)}\u00a0kB`
      : `${formatNumber(bytes / 1e6, 2)}\u00a0MB`;
  const whose = formatCount(models.length, "model");
  const which =
    answers.policy === "sample"
      ? `a sample of ${formatCount(shown, question)} out of ${formatNumber(queries.length)}, drawn with the study’s seed,`
      : formatCount(shown, question);
  const withheld =
    answers.withheld > 0
      ? ` ${formatCount(answers.withheld, answer)} that ${answers.withheld === 1 ? "repeats" : "repeat"} a ${question} not to be told ${answers.withheld === 1 ? "is" : "are"} withheld.`
      : "";
  return `The ${answer}s of ${whose} ${study.kind === "scores" ? "on" : "to"} ${which} are published as they were given, ${size} in all, of which a page fetches the part that is asked for.${withheld}`;
}

/** A question as one line of a list: its text, else its id and category. */
export function questionLine(query: PublishedStudy["queries"][number], most = 100): string {
  const {query_text, query_id, category} = query;
  const words = query_text ?? (category ? `${query_id} (${category})` : query_id);
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
