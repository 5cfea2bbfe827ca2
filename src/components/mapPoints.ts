import type {ModelRow} from "../lib/schema/studyData.js";
import type {SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import {formatNumber} from "./format.js";
import {coloring} from "./palette.js";
import {alignPicture, picture} from "./picture.js";

/** A model as drawn: its place in the map's units, how it looks, where it was published. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly color: string;
  readonly symbol: string;
  readonly title: string;
  readonly label: string;
  readonly from: readonly [number, number] | undefined;
}

/** Of a dot in pixels, so that as many models as there are can be told apart. */
export function dotRadius(models: number): number {
  return 5 * Math.min(1, (100 / models) ** 0.3);
}

/** The models of a run as drawn: turned onto the published map, colored and sized as `view` says. */
export function mapPoints({study, run, published, view}: FigureContext<SpaceResult>): MapPoint[] {
  const reference = published && picture(published.result);
  const own = picture(run.result);
  const shown = reference ? alignPicture(own, reference) : own;
  const colors = coloring(study, view.color);
  const radius = sizing(study.models, view.size, dotRadius(run.result.models.length));
  const rows = new Map(study.models.map((model) => [model.model_id, model]));
  return run.result.models.map((id) => {
    const model = rows.get(id) as ModelRow;
    const [x, y] = shown.get(id)!;
    const value = colors.key && model[colors.key] !== null ? model[colors.key] : "unknown";
    const said = typeof value === "number" ? formatNumber(value) : String(value);
    return {
      x,
      y,
      r: radius(model),
      color: colors.color(model),
      symbol: colors.symbol(model),
      label: model.label,
      title: colors.key ? `${model.label}\n${colors.label}: ${said}` : model.label,
      from: reference?.get(id)
    };
  });
}

function sizing(
  models: readonly ModelRow[],
  key: string | undefined,
  usual: number
): (model: ModelRow) => number {
  const values = key ? models.map((model) => model[key]).filter((v) => typeof v === "number") : [];
  if (!key || values.length === 0) return () => usual;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (model) => {
    const value = model[key];
    return typeof value === "number" && high > low
      ? (usual / 5) * Math.sqrt(12 + 78 * ((value - low) / (high - low)))
      : 0.7 * usual;
  };
}
