import type {PublishedStudy} from "../src/lib/schema/studyData.js";
import {type StudyWords, studyWords} from "../src/lib/schema/studyWords.js";
import type {
  ClassificationResult,
  PairResult,
  RegressionResult,
  RunResult,
  SpaceResult
} from "../src/workflows/results.js";

/**
 * A run in a few lines for a terminal: effect and interval first, then the test, then warnings.
 *
 * @param study whose words it speaks in
 */
export function runSummary(run: RunResult, study: Pick<PublishedStudy, "kind">): string {
  const lines = summaries[run.workflow]?.(run.result, studyWords(study)) ?? [
    JSON.stringify(run.result)
  ];
  const warnings = run.warnings.map(({code, message}) => `! ${code}: ${message}`);
  return `${[`${run.study}: ${run.workflow}`, ...lines, ...warnings].join("\n")}\n`;
}

type Summary<Result = unknown> = (result: Result, words: StudyWords) => string[];

const summaries: Readonly<Record<string, Summary>> = {
  space: spaceLines as Summary,
  regression: regressionLines as Summary,
  classification: classificationLines as Summary,
  pair: pairLines as Summary
};

function spaceLines(result: SpaceResult, {question, answer}: StudyWords): string[] {
  const kept = result.positiveShare.reduce((sum, share) => sum + share, 0);
  return [
    `${result.models.length} models on ${counted(result.queriesUsed.length, question)} (${result.dropped.queries.length} dropped), ${counted(result.replicates, answer)} each`,
    `dimension ${result.dimension} of elbows ${result.elbows.join(", ")}; it keeps ${percent(kept)} of the geometry`,
    `leading eigenvalues ${result.eigenvalues.slice(0, 6).map(short).join(" ")}`
  ];
}

function regressionLines(result: RegressionResult, {question}: StudyWords): string[] {
  const {metrics, baseline, inference} = result;
  const r2 = metrics.r2 === null ? "undefined" : short(metrics.r2);
  return [
    `${result.covariate} of ${result.models.length} models by ${result.method}, ${result.validation}, ${result.dimension === null ? "all axes" : `dimension ${result.dimension}`}, ${counted(result.queriesUsed, question)} (${result.unlabelled.length} models without a value)`,
    `mean absolute error ${short(metrics.mae)} against ${short(baseline.mae)} of the training mean; r2 ${r2}, spearman ${metrics.spearman === null ? "undefined" : short(metrics.spearman)}`,
    ...coverageLines(result),
    ...shuffles(result, inference.exchange)
  ];
}

function coverageLines({coverage}: RegressionResult): string[] {
  if (coverage === null) return [];
  const {level, observed, guarantee} = coverage;
  return [
    `intervals at ${percent(level)} hold ${percent(observed)} of the models (guaranteed ${percent(guarantee)})`
  ];
}

function classificationLines(result: ClassificationResult, {question}: StudyWords): string[] {
  const {lower, upper, level, unit} = result.interval;
  const where = result.space === "distances" ? "distances" : `dimension ${result.dimension}`;
  return [
    `${result.label} of ${result.models.length} models by ${result.method}, ${result.validation}, ${where}, ${counted(result.queriesUsed, question)} (${result.unlabelled.length} models without a value)`,
    `accuracy ${short(result.accuracy)} (${percent(level)} interval over ${unit === "family" ? "families" : "models"} ${short(lower)} to ${short(upper)}) against ${short(result.chance)} of the largest class; balanced ${short(result.balancedAccuracy)}`,
    ...shuffles(result, result.inference.exchange)
  ];
}

function pairLines(
  {a, b, models, queriesUsed, ...result}: PairResult,
  {question}: StudyWords
): string[] {
  const nearest = result.nearest.map(({model, distance}) => `${model} ${short(distance)}`);
  const near = `nearest to ${a}: ${nearest.join(", ")}`;
  if (b === null || result.distance === null) return [near];
  const apart = result.questions
    .slice(0, 5)
    .map(
      ({query, share, squared, usual}) =>
        `${query} ${percent(share)}${usual > 0 && models > 2 ? ` (${short(squared / usual)} times what is usual for ${a})` : ""}`
    );
  return [
    `${a} and ${b}: distance ${short(result.distance)} over ${counted(queriesUsed, question)}; ${b} is number ${result.rank} of ${models - 1} from ${a}`,
    `of the squared distance: ${apart.join(", ")}`,
    near
  ];
}

function shuffles(
  result: Pick<RegressionResult, "asGood" | "pValue" | "inference">,
  exchange: string
): string[] {
  if (result.asGood === null || result.pValue === null) return [];
  return [
    `${result.asGood} of ${result.inference.B} shuffles did as well (${exchange}; p ${short(result.pValue)}, smallest possible ${short(result.inference.minP ?? 0)})`
  ];
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
const short = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${Math.round(100 * share)} %`;
