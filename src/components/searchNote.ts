import type {PublishedStudy} from "../lib/schema/studyData.js";
import {answersNote} from "./answersNote.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";
import {studyWords} from "./studyWords.js";

/** The file that holds DuckDB, as a page links it. */
export interface DatabaseLink {
  readonly href: string;
  readonly bytes: number;
}

/**
 * What can be searched and what a search reads, with a link to DuckDB, which a page's script finds it by;
 * only what is published where no text of an answer is, or no DuckDB.
 */
export function searchNote(
  document: Document,
  study: PublishedStudy,
  database: DatabaseLink | null
): HTMLElement {
  const note = element(document, "p", {class: "vantage-answers-note"}, answersNote(study));
  const files = study.answers?.files ?? [];
  if (files.length === 0 || !database) return note;
  const {href, bytes} = database;
  const link = element(
    document,
    "a",
    {href, download: true, "data-database": true, "data-bytes": bytes},
    "DuckDB"
  );
  note.append(
    ` A search looks through all of them on this device. The first one reads ${formatCount(files.length, "file")} of ${studyWords(study).answer}s and `,
    link,
    `, ${megabytes(bytes)}.`
  );
  return note;
}

/** Bytes as megabytes of two digits. */
export function megabytes(bytes: number): string {
  return `${formatNumber(bytes / 1e6, 2)}\u00a0MB`;
}
