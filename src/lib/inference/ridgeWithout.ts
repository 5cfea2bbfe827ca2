import {type Matrix, matrix} from "../core/matrix.js";
import {solveCholesky} from "../linalg/cholesky.js";
import {groupFactor} from "./groupFactor.js";
import {penaltyGrid} from "./penaltySearch.js";

/** The positive part Q Λ Qᵀ of a centred Gram matrix. */
export interface RidgeBasis {
  /** n × rank, orthonormal, each column summing to zero */
  readonly Q: Matrix;
  /** rank positive eigenvalues, descending */
  readonly values: Float64Array;
}

/** A fit at one penalty λ without a group G, whatever the labels; M = I − H at that penalty. */
export interface FitWithout {
  readonly group: readonly number[];
  /** rank numbers λ/(λ_k + λ), the eigenvalues of M */
  readonly kept: Float64Array;
  /** P_GG, P the projector on what neither Q nor the constant reaches */
  readonly unreached: Matrix;
  /** the Cholesky factor of M_GG */
  readonly factor: Matrix;
  /** the trace of I less the hat matrix of the fit on the models outside the group */
  readonly freedom: number;
}

/** The fits without one group. */
interface GroupFits {
  /** at `penaltyGrid` */
  readonly grid: readonly FitWithout[];
  /** at any penalty */
  at(penalty: number): FitWithout;
}

/**
 * Ridge fits without a group of models, from the eigenpairs of all: by the Schur complement of M_GG,
 * tr M_(outside G) = tr M − tr(M_GG⁻¹ (M²)_GG), so that no group needs eigenpairs of its own.
 *
 * @param basis n models
 * @returns gridKept: λ/(λ_k + λ) at `penaltyGrid`; fits: from a group to its fits, kept by the group's
 *   identity, throws DomainError for a group without which nothing can be fitted
 *
 * O(g² rank + g³) a penalty.
 */
export function ridgeWithout(basis: RidgeBasis) {
  const {values} = basis;
  const keptAt = (penalty: number) => {
    const kept = new Float64Array(values.length);
    for (let k = 0; k < kept.length; k++) kept[k] = penalty / (values[k]! + penalty);
    return kept;
  };
  const gridKept = Array.from(penaltyGrid(values[0] ?? 0), keptAt);
  const known = new WeakMap<readonly number[], GroupFits>();
  const fits = (group: readonly number[]): GroupFits => {
    const found = known.get(group);
    if (found !== undefined) return found;
    const unreached = unreachedBlock(basis, group);
    const make = (kept: Float64Array) => fitWithout(basis, {group, unreached, kept});
    const made = {grid: gridKept.map(make), at: (penalty: number) => make(keptAt(penalty))};
    known.set(group, made);
    return made;
  };
  return {gridKept, fits};
}

/** P_GG, exactly zero where Q and the constant reach everything. */
function unreachedBlock({Q}: RidgeBasis, group: readonly number[]): Matrix {
  const g = group.length;
  const out = matrix(g, g);
  if (Q.cols === Q.rows - 1) return out;
  for (let a = 0; a < g; a++)
    for (let b = 0; b < g; b++) {
      let value = (a === b ? 1 : 0) - 1 / Q.rows;
      for (let k = 0; k < Q.cols; k++)
        value -= Q.data[group[a]! * Q.cols + k]! * Q.data[group[b]! * Q.cols + k]!;
      out.data[a * g + b] = value;
    }
  return out;
}

function fitWithout(
  {Q}: RidgeBasis,
  {group, unreached, kept}: Pick<FitWithout, "group" | "unreached" | "kept">
): FitWithout {
  const g = group.length;
  const rank = Q.cols;
  const once = matrix(g, g);
  const twice = matrix(g, g);
  for (let a = 0; a < g; a++)
    for (let b = 0; b <= a; b++) {
      let first = unreached.data[a * g + b]!;
      let second = first;
      const ra = group[a]! * rank;
      const rb = group[b]! * rank;
      for (let k = 0; k < rank; k++) {
        const term = Q.data[ra + k]! * Q.data[rb + k]! * kept[k]!;
        first += term;
        second += term * kept[k]!;
      }
      once.data[a * g + b] = first;
      twice.data[a * g + b] = second;
      twice.data[b * g + a] = second;
    }
  const factor = groupFactor(once, Q.rows, rank);
  let whole = Q.rows - 1 - rank;
  for (let k = 0; k < rank; k++) whole += kept[k]!;
  return {group, unreached, kept, factor, freedom: whole - traceOfSolved(factor, twice)};
}

/** tr A⁻¹B from A's Cholesky factor. */
function traceOfSolved(factor: Matrix, B: Matrix): number {
  if (B.rows === 1) return B.data[0]! / factor.data[0]! ** 2;
  const solved = solveCholesky(factor, B).data;
  let trace = 0;
  for (let a = 0; a < B.rows; a++) trace += solved[a * B.rows + a]!;
  return trace;
}
