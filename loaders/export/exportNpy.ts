import type {Effects} from "../effects.js";
import type {ExportReport} from "./exportReport.js";
import {type ExportTarget, requireFolderTarget, writeFolder} from "./exportTarget.js";
import {npyBytes} from "./npy.js";
import {type StudyVectors, studyVectors} from "./studyVectors.js";

/**
 * Exports the vectors of a study's answers for NumPy: a float32 array (queries, replicates, width) a
 * model, NaN where there is no answer, and `index.json` with `models: [{model_id, file}]`, `queries`,
 * `replicates`, `width`, `embedder_id`. Files are named by number: ids are nobody's file names.
 *
 * @throws LoaderError if the target is taken; DataError, LoaderError, DomainError as `studyVectors`
 */
export async function exportNpy(
  studyDirectory: string,
  target: ExportTarget,
  effects: Effects
): Promise<ExportReport> {
  const check = () => requireFolderTarget(target, (name) => /^(\d+\.npy|index\.json)$/.test(name));
  await check();
  const vectors = await studyVectors(studyDirectory, effects);
  const {models, queries, spec} = vectors.study;
  const shape = [queries.length, spec.replicates, vectors.embedder.width] as const;
  const byModel = answersByModel(vectors);
  const listed = models.map(({model_id}, i) => ({model_id, file: `${i}.npy`}));
  const arrays = listed.map(({model_id, file}) => ({
    name: file,
    content: () => npyBytes(shape, arrayOf(byModel.get(model_id) ?? [], vectors))
  }));
  const index = `${JSON.stringify(indexOf(listed, vectors), null, 2)}\n`;
  await check();
  await writeFolder(target.out, [...arrays, {name: "index.json", content: () => index}]);
  const files = [...listed.map(({file}) => file), "index.json"];
  return {
    format: "npy",
    out: target.out,
    files,
    rows: vectors.answers.length,
    notes: vectors.notes
  };
}

function indexOf(
  models: readonly {readonly model_id: string; readonly file: string}[],
  {study, embedder}: StudyVectors
) {
  const queries = study.queries.map(({query_id}) => query_id);
  const {replicates} = study.spec;
  return {models, queries, replicates, width: embedder.width, embedder_id: embedder.id};
}

function answersByModel({study, answers}: StudyVectors) {
  const byModel = new Map(
    study.models.map(({model_id}): [string, StudyVectors["answers"][number][]] => [model_id, []])
  );
  for (const answer of answers) byModel.get(answer.row.model_id)?.push(answer);
  return byModel;
}

function arrayOf(answers: StudyVectors["answers"], {study, embedder}: StudyVectors): Float32Array {
  const {replicates} = study.spec;
  const {width} = embedder;
  const queryAt = new Map(study.queries.map(({query_id}, j) => [query_id, j]));
  const out = new Float32Array(study.queries.length * replicates * width).fill(Number.NaN);
  for (const {row, vector} of answers)
    out.set(vector, ((queryAt.get(row.query_id) as number) * replicates + row.replicate) * width);
  return out;
}
