import * as Plot from "@observablehq/plot";
import type {ComparedSetting, EmbedderComparison} from "../lib/schema/embedderComparison.js";
import type {ModelRow, PublishedStudy} from "../lib/schema/studyData.js";
import {element} from "./element.js";
import {fitFrame} from "./frame.js";
import {legend} from "./legend.js";
import {mapOptions} from "./mapOptions.js";
import {coloring} from "./palette.js";

/** What a map under a setting is drawn from. */
export interface ComparisonContext {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly comparison: EmbedderComparison;
  readonly setting: ComparedSetting;
  /** column that colors the models */
  readonly color: string | undefined;
  /** in pixels */
  readonly width: number;
  readonly interactive: boolean;
}

/** The models under a setting, each with a line from where it was published. */
export function comparisonMap(context: ComparisonContext): HTMLElement {
  const {document, study, comparison, setting, width, color} = context;
  const {points: from} = comparison.published;
  const height = Math.round(width * 0.55);
  const frame = fitFrame([...from, ...setting.points], width, height, 16);
  const scale = coloring(study, color);
  const rows = new Map(study.models.map((model) => [model.model_id, model]));
  const models = comparison.models.map((id) => rows.get(id) as ModelRow);
  const quiet = {stroke: "currentColor", strokeOpacity: 0.3, strokeWidth: 0.8};
  const at = (points: ComparedSetting["points"], axis: 0 | 1) => points.map((point) => point[axis]);
  const moved = setting === comparison.published || setting.points.length === 0 ? [] : from;
  const svg = Plot.plot({
    ...mapOptions(document, frame, setting.points.length),
    marks: [
      Plot.link(moved, {
        x1: at(from, 0),
        y1: at(from, 1),
        x2: at(setting.points, 0),
        y2: at(setting.points, 1),
        ...quiet
      }),
      Plot.dot(moved, {x: at(from, 0), y: at(from, 1), r: 3, fill: "none", ...quiet}),
      Plot.dot(setting.points, {
        x: at(setting.points, 0),
        y: at(setting.points, 1),
        r: 5,
        fill: models.map(scale.color),
        symbol: models.map(scale.symbol),
        title: models.map(({label}) => label),
        stroke: "var(--edge)",
        strokeWidth: 0.8
      })
    ]
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  return element(document, "div", {class: "vantage-map"}, legend(document, scale), plot);
}
