import {condensedLength, condensedSubset} from "../lib/core/condensed.js";
import {DomainError} from "../lib/core/errors.js";
import type {Matrix} from "../lib/core/matrix.js";
import {meanNoise, debias as takeOffNoise} from "../lib/dkps/debias.js";
import {RunningSums} from "../lib/dkps/runningSums.js";
import {scaleSquared} from "../lib/dkps/scaling.js";
import {type MdsResult, negativeMass, scaledAxes} from "../lib/geometry/classicalMds.js";
import {chooseDimension} from "../lib/geometry/elbows.js";
import {centredGram} from "../lib/geometry/gram.js";
import {type LanczosResult, lanczos, lanczosSteps} from "../lib/linalg/lanczos.js";
import {leadingBySize} from "../lib/linalg/leadingBySize.js";
import {fullSpectrum, fullSpectrumSteps} from "../lib/linalg/symmetricEigen.js";
import type {SpaceInputs} from "../lib/schema/inputs.js";
import type {DistanceTable, StudyData} from "../lib/schema/studyData.js";
import {runSteps} from "../runtime/runSteps.js";
import type {CellContext} from "../runtime/workflow.js";
import type {JsonMatrix} from "./results.js";
import type {Selection} from "./selection.js";

/** Scaled squared distances between the selected models. */
export interface Squared {
  readonly n: number;
  readonly m: number;
  /** condensed D² */
  readonly values: Float64Array;
  readonly replicates: number;
  readonly debiased: boolean;
}

/** Eigenvalues of B: all n, descending, or those leading in size when `whole` is false. */
export interface Spectrum {
  readonly values: Float64Array;
  readonly whole: boolean;
}

/** Above this many models the elbows are read off the leading eigenvalues alone. */
const wholeSpectrumLimit = 256;

/** Sums of the table that are kept from one list of questions to the next. */
export function keepSums({study, table}: {study: StudyData; table: DistanceTable}): RunningSums {
  return new RunningSums(table.squared, condensedLength(study.models.length));
}

/**
 * Sum the selected queries' rows of the table, take off the noise of finitely many answers, scale.
 *
 * @throws DomainError when debiasing is asked for with one answer per question
 */
export function addUp({
  study,
  table,
  sums,
  order,
  selection,
  scaling,
  debias
}: Pick<SpaceInputs, "scaling" | "debias"> & {
  study: StudyData;
  table: DistanceTable;
  sums: RunningSums;
  /** in which questions are added */
  order: readonly number[];
  selection: Selection;
}): Squared {
  const {replicates} = table;
  const {members, questions} = selection;
  // Energy distances by U-statistics carry no such noise.
  const isBiased = table.metric === "euclidean";
  const debiased = debias === "auto" ? isBiased && replicates > 1 : debias;
  if (debiased && !isBiased)
    throw new DomainError("debias: only euclidean distances can be; got metric energy");
  const total = study.models.length;
  const isUsed = new Set(questions);
  const all = sums.sum(order.filter((j) => isUsed.has(j)));
  const summed = members.length === total ? all : condensedSubset(all, total, members);
  const noise = debiased
    ? memberNoise(meanNoise(table.dispersion, total, questions, {replicates}), members)
    : null;
  const values = scaleSquared(
    noise ? takeOffNoise(summed, noise) : summed,
    questions.length,
    scaling
  );
  return {n: members.length, m: questions.length, values, replicates, debiased};
}

const memberNoise = (noise: Float64Array, members: readonly number[]): Float64Array =>
  Float64Array.from(members, (i) => noise[i] as number);

/** B = −½ H D² H. */
export function centre({squared}: {squared: Squared}): Matrix {
  return centredGram(squared.values, squared.n);
}

/**
 * The leading eigenpairs of B: enough for the elbows, and for the dimension if it is given. Those in a
 * bulk of nearly equal ones take by far the most time.
 */
