import type {
  ComparedSetting,
  EmbedderComparison,
  Varied
} from "../lib/schema/embedderComparison.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {type ComparisonContext, comparisonMap} from "./comparisonMap.js";
import {element} from "./element.js";
import {type FigureParts, figure} from "./figure.js";
import {studySource} from "./figureSource.js";
import {formatColumn, formatError, formatNumber, formatShare, formatUnit} from "./format.js";
import {phraseNodes} from "./phrase.js";
import type {Phrase} from "./sentences.js";

/** Where a comparison stands on a page, and what it varies. */
export interface ComparisonPlace extends Omit<ComparisonContext, "setting"> {
  readonly varied: Varied;
  /** of its figure on the page */
  readonly number?: string | undefined;
  /** which of its settings is shown, from 0 */
  readonly index: number;
}

const labels: Readonly<Record<Varied, string>> = {
  buckets: "Buckets",
  cut: "Coordinates kept",
  characters: "Characters kept",
  prefix: "Text put before every answer",
  embedder: "Embedder"
};

/** What is compared of one kind, in order; the published setting is the last, of names the first. */
export function comparedSettings(
  {settings, published}: EmbedderComparison,
  varied: Varied
): readonly ComparedSetting[] {
  const own = settings.filter((setting) => setting.varied === varied);
  return isRange(varied) ? [...own, published] : [published, ...own];
}

/** Whether a kind is set by a slider. */
export function isRange(varied: Varied): boolean {
  return varied === "buckets" || varied === "cut" || varied === "characters";
}

/** The map under a setting, its sentence, and all settings of its kind as a table. */
export function comparisonNodes(place: ComparisonPlace): HTMLElement[] {
  const {document, study, comparison, varied, index} = place;
  const all = comparedSettings(comparison, varied);
  const setting = all[Math.min(index, all.length - 1)] as ComparedSetting;
  const sentence = settingSentence({...place, setting});
  const before = settingSentence({...place, setting: comparison.published});
  return [
    figure(
      figureOf(varied),
      {...place, setting},
      {
        under: [comparisonSource(place)],
        name: `${study.id}-${varied}-${index}`,
        number: place.number
      }
    ),
    element(document, "p", {}, ...phraseNodes(document, sentence, before))
  ];
}

function comparisonSource(place: ComparisonPlace): HTMLElement {
  const {study, varied, index, color} = place;
  const data = {published: "comparison", study: study.id, varied, index: String(index)};
  return studySource(place, {...data, ...(color === undefined ? {} : {color})});
}

/** How a setting is called; the published one by what it is of this kind. */
export function settingName(
  varied: Varied,
  {value, width}: ComparedSetting,
  isPublished: boolean
): string {
  if (!isPublished) return String(value).trim();
  if (varied === "embedder") return String(value);
  if (varied === "characters") return "all";
  return varied === "prefix" ? "none" : String(width);
}

/** Every kind of setting a page may name. */
export const variedKinds = Object.keys(labels) as readonly Varied[];

/** The label of the input that varies a kind. */
export function variedLabel(varied: Varied): string {
  return labels[varied];
}

function figureOf(varied: Varied): FigureParts<ComparisonContext> {
  return {
    draw: (context) =>
      context.setting.refused === undefined
        ? comparisonMap(context)
        : element(
            context.document,
            "p",
            {class: "vantage-note"},
            "There is no map: under this embedder all models coincide."
          ),
    caption: ({setting}) =>
      setting.refused !== undefined
        ? "Nothing to draw."
        : "Each point is a model; a line leads from where it is published. The map is turned, shifted and scaled onto the published one, so that shapes compare, not units.",
    description: ({comparison, setting}) =>
      `Map of ${comparison.models.length} models; ${labels[varied].toLowerCase()}: ${settingName(varied, setting, setting === comparison.published)}`,
    table: ({study, comparison}) => ({
      columns: [
        labels[varied].toLowerCase(),
        "width",
        "shift of vectors",
        "r of distances",
        "ρ",
        "dimensions",
        "accuracy",
        "error"
      ],
      numeric: [1, 2, 3, 4, 5, 6, 7],
      rows: comparedSettings(comparison, varied).map((each) => [
        settingName(varied, each, each === comparison.published),
        formatNumber(each.width),
        formatNumber(each.shift, 2),
        formatUnit(each.pearson),
        formatUnit(each.spearman),
        each.refused === undefined ? String(each.dimension) : "none",
        formatShare(each.accuracy),
        formatError(each.error, unitOf(study, comparison))
      ])
    })
  };
}

function unitOf({covariates}: PublishedStudy, {covariate}: EmbedderComparison) {
  return covariates[covariate ?? ""]?.unit;
}

/** What a setting does: to distances, then to each conclusion the study has. */
function settingSentence({study, comparison, setting}: ComparisonContext): Phrase {
  const {label, covariate, chance, baseline} = comparison;
  const value = (text: string) => ({value: text});
  if (setting.refused !== undefined)
    return [
      "Under this embedder no difference between models is left once the noise of few answers is taken off: it sees nothing here."
    ];
  const unit = unitOf(study, comparison);
  return [
    `Distances between models correlate with the published ones at r = ${formatUnit(setting.pearson)} (by ranks ${formatUnit(setting.spearman)}).${setting.shift === null ? "" : ` Vectors moved by ${formatNumber(setting.shift, 2)} on average.`}`,
    ...(label === null || setting.accuracy === null
      ? []
      : [
          ` The class (${formatColumn(label)}) is told for `,
          value(formatShare(setting.accuracy)),
          ` of the models, where naming the commonest class gets ${formatShare(chance)}.`
        ]),
    ...(covariate === null || setting.error === null
      ? []
      : [
          ` The amount (${formatColumn(covariate)}) is predicted to within `,
          value(formatError(setting.error, unit)),
          ` on average, where the mean of the others is off by ${formatError(baseline, unit)}.`
        ])
  ];
}
