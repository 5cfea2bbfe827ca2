import {fromRows} from "../lib/core/matrix.js";
import {procrustes} from "../lib/geometry/procrustes.js";
import {pearson, spearman} from "../lib/inference/rankCorrelation.js";
import type {ComparedSetting} from "../lib/schema/embedderComparison.js";
import type {ClassificationResult, RegressionResult, SpaceResult} from "./results.js";

/** The results of a study under one setting; null for an analysis it has nothing for. */
export interface SettingResults {
  readonly space: SpaceResult;
  readonly classification: ClassificationResult | null;
  readonly regression: RegressionResult | null;
}

/** A setting's space beside the published one: its distances, its map turned onto it, conclusions. */
export function comparedSetting(
  about: Pick<ComparedSetting, "varied" | "value" | "width" | "shift">,
  {space, classification, regression}: SettingResults,
  published: SpaceResult
): ComparedSetting {
  return {
    ...about,
    pearson: rounded(pearson(space.distances, published.distances)),
    spearman: rounded(spearman(space.distances, published.distances)),
    dimension: space.dimension,
    points: turnedPoints(space, published),
    accuracy: rounded(classification?.accuracy ?? null),
    error: rounded(regression?.metrics.mae ?? null)
  };
}

/**
 * The map turned, mirrored, shifted and scaled onto the published one: units of two embedders are
 * not the same, so that only shapes compare.
 */
function turnedPoints(space: SpaceResult, published: SpaceResult): (readonly [number, number])[] {
  const [from, to] = [plane(space), plane(published)];
  const factor = size(to) / (size(from) || 1);
  const scaled = from.map(([x, y]) => [x * factor, y * factor] as const);
  const {data} = procrustes(fromRows(scaled), fromRows(to)).aligned;
  return scaled.map((_, i) => [rounded(data[2 * i]) ?? 0, rounded(data[2 * i + 1]) ?? 0] as const);
}

function plane({coordinates: {shape, data}}: SpaceResult): (readonly [number, number])[] {
  const [n, d] = shape;
  return Array.from({length: n}, (_, i) => [data[i * d] ?? 0, d > 1 ? (data[i * d + 1] ?? 0) : 0]);
}

/** Coordinates are centred: their root sum of squares is the size of the picture. */
function size(points: readonly (readonly [number, number])[]): number {
  return Math.sqrt(points.reduce((sum, [x, y]) => sum + x * x + y * y, 0));
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value * 1e5) / 1e5;
}
