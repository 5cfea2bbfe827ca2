import type {ImportReport} from "../loaders/import/importStudy.js";
import {oneLine} from "../src/lib/core/oneLine.js";
import {alignmentLines} from "./alignmentLines.js";
import {capped} from "./capped.js";

/** Ten names in a line, and room around them. */
const longestLine = 4000;

/** The report of an import as text, nothing left out silently; logs' names cannot break its lines. */
export function importText(report: ImportReport): string {
  const lines = [
    ...headlines(report),
    ...refusalLines(report),
    ...mergeLines(report),
    `statuses: ${counts(report.statuses)}`,
    ...coverageLines(report),
    ...alignmentLines(report.alignment),
    ...noteLines(report),
    ...covariateLines(report),
    ...(report.wrote.length > 0 ? [`wrote ${report.wrote.join(", ")}`] : previewLines(report))
  ];
  return lines.map((line) => oneLine(line, longestLine)).join("\n");
}

function headlines(report: ImportReport): string[] {
  const {format, evidence, files, companions, skipped} = report;
  const {models, queries, replicates, responses} = report;
  const beside = companions > 0 ? `, ${companions} files beside them` : "";
  const others = skipped > 0 ? ` (${skipped} other files left out)` : "";
  const grid = `${models} models × ${queries} queries × ${replicates} answers`;
  return [
    `${format}: ${files} files${beside}${others}, ${grid}: ${responses} answers`,
    `  recognised by ${evidence}`
  ];
}

function refusalLines({refused, refusedCount}: ImportReport): string[] {
  if (refusedCount === 0) return [];
  const lines = refused.map(({source_ref, reason}) => `  ${source_ref}: ${reason}`);
  return [`refused, and the rest imported: ${refusedCount}`, ...capped(lines, refusedCount)];
}

function mergeLines({merge, unusedFrom, wrote}: ImportReport): string[] {
  const {earlier, added, identical, replaced} = merge;
  const will = wrote.length > 0 ? "" : "would be ";
  const counted = `${added} ${will}added, ${replaced} ${will}replaced, ${identical} already there`;
  return [
    ...(earlier > 0 ? [`the study had ${earlier} answers: ${counted}`] : []),
    ...(unusedFrom === undefined
      ? []
      : [`study.json uses ${unusedFrom} answers per question: raise its replicates to use more`])
  ];
}

function counts(statuses: Readonly<Record<string, number>>): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} ${status}`)
    .join(", ");
}

function coverageLines({coverage}: ImportReport): string[] {
  const {complete, queries, gaps, frontier} = coverage;
  return [
    `${complete} of ${queries} queries are answered by every model`,
    ...capped(gaps).map((gap) =>
      typeof gap === "string"
        ? gap
        : `  ${gap.model_id} lacks ${gap.missing.length}: ${capped(gap.missing).join(", ")}`
    ),
    ...frontier.map(
      ({drop, complete: kept}) =>
        `  dropping ${capped(drop).join(", ")} would keep ${kept - complete} more queries`
    )
  ];
}

function noteLines({notes}: ImportReport): string[] {
  return capped(notes).map((note) =>
    typeof note === "string"
      ? note
      : `note ${note.code}: ${note.model_id}: ${note.detail} (${note.count} rows)`
  );
}

function covariateLines({covariates}: ImportReport): string[] {
  if (!covariates) return [];
  const {columns, unmatched, without, unscored, blanked} = covariates;
  const strangers = unmatched.map(({id, nearest}) =>
    nearest ? `${id} (nearest: ${nearest})` : id
  );
  return [
    `covariates: ${columns.join(", ")}`,
    ...(blanked > 0 ? [`  cells taken for blank (NA, NaN, null, N/A): ${blanked}`] : []),
    ...(unmatched.length > 0 ? [`  ids of no model: ${capped(strangers).join(", ")}`] : []),
    ...(without.length > 0 ? [`  models without a row: ${capped(without).join(", ")}`] : []),
    ...(unscored.length > 0 ? [`  models with blank cells: ${capped(unscored).join(", ")}`] : [])
  ];
}

function previewLines({preview}: ImportReport): string[] {
  return preview.map(
    ({model_id, query_id, replicate, status, response_text}) =>
      `  ${model_id} | ${query_id} | ${replicate} | ${status} | ${JSON.stringify(response_text.slice(0, 60))}`
  );
}
