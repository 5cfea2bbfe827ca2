import type {CovariateSpec} from "../lib/schema/study.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {answersNote} from "./answersNote.js";
import {contentHash} from "./citation.js";
import {coverageCounts} from "./coverageParts.js";
import {element} from "./element.js";
import {formatCount, formatNumber} from "./format.js";
import {type Table, tableTwin} from "./tableTwin.js";

/** A study's data on one card: what there is, whose it is, what is missing, what every column means. */
export function dataCard(document: Document, study: PublishedStudy): HTMLElement[] {
  const facts = cardFacts(study).filter(([, text]) => text !== "");
  const list = facts.flatMap(([name, text]) => [
    element(document, "dt", {}, name),
    element(document, "dd", {}, text)
  ]);
  const card = element(document, "dl", {class: "vantage-card"}, ...list);
  const columns = columnTable(study);
  return columns.rows.length > 0 ? [card, tableTwin(document, columns)] : [card];
}

function cardFacts(study: PublishedStudy): readonly (readonly [string, string])[] {
  const {authors = [], license, embedder, coverage} = study;
  const {question, answer, toEach} = studyWords(study);
  const of = `${formatCount(study.models.length, "model")}, ${formatCount(study.queries.length, question)}, ${formatCount(study.replicates, answer)} ${toEach}`;
  return [
    ["What there is", `${of}. ${statuses(study)}`],
    ["By", authors.map(({name}) => name).join(", ")],
    ["License", license || "not stated"],
    ["Coverage", coverage ? coverageCounts(study, coverage) : ""],
    ["Known gaps", knownGaps(study).join(" ")],
    ["How models were asked", asked(study)],
    ["Answers to vectors by", study.kind === "scores" ? "" : embedder.id],
    ["Texts", study.kind === "scores" ? "" : answersNote(study)],
    ["Content", `sha256 ${contentHash(study)}`]
  ];
}

function statuses({statuses}: PublishedStudy): string {
  const counts = Object.entries(statuses).map(
    ([status, count]) => `${formatNumber(count, 9)} ${status}`
  );
  return counts.length > 0 ? `By status: ${counts.join(", ")}.` : "";
}

/** What is not there, or not told; said also where that is nothing. */
function knownGaps(study: PublishedStudy): string[] {
  const {unlisted = 0, covariates, models, coverage} = study;
  const {answer} = studyWords(study);
  const lacking = Object.keys(covariates).flatMap((column) => {
    const unknown = models.filter((model) => (model[column] ?? null) === null).length;
    return unknown > 0 ? [`“${column}” is not known of ${formatCount(unknown, "model")}.`] : [];
  });
  const gapped = coverage?.gapped ?? 0;
  const gaps = [
    ...(gapped > 0 ? [`${formatCount(gapped, "model")} with gaps.`] : []),
    ...(unlisted > 0
      ? [`${formatCount(unlisted, answer)} of models or questions not listed, left out.`]
      : []),
    ...lacking
  ];
  return gaps.length > 0 ? gaps : ["None is known."];
}

function asked({kind, source, alignment}: PublishedStudy): string {
  if (!alignment && source) return "By Vantage itself, all in the same way.";
  if (!alignment) return kind === "scores" ? "" : "Nothing is recorded.";
  const [warning] = alignment.warnings;
  return warning ? warning.message : "Alike, as far as is recorded.";
}

/** What each column of the models means. */
function columnTable({covariates, models}: PublishedStudy): Table {
  const known = (column: string) =>
    models.filter((model) => (model[column] ?? null) !== null).length;
  return {
    columns: ["column", "meaning", "values", "known of"],
    numeric: [3],
    rows: Object.entries(covariates).map(([column, spec]) => [
      column,
      spec.description,
      values(spec),
      formatNumber(known(column))
    ])
  };
}

function values({type, unit, range}: CovariateSpec): string {
  const within = range ? `${range[0]} to ${range[1]}` : "";
  return [type, within, unit ?? ""].filter((part) => part !== "").join(", ");
}
