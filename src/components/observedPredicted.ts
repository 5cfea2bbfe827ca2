import * as Plot from "@observablehq/plot";
import type {Prediction, RegressionResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {element} from "./element.js";
import {formatQuantity} from "./format.js";
import {pointable} from "./pointable.js";
import type {PointMark} from "./pointMark.js";

const margins = {left: 52, right: 14, top: 26, bottom: 42} as const;

/**
 * Each model predicted without having been seen, against what was observed, with its interval; on
 * the dashed line a prediction is exact, on the dotted one it is the mean of the others (the
 * baseline). Published predictions stay as ghosts.
 */
export function observedPredicted(context: FigureContext<RegressionResult>): HTMLElement {
  const {document, study, run, published, width, interactive} = context;
  const {predictions, covariate} = run.result;
  const height = Math.round(Math.min(width * 0.72, 440));
  const domain = sharedDomain(predictions, published?.result.predictions ?? []);
  const unit = study.covariates[covariate]?.unit;
  const percent =
    unit === "share" ? {tickFormat: (v: number) => `${Math.round(v * 100)}\u202f%`} : {};
  const svg = Plot.plot({
    document,
    width,
    height,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    style: {background: "none", fontSize: "11px"},
    ariaLabel: `predicted against observed for ${predictions.length} models`,
    x: {domain, label: "observed", ticks: 5, ...percent},
    y: {domain, label: "predicted", ticks: 5, ...percent},
    marks: marks(context, domain)
  });
  const plot = element(document, "div", {class: "vantage-plot"}, svg);
  if (interactive) pointable(plot, pixelMarks(context, domain, width, height));
  return plot;
}

function marks(
  {run, published}: FigureContext<RegressionResult>,
  [low, high]: readonly [number, number]
): Plot.Markish[] {
  const {predictions} = run.result;
  const mean = predictions.reduce((sum, {observed}) => sum + observed, 0) / predictions.length;
  const clamp = (value: number | null, end: number) =>
    value === null ? end : Math.min(high, Math.max(low, value));
  const quiet = {stroke: "currentColor", strokeOpacity: 0.5};
  return [
    Plot.link([0], {x1: low, y1: low, x2: high, y2: high, ...quiet, strokeDasharray: "4,3"}),
    Plot.ruleY([mean], {...quiet, strokeDasharray: "1,4", strokeLinecap: "round"}),
    Plot.text([[high, mean]], {
      text: ["baseline: the mean"],
      textAnchor: "end",
      dy: -7,
      fill: "currentColor",
      fillOpacity: 0.6
    }),
    Plot.dot(published?.result.predictions ?? [], {
      x: "observed",
      y: "predicted",
      r: 3,
      stroke: "currentColor",
      strokeOpacity: 0.35
    }),
    Plot.ruleX(run.result.coverage ? predictions : [], {
      x: "observed",
      y1: ({lower}) => clamp(lower, low),
      y2: ({upper}) => clamp(upper, high),
      stroke: "var(--accent)",
      strokeOpacity: 0.3
    }),
    Plot.dot(predictions, {
      x: "observed",
      y: "predicted",
      r: 3.5,
      fill: "var(--accent)",
      stroke: "var(--paper)",
      strokeWidth: 0.7,
      title: "model"
    })
  ];
}

function sharedDomain(
  predictions: readonly Prediction[],
  ghosts: readonly Prediction[]
): [number, number] {
  const values = [...predictions, ...ghosts].flatMap(({observed, predicted}) => [
    observed,
    predicted
  ]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low) * 0.12 || 1;
  return [low - pad, high + pad];
}

function pixelMarks(
  {run, study}: FigureContext<RegressionResult>,
  [low, high]: readonly [number, number],
  width: number,
  height: number
): PointMark[] {
  const unit = study.covariates[run.result.covariate]?.unit;
  const labels = new Map(study.models.map((model) => [model.model_id, model.label]));
  const across = (width - margins.left - margins.right) / (high - low);
  const up = (height - margins.top - margins.bottom) / (high - low);
  const said = (value: number | null) =>
    value === null ? "unbounded" : formatQuantity(value, unit);
  const interval = ({lower, upper}: Prediction) =>
    run.result.provisional ? "being made" : `${said(lower)} to ${said(upper)}`;
  return run.result.predictions.map((prediction) => ({
    id: prediction.model,
    x: margins.left + (prediction.observed - low) * across,
    y: height - margins.bottom - (prediction.predicted - low) * up,
    text: [
      labels.get(prediction.model) ?? prediction.model,
      `observed ${said(prediction.observed)}`,
      `predicted ${said(prediction.predicted)}`,
      `interval ${interval(prediction)}`
    ].join("\n")
  }));
}
