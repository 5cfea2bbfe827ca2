import type {Matrix} from "../lib/core/matrix.js";
import {scaleFactor} from "../lib/dkps/scaling.js";
import type {MdsResult} from "../lib/geometry/classicalMds.js";
import {type SpaceInputs, separationInputs, spaceInputs} from "../lib/schema/inputs.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {workflow} from "../runtime/workflow.js";
import {closeGaps} from "./gaps.js";
import type {JsonMatrix, SpaceDraft, SpaceResult} from "./results.js";
import {
  drawOrder,
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
  firstAxes,
  inertiaOf,
  keepSums,
  lead,
  place,
  type Spectrum,
  type Squared,
  spectrumOf
} from "./spaceCells.js";

/**
 * From models chosen to how far apart they are: per-query distances summed, debiased and scaled (methods
 * §1). Whoever uses it says which models take part (`members`).
 */
export const separation = workflow<StudyData>("separation")(separationInputs)
  .assume<{members: Members}>()
  .cell("questions", ["study", "queries", "queryCount", "querySeed"], keepQuestions, {
    key: positionsKey
  })
  .cell("table", ["study", "metric", "replicates"], loadTable, {key: ({hash}) => hash})
  .cell("selection", ["study", "members", "questions", "table"], closeGaps, {key: selectionKey})
  .cell("order", ["study", "queries", "querySeed"], drawOrder, {key: positionsKey})
  .cell("sums", ["study", "table"], keepSums)
  .cell("squared", ["study", "table", "sums", "order", "selection", "scaling", "debias"], addUp, {
    version: 2
  })
  .build();

/**
 * From models chosen to models placed: how far apart they are; classical MDS; dimension by
 * profile-likelihood elbows (methods §1; arXiv 2410.01106, §2). A part of every analysis in perspective
 * space.
 */
export const placement = workflow<StudyData>("placement")(spaceInputs)
  .assume<{members: Members}>()
  .use(separation)
  .cell("gram", ["squared"], centre)
  .cell("leading", ["gram", "dimension"], lead)
  .cell("spectrum", ["gram", "leading", "elbowRule"], spectrumOf)
  .cell("chosen", ["spectrum", "squared", "dimension", "elbow", "elbowRule"], dimensionOf, {
    key: ({dimension, elbows}) => `${dimension};${elbows}`
  })
  .cell("placed", ["gram", "leading", "chosen"], place)
  .cell("inertia", ["gram", "spectrum", "squared"], inertiaOf, {version: 2})
  .build();

/** The data kernel perspective space of a study. */
export const space = workflow<StudyData>("space")(spaceInputs)
  .cell("members", ["study", "models"], keepModels, {key: ({positions}) => positionsKey(positions)})
  .use(placement)
  .cell("axes", ["gram"], firstAxes)
  .cell("draft", ["study", "selection", "axes"], draftOf)
  .cell(
    "estimate",
    ["study", "selection", "squared", "gram", "spectrum", "chosen", "placed", "scaling"],
    estimateOf
  )
  .cell("result", ["estimate", "inertia"], completed)
  .build();

interface Found extends Pick<SpaceInputs, "scaling"> {
  readonly study: StudyData;
  readonly selection: Selection;
  readonly squared: Squared;
  readonly gram: Matrix;
  readonly spectrum: Spectrum;
  readonly chosen: {readonly dimension: number; readonly elbows: readonly number[]};
  readonly placed: MdsResult;
}

/** What a map can show at once. */
function draftOf({
  study,
  selection,
  axes
}: Pick<Found, "study" | "selection"> & {axes: JsonMatrix}): SpaceDraft {
  const models = selection.members.map((i) => study.models[i]?.model_id as string);
  return {models, questions: selection.questions.length, coordinates: axes};
}

/**
 * What is known before the whole spectrum of a large collection: shares are of the trace, which is
 * the positive sum less the negative one. A page shows it meanwhile.
 */
function estimateOf(found: Found): SpaceResult {
  const {study, selection, squared, gram, spectrum, chosen, placed, scaling} = found;
  const {rows, cols, data} = placed.coordinates;
  return {
    provisional: true,
    models: selection.members.map((i) => study.models[i]?.model_id as string),
    queriesUsed: selection.questions.map((j) => study.queries[j]?.query_id as string),
    dropped: {queries: selection.droppedQueries, models: selection.droppedModels},
    replicates: squared.replicates,
    debiased: squared.debiased,
    dimension: chosen.dimension,
    elbows: chosen.elbows,
    eigenvalues: Array.from(spectrum.whole ? spectrum.values : placed.eigenvalues),
    positiveShare: shares(placed.eigenvalues.slice(0, cols), trace(gram)),
    negativeMass: 0,
    coordinates: {shape: [rows, cols], data},
    distances: squared.values.map((value) => Math.sqrt(Math.max(value, 0))),
    scale: scaleFactor(squared.m, scaling)
  };
}

/** The estimate with what the whole spectrum tells. */
function completed({
  estimate,
  inertia
}: {
  estimate: SpaceResult;
  inertia: {values: Float64Array; negativeMass: number};
}): SpaceResult {
  const {provisional: _, ...known} = estimate;
  const positive = inertia.values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  return {
    ...known,
    eigenvalues: Array.from(inertia.values),
    positiveShare: shares(inertia.values.slice(0, estimate.dimension), positive),
    negativeMass: inertia.negativeMass
  };
}

const shares = (values: Float64Array, total: number): number[] =>
  Array.from(values, (value) => (total > 0 ? Math.max(value, 0) / total : 0));

function trace({rows, cols, data}: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[i * cols + i] as number;
  return sum;
}
