import {studyWords} from "../lib/schema/studyWords.js";
import type {SpaceResult} from "../workflows/results.js";
import {figureOf} from "./exhibitKinds.js";
import {formatCount, formatNumber, formatShare} from "./format.js";
import {perspectiveMap} from "./perspectiveMap.js";
import {pictureShare} from "./picture.js";
import {screePlot} from "./screePlot.js";

/** Models as points. */
export const map = figureOf<SpaceResult>("space", {
  draw: perspectiveMap,
  caption: ({run: {result}, study}) =>
    `Each point is a model; near means ${studyWords(study).alike}. ${kept(result)}`,
  description: ({run: {result}}) =>
    `Map of ${formatCount(result.models.length, "model")} in the first two of ${formatCount(result.dimension, "dimension")}, keeping ${formatShare(pictureShare(result))} of the geometry`,
  table: ({run: {result}, study}) => {
    const [n, d] = result.coordinates.shape;
    const axes = Math.min(d, 3);
    const labels = new Map(study.models.map((model) => [model.model_id, model.label]));
    return {
      columns: ["model", ...Array.from({length: axes}, (_, k) => `axis ${k + 1}`)],
      numeric: [1, 2, 3],
      models: result.models,
      rows: Array.from({length: n}, (_, i) => [
        labels.get(result.models[i]!) ?? result.models[i]!,
        ...Array.from({length: axes}, (_, k) => formatNumber(result.coordinates.data[i * d + k]))
      ])
    };
  },
  data: ({run: {result}, study}) => {
    const [n, d] = result.coordinates.shape;
    const rows = new Map(study.models.map((model) => [model.model_id, model]));
    const columns = Object.keys(study.covariates);
    const value = (cell: string | number | boolean | null | undefined) =>
      typeof cell === "boolean" ? String(cell) : (cell ?? null);
    return {
      columns: ["model_id", ...Array.from({length: d}, (_, k) => `axis_${k + 1}`), ...columns],
      rows: Array.from({length: n}, (_, i) => [
        result.models[i]!,
        ...Array.from(result.coordinates.data.slice(i * d, (i + 1) * d)),
        ...columns.map((column) => value(rows.get(result.models[i]!)?.[column]))
      ])
    };
  }
});

/** Eigenvalues with elbows. */
export const scree = figureOf<SpaceResult>(
  "space",
  {
    draw: screePlot,
    caption: ({run: {result}}) =>
      `How much each axis carries. Full bars are the ${formatCount(result.dimension, "axis", "axes")} kept; dashed lines are elbows of the profile likelihood.${result.negativeMass > 0.005 ? ` ${formatShare(result.negativeMass)} of the spectrum is negative: no space of points has exactly these distances.` : ""}`,
    description: ({run: {result}}) =>
      `Eigenvalues in descending order; ${formatCount(result.dimension, "axis", "axes")} kept, elbows at ${result.elbows.join(", ") || "none"}`,
    table: ({run: {result}}) => ({
      columns: ["axis", "eigenvalue", "share"],
      numeric: [0, 1, 2],
      rows: result.eigenvalues
        .slice(0, 24)
        .map((value, i) => [
          String(i + 1),
          formatNumber(value, 5),
          formatShare(result.positiveShare[i])
        ])
    }),
    data: ({run: {result}}) => ({
      columns: ["axis", "eigenvalue", "share"],
      rows: result.eigenvalues.map((value, i) => [i + 1, value, result.positiveShare[i] ?? null])
    })
  },
  false
);

/** How much of the geometry the picture keeps, and what a reader can do about the rest. */
function kept(result: SpaceResult): string {
  const share = pictureShare(result);
  const says = `This picture keeps ${formatShare(share)} of the geometry`;
  const dimensions =
    result.dimension > 2 ? ` The space has ${formatCount(result.dimension, "dimension")}.` : "";
  if (share > 0.995) return `${says}.${dimensions}`;
  return `${says}, as squared distances go; the rest lies along axes not drawn. Point at a model for lines to those truly nearest.${dimensions}`;
}
