import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {CoverageReport} from "../lib/schema/studyReports.js";
import {type StudyWords, studyWords} from "../lib/schema/studyWords.js";
import {type CoverageContext, coverageMatrix} from "./coverageMatrix.js";
import type {FigureParts} from "./figure.js";
import {formatCount, formatNumber, formatShare} from "./format.js";

/** Who answered what, as a figure. */
export const coverageFigure: FigureParts<CoverageContext> = {
  draw: coverageMatrix,
  caption: ({coverage, study}) =>
    `${coverageCounts(study, coverage)} Rows are models. ${reading(coverage, studyWords(study))}`,
  description: ({coverage, study}) =>
    `Table of ${formatCount(coverage.models, "model")} by ${formatCount(coverage.queries, studyWords(study).question)}; ${gapWords(coverage)}`,
  table: ({study, coverage}) => {
    const labels = labelsOf(study);
    const listed = coverage.gaps.map(({model_id, missing, queries}) => [
      labels.get(model_id) ?? model_id,
      formatNumber(coverage.queries - missing),
      formatNumber(missing),
      named(queries, missing)
    ]);
    const [further, whole] = [coverage.gapped - coverage.gaps.length, withoutGaps(coverage)];
    const all = formatNumber(coverage.queries);
    return {
      columns: ["model", studyWords(study).had, "missing", "which"],
      numeric: [1, 2],
      rows: [
        ...listed,
        ...(further > 0 ? [[`${formatNumber(further)} others`, "", "fewer", ""]] : []),
        ...(whole > 0 ? [[`${formatNumber(whole)} without gaps`, all, "0", ""]] : [])
      ]
    };
  }
};

/** How many models by how many queries, and of how many pairs there is something. */
export function coverageCounts(
  study: PublishedStudy,
  {models, queries, answered, gapped}: CoverageReport
): string {
  const {question, anAnswer} = studyWords(study);
  const pairs = models * queries;
  const share = gapped > 0 && answered / pairs < 0.995 ? ` (${formatShare(answered / pairs)})` : "";
  return `${formatCount(models, "model")} by ${formatCount(queries, question)}: ${formatNumber(answered, 8)} of ${formatNumber(pairs, 8)} pairs have ${anAnswer}${share}.`;
}

function reading({gapped, grid}: CoverageReport, {question}: StudyWords): string {
  if (gapped === 0) return "There is no gap.";
  const {modelsPerBlock, queriesPerBlock} = grid;
  const block =
    modelsPerBlock * queriesPerBlock > 1
      ? ` A block is ${formatCount(modelsPerBlock, "model")} by ${formatCount(queriesPerBlock, question)}, deeper where more is missing.`
      : "";
  return `Gaps are orange, models with most of them on top.${block}`;
}

function gapWords(coverage: CoverageReport): string {
  if (coverage.gapped === 0) return "no gap";
  return `${formatCount(coverage.gapped, "model")} with gaps, ${withoutGaps(coverage)} without`;
}

const withoutGaps = ({models, gapped}: CoverageReport) => models - gapped;

/** What the gaps cost, what is done about them, and which models to leave out to win questions. */
export function coverageSentence(study: PublishedStudy, coverage: CoverageReport): string {
  const {complete, queries, gapped, frontier} = coverage;
  const {question, complete: whole, allComplete} = studyWords(study);
  if (gapped === 0) return allComplete;
  const labels = labelsOf(study);
  const gains = frontier.slice(0, 3).map(({drop, models, complete: kept}) => {
    const names = named(
      models.map((id) => labels.get(id) ?? id),
      drop
    );
    const won = kept - complete;
    return ` Without ${names}, ${formatNumber(won)} more ${won === 1 ? `${question} is` : `${question}s are`} complete.`;
  });
  const unwon = ` Leaving out models completes no further ${question} while two of them stay.`;
  return `${formatNumber(complete)} of ${formatCount(queries, question)} ${complete === 1 ? "is" : "are"} complete: ${whole}. ${policies[study.missing]}${gains.length > 0 ? gains.join("") : unwon}`;
}

const policies: Readonly<Record<PublishedStudy["missing"], string>> = {
  "drop-queries": "The map leaves out the others.",
  "drop-models": "The map leaves out models with gaps instead.",
  fail: "No map is made of the others."
};

function named(names: readonly string[], count: number): string {
  const shown = names.slice(0, 3);
  const rest = count - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${formatNumber(rest)} more`;
  return shown.length > 1
    ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`
    : (shown[0] ?? "");
}

function labelsOf({models}: PublishedStudy): ReadonlyMap<string, string> {
  return new Map(models.map(({model_id, label}) => [model_id, label]));
}
