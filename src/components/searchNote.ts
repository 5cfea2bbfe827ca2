import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";

/** The file that holds DuckDB, as a page links it. */
export interface DatabaseLink {
  readonly href: string;
  readonly bytes: number;
}

/**
 * What can be searched and what a search reads, with a link to DuckDB, which a page's script finds it by;
 * why not, where no text of an answer is published, or DuckDB is not there.
 */
export function searchNote(
  document: Document,
  study: PublishedStudy,
  database: DatabaseLink | null
): HTMLElement {
  const {answer, anAnswer} = studyWords(study);
  const files = study.answers?.files ?? [];
  if (files.length === 0)
    return noteOf(document, `No text of ${anAnswer} is published, so there is nothing to search.`);
  if (!database)
    return noteOf(
      document,
      `The ${answer}s can be searched once vantage build has put DuckDB here.`
    );
  const {href, bytes} = database;
  const link = element(
    document,
    "a",
    {href, download: true, "data-database": true, "data-bytes": bytes},
    "DuckDB"
  );
  const texts = files.reduce((sum, file) => sum + file.bytes, 0);
  return noteOf(
    document,
    `${reach(study)} The first search reads ${formatCount(files.length, "file")}, ${megabytes(texts)}, and `,
    link,
    `, ${megabytes(bytes)}, once.`
  );
}

function noteOf(document: Document, ...children: (Node | string)[]): HTMLElement {
  return element(document, "p", {class: "vantage-answers-note"}, ...children);
}

/** Which answers a search goes through. */
function reach(study: PublishedStudy): string {
  const {question, answer} = studyWords(study);
  const {files = [], withheld = 0} = study.answers ?? {};
  const questions = files.reduce((sum, {queries}) => sum + queries.length, 0);
  const kept =
    withheld > 0
      ? ` ${formatCount(withheld, answer)} ${withheld === 1 ? "is" : "are"} withheld.`
      : "";
  return `A search looks through all published ${answer}s, those of ${formatCount(study.models.length, "model")} to ${formatCount(questions, question)}, on this device.${kept}`;
}

/** Bytes as megabytes of two digits. */
export function megabytes(bytes: number): string {
  return `${formatNumber(bytes / 1e6, 2)}\u00a0MB`;
}
