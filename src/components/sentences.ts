import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {ClassificationResult, RegressionResult, SpaceResult} from "../workflows/results.js";
import type {FigureContext, Run} from "./context.js";
import {
  formatColumn,
  formatCount,
  formatError,
  formatNumber,
  formatShare,
  formatUnit
} from "./format.js";
import {plainName} from "./methodNames.js";
import {pictureShare} from "./picture.js";

/** A sentence with its numbers set apart, so that each can carry the published one beside it. */
export type Phrase = readonly (string | {readonly value: string})[];

const value = (text: string) => ({value: text});

/** How well a class is told, with its interval before its p, against the commonest class. */
export function classificationSentence({run, study}: FigureContext<ClassificationResult>): Phrase {
  const r = run.result;
  const right = r.predictions.filter(({observed, predicted}) => observed === predicted).length;
  const what = r.classes.length === 2 ? r.classes.join(" from ") : formatColumn(r.label);
  return [
    "From ",
    value(formatCount(r.queriesUsed, studyWords(study).question)),
    `, ${plainName(r.method)} tells ${what} for `,
    value(`${right} of ${r.predictions.length}`),
    " models: accuracy ",
    value(formatShare(r.accuracy)),
    ` (${formatShare(r.interval.level)} interval${r.interval.unit === "family" ? " over families" : ""} `,
    value(`${formatShare(r.interval.lower)} to ${formatShare(r.interval.upper)}`),
    "), where naming the commonest class gets ",
    value(formatShare(r.chance)),
    ". ",
    ...shuffles(r),
    ...doubt(r.interval.lower <= r.chance, study)
  ];
}

/** How far predictions of an amount are off, against the mean of the other models. */
export function regressionSentence({run, study}: FigureContext<RegressionResult>): Phrase {
  const r = run.result;
  const spec = study.covariates[r.covariate];
  const amount = (x: number) => formatError(x, spec?.unit);
  return [
    "From ",
    value(formatCount(r.queriesUsed, studyWords(study).question)),
    `, ${plainName(r.method)} predicts ${formatColumn(r.covariate)} to within `,
    value(amount(r.metrics.mae)),
    " on average, where the mean of the other models is off by ",
    value(amount(r.baseline.mae)),
    ". ",
    ...coverage(run),
    ...shuffles(r),
    ...doubt(r.metrics.mae >= r.baseline.mae, study)
  ];
}

/** What the map is made of and how much of the geometry it keeps. */
export function spaceSentence({run, study}: FigureContext<SpaceResult>): Phrase {
  const r = run.result;
  const words = studyWords(study);
  return [
    value(formatCount(r.models.length, "model")),
    ", ",
    value(formatCount(r.queriesUsed.length, words.question)),
    ", ",
    value(formatCount(r.replicates, words.answer)),
    ` ${words.toEach}. The space keeps `,
    value(formatCount(r.dimension, "dimension")),
    "; this picture keeps ",
    value(formatShare(pictureShare(r))),
    " of the geometry."
  ];
}

/* The unfinished forms have as many parts as the finished ones, so that ghosts keep their places. */

function coverage({result, inputs}: Run<RegressionResult>): Phrase {
  const {coverage: held, provisional} = result;
  if (!held) {
    const level = typeof inputs.level === "number" ? ` ${formatShare(inputs.level)}` : "";
    const tooFew = `There are too few groups for bounded${level} intervals. `;
    return [provisional ? "Intervals are being made. " : tooFew, "", "", "", ""];
  }
  return [
    "Its ",
    value(formatShare(held.level)),
    " intervals held ",
    value(formatShare(held.observed)),
    " of the models. "
  ];
}

function shuffles(result: RegressionResult | ClassificationResult): Phrase {
  const {asGood, pValue, inference, provisional} = result;
  if (asGood === null || pValue === null)
    return [
      provisional ? "Shuffles are being made." : "No shuffles were made, so nothing is tested.",
      "",
      "",
      ""
    ];
  const floor = inference.minP !== null && inference.minP > 0.01;
  return [
    value(`${formatNumber(asGood)} of ${formatNumber(inference.B)}`),
    ` shuffles did as well (p\u00a0=\u00a0`,
    value(formatUnit(pValue)),
    `; ${plainName(inference.exchange)}${floor ? `, which cannot go below ${formatUnit(inference.minP)}` : ""}).`
  ];
}

function doubt(isDoubtful: boolean, study: PublishedStudy): Phrase {
  const {answer} = studyWords(study);
  return [isDoubtful ? ` These ${answer}s do not show more than the baseline does.` : ""];
}
