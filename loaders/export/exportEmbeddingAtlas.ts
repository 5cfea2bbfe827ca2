import {DomainError} from "../../src/lib/core/errors.js";
import {principalCoordinates} from "../../src/lib/geometry/principalCoordinates.js";
import type {SpaceResult} from "../../src/workflows/results.js";
import {runWorkflow} from "../../src/workflows/run.js";
import {ensurePublished} from "../bringUpToDate.js";
import type {Effects} from "../effects.js";
import {type Columns, type StoredRow, writeParquet} from "../store/parquet.js";
import {openStudy} from "../study/openStudy.js";
import type {ExportReport} from "./exportReport.js";
import {type ExportTarget, requireFileTarget} from "./exportTarget.js";
import {type StudyVectors, studyVectors} from "./studyVectors.js";

const columns: Columns = {
  model: "text",
  family: "text",
  query_id: "text",
  query: "text",
  category: "text",
  replicate: "integer",
  response: "text",
  status: "text",
  projection_x: "number",
  projection_y: "number",
  psi_1: "number",
  psi_2: "number"
};

/**
 * Exports a study's answers for Embedding Atlas: one Parquet file, one row an answer that has a vector.
 * `projection_x`, `projection_y` are the two leading principal coordinates of all those vectors;
 * `psi_1`, `psi_2` the model's coordinates in the space analysis with the study's defaults, empty
 * where it gives none (a note says why).
 *
 * @param target with Vantage's `version`, for the analysis
 * @throws LoaderError if the target is taken; DataError, LoaderError, DomainError as making the
 *   study's vectors and published files does
 */
export async function exportEmbeddingAtlas(
  studyDirectory: string,
  target: ExportTarget & {readonly version: string},
  effects: Effects
): Promise<ExportReport> {
  requireFileTarget(target);
  const published = await ensurePublished(studyDirectory, effects);
  const vectors = await studyVectors(studyDirectory, effects);
  const space = await perspectives(published, target.version, effects);
  const points = vectors.answers.map(({vector}) => vector);
  const {coordinates, share} = principalCoordinates(points, 2);
  const rows = rowsOf(vectors, coordinates.data, space.psi);
  requireFileTarget(target);
  await writeParquet(target.out, columns, rows);
  const kept = share.map((part) => `${(100 * part).toFixed(1)} %`).join(" and ");
  const projected = `projection_x and projection_y are principal coordinates of all answers' vectors and keep ${kept} of their variance`;
  const notes = [projected, ...space.notes, ...vectors.notes];
  return {format: "embedding-atlas", out: target.out, files: [], rows: rows.length, notes};
}

type Perspectives = ReadonlyMap<string, readonly (number | null)[]>;

function rowsOf(
  {study, answers}: StudyVectors,
  projection: Float64Array,
  psi: Perspectives
): StoredRow[] {
  const models = new Map(study.models.map((model) => [model.model_id, model]));
  const queries = new Map(study.queries.map((query) => [query.query_id, query]));
  return answers.map(({row}, i) => {
    const [query, place] = [queries.get(row.query_id), psi.get(row.model_id)];
    return {
      model: row.model_id,
      family: models.get(row.model_id)?.family ?? null,
      query_id: row.query_id,
      query: query?.query_text ?? null,
      category: query?.category ?? null,
      replicate: row.replicate,
      response: row.response_text,
      status: row.status,
      projection_x: projection[2 * i],
      projection_y: projection[2 * i + 1],
      psi_1: place?.[0] ?? null,
      psi_2: place?.[1] ?? null
    };
  });
}

/** Coordinates of the models by id, and what people should know of them. */
async function perspectives(
  published: string,
  version: string,
  {now}: Effects
): Promise<{psi: Perspectives; notes: string[]}> {
  const study = await openStudy(published);
  try {
    const {result, warnings} = await runWorkflow(study, "space", {}, {version, now});
    const {models, coordinates, dimension} = result as SpaceResult;
    const at = (i: number, k: number) =>
      k < dimension ? (coordinates.data[i * dimension + k] ?? null) : null;
    const psi = new Map(models.map((id, i) => [id, [at(i, 0), at(i, 1)]]));
    const outside = study.models.length - models.length;
    return {
      psi,
      notes: [
        ...(dimension < 2 ? ["psi_2 is empty: the space has dimension 1"] : []),
        ...(outside > 0
          ? [`psi_1 and psi_2 are empty for ${outside} models not in the space`]
          : []),
        ...warnings.map(({code, message}) => `space: ${code}: ${message}`)
      ]
    };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {psi: new Map(), notes: [`psi_1 and psi_2 are empty: ${error.message}`]};
  }
}
