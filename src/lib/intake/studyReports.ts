import type {AlignmentReport, CoverageReport, StudyReports} from "../schema/studyReports.js";
import type {ResponseRow, SetupRow} from "../schema/tables.js";
import {type Alignment, alignment} from "./alignment.js";
import {type Coverage, coverage} from "./coverage.js";
import {coverageGrid} from "./coverageGrid.js";

/** What the reports need of an answer. */
type ReportedAnswer = Pick<ResponseRow, "model_id" | "query_id" | "prompt_hash" | "status">;

/** What the reports are made from: listed models and queries in the study's order, their answers. */
export interface Reported {
  readonly models: readonly string[];
  readonly queries: readonly string[];
  readonly responses: readonly ReportedAnswer[];
  /** whether a response is a usable answer */
  readonly isAnswer: (response: ReportedAnswer) => boolean;
  readonly setups: readonly SetupRow[];
  /** whether values that may be texts of prompts may go out */
  readonly withText: boolean;
}

const mostGaps = 100;
const mostNamed = 12;
const longestValue = 64;

/** The coverage and alignment of a study as it publishes them, lists capped and counted. */
export function studyReports(reported: Reported): StudyReports {
  const {models, queries, responses, setups, withText} = reported;
  const found = alignment(responses, setups);
  const answered = responses.filter(reported.isAnswer);
  const isKnown = found.facts.length > 0 || found.prompts.compared > 0;
  return {
    coverage: coverageReport(models, queries, coverage(models, queries, answered)),
    ...(isKnown ? {alignment: alignmentReport(found, withText)} : {})
  };
}

function coverageReport(
  models: readonly string[],
  queries: readonly string[],
  {gaps, frontier, ...counts}: Coverage
): CoverageReport {
  const leavesTwo = ({drop}: Coverage["frontier"][number]) => drop.length + 2 <= models.length;
  return {
    ...counts,
    gapped: gaps.length,
    gaps: gaps.slice(0, mostGaps).map(({model_id, missing}) => ({
      model_id,
      missing: missing.length,
      queries: missing.slice(0, mostNamed)
    })),
    frontier: frontier
      .filter(leavesTwo)
      .slice(0, mostNamed)
      .map(({drop, complete}) => ({
        drop: drop.length,
        models: drop.slice(0, mostNamed),
        complete
      })),
    grid: coverageGrid(models, queries, gaps)
  };
}

function alignmentReport(
  {facts, setups, unplaced, prompts, warnings}: Alignment,
  withText: boolean
): AlignmentReport {
  return {
    facts: facts
      .filter(({differing}) => differing.length > 0)
      .map(({name, values, differing}) => ({
        name,
        datasets: differing.slice(0, mostNamed),
        values: values.map(({value, models}, i) => ({
          value: !withText && name === "system_prompt" ? `text ${i + 1}` : cut(value),
          models
        }))
      })),
    setups,
    unplaced,
    prompts,
    warnings
  };
}

function cut(value: string): string {
  const points = [...value];
  return points.length > longestValue ? `${points.slice(0, longestValue - 1).join("")}…` : value;
}