export function lead(
  {gram, dimension}: Pick<SpaceInputs, "dimension"> & {gram: Matrix},
  context: CellContext
): Promise<LanczosResult> {
  const asked = dimension === "auto" ? 0 : dimension + 1;
  const count = Math.min(gram.rows, Math.max(elbowCount(gram), asked));
  return runSteps(lanczosSteps(gram, {count}), context);
}

/**
 * The first two axes, which a map shows: known long before the others, and to what a picture can show
 * (residuals of 1e-6 of the largest eigenvalue) in a fifth fewer products.
 */
export function firstAxes({gram}: {gram: Matrix}): JsonMatrix {
  const count = Math.min(2, gram.rows - 1);
  const {coordinates} = scaledAxes(lanczos(gram, {count, tolerance: 1e-6}), count);
  const {rows, cols, data} = coordinates;
  return {shape: [rows, cols], data};
}

const elbowCount = ({rows}: Matrix): number => Math.ceil(Math.log2(rows)) + 1;

/** Distances are published as float32: what lies below its rounding are no dimensions. */
const storedPrecision = 2 ** -24;

/** The eigenvalues the dimension is chosen by. */
export function spectrumOf({
  gram,
  leading,
  elbowRule
}: Pick<SpaceInputs, "elbowRule"> & {gram: Matrix; leading: LanczosResult}): Spectrum {
  if (gram.rows <= wholeSpectrumLimit || elbowRule === "positive")
    return {values: fullSpectrum(gram), whole: true};
  return {values: leadingBySize(gram, elbowCount(gram), leading.values).values, whole: false};
}

/** The dimension asked for, or the elbow's, with all elbows. @throws DomainError if d ≥ n */
export function dimensionOf({
  spectrum,
  squared,
  dimension,
  elbow,
  elbowRule
}: Pick<SpaceInputs, "dimension" | "elbow" | "elbowRule"> & {
  spectrum: Spectrum;
  squared: Squared;
}) {
  const rule = {elbow, elbowRule, precision: storedPrecision};
  const chosen = chooseDimension(spectrum.values, squared.n, rule);
  if (dimension === "auto") return chosen;
  if (dimension >= squared.n)
    throw new DomainError(
      `dimension: must be less than the number of models, ${squared.n}; got ${dimension}`
    );
  return {dimension, elbows: chosen.elbows};
}

/** The coordinates of the models: ψ = U_d Λ_d^½. */
export function place(
  {
    gram,
    leading,
    chosen: {dimension}
  }: {gram: Matrix; leading: LanczosResult; chosen: {dimension: number}},
  {warn}: CellContext
): MdsResult {
  const known = leading.values.length;
  const isEnough = dimension < known || known === gram.rows;
  const placed = scaledAxes(
    isEnough ? firstPairs(leading, dimension + 1) : lanczos(gram, {count: dimension + 1}),
    dimension
  );
  for (const warning of placed.warnings) warn(warning);
  return placed;
}

/** The first `count` of some eigenpairs, or all there are. */
function firstPairs({values, vectors, residual}: LanczosResult, count: number) {
  const kept = Math.min(count, values.length);
  const data = Float64Array.from({length: vectors.rows * kept}, (_, at) => {
    const [i, k] = [Math.floor(at / kept), at % kept];
    return vectors.data[i * vectors.cols + k] as number;
  });
  return {residual, values: values.slice(0, kept), vectors: {rows: vectors.rows, cols: kept, data}};
}

/** The whole spectrum, and how much of it is negative. */
export async function inertiaOf(
  {gram, spectrum, squared}: {gram: Matrix; spectrum: Spectrum; squared: Squared},
  context: CellContext
) {
  const values = spectrum.whole
    ? spectrum.values
    : await runSteps(fullSpectrumSteps(gram), context);
  const negative = negativeMass(values);
  const reason = squared.debiased
    ? "axes as small as that are noise of finitely many answers"
    : "these distances are not Euclidean";
  if (negative > 0.05)
    context.warn({
      code: "NEGATIVE_MASS",
      message: `${(100 * negative).toFixed(0)} % of the spectrum, what all axes carry, is negative and set to zero: ${reason}`,
      value: negative
    });
  return {values, negativeMass: negative};
}
