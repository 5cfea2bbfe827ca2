import {scaleFactor} from "../lib/dkps/scaling.js";
import type {MdsResult} from "../lib/geometry/classicalMds.js";
import {type SpaceInputs, spaceInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {workflow} from "../runtime/workflow.js";
import type {SpaceResult} from "./results.js";
import {
  closeGaps,
  keepModels,
  keepQuestions,
  loadTable,
  type Members,
  positionsKey,
  type Selection,
  selectionKey
} from "./selection.js";
import {
  addUp,
  centre,
  dimensionOf,
  inertiaOf,
  place,
  type Squared,
  spectrumOf
} from "./spaceCells.js";

/**
 * From models chosen to models placed: per-query distances summed, debiased and scaled; classical MDS;
 * dimension by profile-likelihood elbows (methods §1; arXiv 2410.01106, §2). A part of every analysis
 * in perspective space; whoever uses it says which models take part (`members`).
 */
export const placement = workflow<StudyData>("placement")(spaceInputs)
  .assume<{members: Members}>()
  .cell("questions", ["study", "queries", "queryCount", "querySeed"], keepQuestions, {
    key: positionsKey
  })
  .cell("table", ["study", "metric", "replicates"], loadTable, {key: ({hash}) => hash})
  .cell("selection", ["study", "members", "questions", "table"], closeGaps, {key: selectionKey})
  .cell("squared", ["study", "table", "selection", "scaling", "debias"], addUp)
  .cell("gram", ["squared"], centre)
  .cell("spectrum", ["gram", "elbowRule"], spectrumOf)
  .cell("chosen", ["spectrum", "squared", "dimension", "elbow", "elbowRule"], dimensionOf, {
    key: ({dimension, elbows}) => `${dimension};${elbows}`
  })
  .cell("placed", ["squared", "gram", "chosen"], place)
  .build();

/** The data kernel perspective space of a study. */
export const space = workflow<StudyData>("space")(spaceInputs)
  .cell("members", ["study", "models"], keepModels, {key: ({positions}) => positionsKey(positions)})
  .use(placement)
  .cell("inertia", ["gram", "spectrum", "squared"], inertiaOf)
  .cell(
    "result",
    ["study", "selection", "squared", "chosen", "placed", "inertia", "scaling"],
    spaceResult
  )
  .build();

/** What the cells found, in the words of the result. */
function spaceResult({
  study,
  selection,
  squared,
  chosen,
  placed,
  inertia,
  scaling
}: Pick<SpaceInputs, "scaling"> & {
  study: StudyData;
  selection: Selection;
  squared: Squared;
  chosen: {dimension: number; elbows: readonly number[]};
  placed: MdsResult;
  inertia: {values: Float64Array; negativeMass: number};
}): SpaceResult {
  const positive = inertia.values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  const {rows, cols, data} = placed.coordinates;
  return {
    models: selection.members.map((i) => study.models[i]?.model_id as string),
    queriesUsed: selection.questions.map((j) => study.queries[j]?.query_id as string),
    dropped: {queries: selection.droppedQueries, models: selection.droppedModels},
    replicates: squared.replicates,
    debiased: squared.debiased,
    dimension: chosen.dimension,
    elbows: chosen.elbows,
    eigenvalues: Array.from(inertia.values),
    positiveShare: Array.from(placed.eigenvalues.slice(0, cols), (value) =>
      positive > 0 ? Math.max(value, 0) / positive : 0
    ),
    negativeMass: inertia.negativeMass,
    coordinates: {shape: [rows, cols], data: Array.from(data)},
    distances: Array.from(squared.values, (value) => Math.sqrt(Math.max(value, 0))),
    scale: scaleFactor(squared.m, scaling)
  };
}
